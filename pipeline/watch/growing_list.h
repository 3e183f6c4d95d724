#pragma once

#include <cstddef>
#include <vector>

namespace wirewatch {

/// A list that is written to behind its end: what is written there is kept only where `grow` says
/// so. Then keeping it or not is a sum, and no branch that a processor could not foretell. Keeps
/// its memory when cleared.
template <class T>
class GrowingList {
 public:
  void clear() { size_ = 0; }
  /// The end, with room for so many more.
  T* room(std::size_t more) {
    if (items_.size() < size_ + more) items_.resize(2 * (size_ + more));
    return items_.data() + size_;
  }
  /// What lies before `end`, which `room` gave, is kept.
  void end_at(T const* end) { size_ = static_cast<std::size_t>(end - items_.data()); }

  std::size_t size() const { return size_; }
  T* data() { return items_.data(); }
  T const* begin() const { return items_.data(); }
  T const* end() const { return items_.data() + size_; }

 private:
  std::vector<T> items_;
  std::size_t size_ = 0;
};

}  // namespace wirewatch
