#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace wirewatch {

/// From 64-bit hashes to a number and flags: open addressing in one array, so that a look touches
/// one cache line. A key of 0 cannot be told from an empty slot and is stored as 1.
class FlatMap {
 public:
  struct Entry {
    std::uint64_t key = 0;
    std::uint32_t value = 0;
    std::uint32_t flags = 0;
  };

  /// nullptr when the key is not there.
  Entry const* find(std::uint64_t key) const {
    if (slots_.empty()) return nullptr;
    key += key == 0;
    Entry const* const slots = slots_.data();
    for (std::size_t at = key & mask_;; at = (at + 1) & mask_) {
      if (slots[at].key == key) return slots + at;
      if (slots[at].key == 0) return nullptr;
    }
  }

  void prefetch(std::uint64_t key) const {
    if (!slots_.empty()) __builtin_prefetch(slots_.data() + (key & mask_));
  }

  /// The entry of the key, made with value and flags 0 when it is new. Valid until the next one.
  Entry& at(std::uint64_t key) {
    if (3 * (size_ + 1) > 2 * slots_.size()) grow();
    key += key == 0;
    std::size_t at = key & mask_;
    while (slots_[at].key != 0 && slots_[at].key != key) at = (at + 1) & mask_;
    if (slots_[at].key == 0) {
      slots_[at].key = key;
      ++size_;
    }
    return slots_[at];
  }

  void clear() {
    slots_.assign(slots_.size(), {});
    size_ = 0;
  }

  std::size_t size() const { return size_; }
  std::size_t memory() const { return slots_.capacity() * sizeof(Entry); }
  std::vector<Entry>& slots() { return slots_; }
  std::vector<Entry> const& slots() const { return slots_; }

 private:
  void grow() {
    std::vector<Entry> old(slots_.empty() ? 16 : 2 * slots_.size());
    old.swap(slots_);
    mask_ = slots_.size() - 1;
    size_ = 0;
    for (Entry const& entry : old)
      if (entry.key != 0) at(entry.key) = entry;
  }

  std::vector<Entry> slots_;
  std::size_t mask_ = 0;
  std::size_t size_ = 0;
};

}  // namespace wirewatch
