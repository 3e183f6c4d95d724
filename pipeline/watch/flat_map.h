#pragma once

#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

#include "pipeline/watch/large_vector.h"

namespace wirewatch {

/// From 64-bit hashes to two numbers; grows.
class FlatMap {
 public:
  struct Entry {
    std::uint64_t key = 0;
    std::uint32_t value = 0;
    std::uint32_t more = 0;
  };

  /// nullptr when the key is not there.
  Entry const* find(std::uint64_t key) const {
    if (size_ == 0) return nullptr;
    std::size_t const at = place(key);
    return used_[at] ? &entries_[at] : nullptr;
  }

  /// The entry of the key, made with zeros when it is new. Valid until the next one.
  Entry& at(std::uint64_t key) {
    if (2 * size_ >= entries_.size()) grow();
    std::size_t const at = place(key);
    if (!used_[at]) {
      used_[at] = true;
      entries_[at] = {key, 0, 0};
      ++size_;
    }
    return entries_[at];
  }

  void clear() { *this = {}; }

  template <class Take>
  void for_each(Take const& take) const {
    for (std::size_t i = 0; i < entries_.size(); ++i)
      if (used_[i]) take(entries_[i]);
  }
  template <class Take>
  void for_each(Take const& take) {
    for (std::size_t i = 0; i < entries_.size(); ++i)
      if (used_[i]) take(entries_[i]);
  }

  std::size_t size() const { return size_; }

 private:
  /// Where the key is, or where it would be.
  std::size_t place(std::uint64_t key) const {
    std::size_t at = (key >> 32) * entries_.size() >> 32;
    while (used_[at] && entries_[at].key != key) at = at + 1 == entries_.size() ? 0 : at + 1;
    return at;
  }

  void grow() {
    FlatMap larger;
    larger.entries_.resize(2 * entries_.size() + 16);
    larger.used_.resize(larger.entries_.size());
    for_each([&](Entry const& entry) { larger.at(entry.key) = entry; });
    *this = std::move(larger);
  }

  LargeVector<Entry> entries_;
  std::vector<bool> used_;  ///< always fewer than all
  std::size_t size_ = 0;
};

}  // namespace wirewatch
