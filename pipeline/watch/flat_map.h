#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <vector>

#include "pipeline/watch/large_vector.h"

namespace wirewatch {

/// From 64-bit hashes to a number and flags. Open addressing with a byte of each hash beside the
/// entries: most looks for what is not there end in these bytes, which stay in the nearest cache.
class FlatMap {
 public:
  struct Entry {
    std::uint64_t key = 0;
    std::uint32_t value = 0;
    std::uint32_t flags = 0;
  };

  /// nullptr when the key is not there. Eight tags at a time: few keys need more.
  Entry const* find(std::uint64_t key) const {
    for (std::size_t at = home(key);; at += 8) {
      Candidates const group = candidates(key, at);
      for (std::uint64_t same = group.same; same != 0; same &= same - 1)
        if (Entry const& entry = entries_.data()[at + first_byte(same)]; entry.key == key)
          return &entry;
      if (group.ends) return nullptr;
    }
  }

  /// The same for many keys in a row: a copy, with value 0 when the key is not there, and no branch
  /// that whether it is there decides.
  Entry look_up(std::uint64_t key) const {
    std::size_t const at = home(key);
    Candidates const group = candidates(key, at);
    Entry const& entry = entries_.data()[at + first_byte(group.same | kEachByte << 63)];
    bool const hit = group.same != 0 && entry.key == key;
    if (!hit && (!group.ends || (group.same & (group.same - 1)) != 0)) [[unlikely]] {
      Entry const* const found = find(key);
      return found ? *found : Entry{};
    }
    std::uint32_t const mask = hit ? ~std::uint32_t{0} : 0;
    return {key, entry.value & mask, entry.flags & mask};
  }

  void prefetch(std::uint64_t key) const { __builtin_prefetch(tags_.data() + home(key)); }
  void prefetch_entry(std::uint64_t key) const { __builtin_prefetch(entries_.data() + home(key)); }

  /// The entry of the key, made with value and flags 0 when it is new. Valid until the next one.
  Entry& at(std::uint64_t key) {
    if (2 * size_ >= capacity_) rebuild(2 * capacity_ + 16);
    return place(key);
  }

  /// Gives back what was reserved for growth.
  void shrink() { rebuild(2 * size_ + 1); }

  void clear() {
    tags_.assign(tags_.size(), 0);
    size_ = 0;
  }

  template <class Take>
  void for_each(Take const& take) {
    for (std::size_t i = 0; i < tags_.size(); ++i)
      if (tags_[i] != 0) take(entries_[i]);
  }
  template <class Take>
  void for_each(Take const& take) const {
    for (std::size_t i = 0; i < tags_.size(); ++i)
      if (tags_[i] != 0) take(entries_[i]);
  }

  std::size_t size() const { return size_; }
  std::size_t memory() const { return entries_.capacity() * sizeof(Entry) + tags_.capacity(); }

 private:
  static std::uint8_t tag_of(std::uint64_t key) {
    auto const tag = static_cast<std::uint8_t>(key);
    return tag == 0 ? 1 : tag;
  }

  /// Among the eight slots from `at` on: those with the key's tag, as 0x80 in their byte (and maybe
  /// a few without it), and whether a free one ends the search.
  struct Candidates {
    std::uint64_t same;
    bool ends;
  };
  Candidates candidates(std::uint64_t key, std::size_t at) const {
    std::uint64_t tags = 0;
    std::memcpy(&tags, tags_.data() + at, sizeof tags);
    std::uint64_t const free = zero_bytes(tags);
    std::uint64_t const same = zero_bytes(tags ^ (kEachByte * tag_of(key)));
    return {same & ((free & -free) - 1), free != 0};  // nothing behind a free slot is ours
  }

  static unsigned first_byte(std::uint64_t bits) {
    return static_cast<unsigned>(std::countr_zero(bits)) / 8;
  }

  /// 0x80 in the lowest byte that is 0, and maybe in others above it.
  static std::uint64_t zero_bytes(std::uint64_t bytes) {
    return (bytes - kEachByte) & ~bytes & (kEachByte * 0x80);
  }

  std::size_t home(std::uint64_t key) const { return (key >> 32) * capacity_ >> 32; }

  Entry& place(std::uint64_t key) {
    std::uint8_t const tag = tag_of(key);
    std::size_t at = home(key);
    while (tags_[at] != 0 && (tags_[at] != tag || entries_[at].key != key)) ++at;
    // A run that reaches the end goes on in new slots; the last eight tags always stay 0.
    if (at + 8 >= tags_.size()) {
      tags_.push_back(0);
      entries_.emplace_back();
    }
    if (tags_[at] == 0) {
      tags_[at] = tag;
      entries_[at] = {key, 0, 0};
      ++size_;
    }
    return entries_[at];
  }

  void rebuild(std::size_t capacity) {
    LargeVector<Entry> entries(capacity + kMargin);
    std::vector<std::uint8_t> tags(capacity + kMargin);
    entries.swap(entries_);
    tags.swap(tags_);
    capacity_ = capacity;
    size_ = 0;
    for (std::size_t i = 0; i < tags.size(); ++i)
      if (tags[i] != 0) {
        Entry& entry = place(entries[i].key);
        entry.value = entries[i].value;
        entry.flags = entries[i].flags;
      }
  }

  static constexpr std::uint64_t kEachByte = 0x0101010101010101;
  static constexpr std::size_t kMargin = 64;  ///< slots behind the last home

  LargeVector<Entry> entries_ = LargeVector<Entry>(8);
  std::vector<std::uint8_t> tags_ = std::vector<std::uint8_t>(8);
  std::size_t capacity_ = 0;  ///< homes, at most 2^32
  std::size_t size_ = 0;
};

}  // namespace wirewatch
