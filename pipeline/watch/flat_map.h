#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

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

  /// nullptr when the key is not there.
  Entry const* find(std::uint64_t key) const {
    std::uint8_t const* const tags = tags_.data();
    std::uint8_t const tag = tag_of(key);
    for (std::size_t at = home(key); tags[at] != 0; ++at)
      if (tags[at] == tag && entries_.data()[at].key == key) return entries_.data() + at;
    return nullptr;
  }

  /// The same in two steps, for many keys at once: `probe` all and let the entries come near, then
  /// `finish` all.
  std::size_t probe(std::uint64_t key) const {
    std::uint8_t const* const tags = tags_.data();
    std::uint8_t const tag = tag_of(key);
    std::size_t at = home(key);
    while (tags[at] != 0 && tags[at] != tag) ++at;
    __builtin_prefetch(entries_.data() + at);
    return at;
  }
  Entry const* finish(std::size_t at, std::uint64_t key) const {
    std::uint8_t const* const tags = tags_.data();
    for (; tags[at] != 0; ++at)
      if (entries_.data()[at].key == key) return entries_.data() + at;
    return nullptr;
  }

  void prefetch(std::uint64_t key) const { __builtin_prefetch(tags_.data() + home(key)); }

  /// The entry of the key, made with value and flags 0 when it is new. Valid until the next one.
  Entry& at(std::uint64_t key) {
    if (2 * size_ >= capacity_) rebuild(2 * capacity_ + 16);
    return place(key);
  }

  /// Gives back what was reserved for growth.
  void shrink() { rebuild(size_ + size_ / 2 + 1); }

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

  std::size_t home(std::uint64_t key) const { return (key >> 32) * capacity_ >> 32; }

  Entry& place(std::uint64_t key) {
    std::uint8_t const tag = tag_of(key);
    std::size_t at = home(key);
    while (tags_[at] != 0 && (tags_[at] != tag || entries_[at].key != key)) ++at;
    // A run that reaches the end goes on in new slots; the last byte always stays 0.
    if (at + 1 == tags_.size()) {
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
    std::vector<Entry> entries(capacity + kMargin);
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

  static constexpr std::size_t kMargin = 16;  ///< slots behind the last home

  std::vector<Entry> entries_;
  std::vector<std::uint8_t> tags_ = std::vector<std::uint8_t>(1);
  std::size_t capacity_ = 0;  ///< homes, at most 2^32
  std::size_t size_ = 0;
};

}  // namespace wirewatch
