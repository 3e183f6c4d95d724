#pragma once

#include <cstdint>
#include <vector>

#include "pipeline/watch/flat_map.h"
#include "pipeline/watch/growing_list.h"

namespace wirewatch {

/// A FlatMap that changes no more: by a perfect hash, so that a look is at one entry, the only one
/// that may hold the key, and no branch depends on whether it does.
class FrozenMap {
 public:
  using Entry = FlatMap::Entry;

  FrozenMap() : FrozenMap(FlatMap()) {}
  explicit FrozenMap(FlatMap const& map);

  /// Looks into a map that outlives it. A value, which a loop keeps in registers.
  class Look {
   public:
    explicit Look(FrozenMap const& map)
        : steps_(map.steps_.data()),
          entries_(map.entries_.data()),
          buckets_(map.steps_.size()),
          count_(map.entries_.size()) {}

    /// A copy; all but the key is 0 when the key is not there.
    Entry operator()(std::uint64_t key) const { return read(where(key)); }

    /// The one place where a key may lie.
    struct Place {
      std::uint64_t key;
      std::size_t at;
    };
    /// Looks for `count` keys, `key_of(i)`, and gives what was found to `take(i, entry)`, in their
    /// order. All entries are on their way before the first is read: large tables lie far away.
    template <class KeyOf, class Take>
    void for_all(std::size_t count, GrowingList<Place>& places, KeyOf const& key_of,
                 Take const& take) const {
      places.clear();
      Place* const place = places.room(count);
      for (std::size_t i = 0; i < count; ++i) {
        place[i] = where(key_of(i));
        __builtin_prefetch(entries_ + place[i].at);
      }
      for (std::size_t i = 0; i < count; ++i) take(i, read(place[i]));
    }

   private:
    Place where(std::uint64_t key) const {
      return {key, place(key, steps_[scale(key, buckets_)], count_)};
    }
    Entry read(Place place) const {
      Entry const& entry = entries_[place.at];
      std::uint32_t const mask = 0U - static_cast<std::uint32_t>(entry.key == place.key);
      return {place.key, entry.value & mask, entry.more & mask};
    }

    std::uint16_t const* steps_;
    Entry const* entries_;
    std::size_t buckets_;
    std::size_t count_;
  };
  Entry look_up(std::uint64_t key) const { return Look(*this)(key); }

  /// All entries, and those that hold nothing.
  template <class Take>
  void for_each(Take const& take) {
    for (Entry& entry : entries_) take(entry);
  }

  std::size_t size() const { return size_; }
  std::size_t memory() const {
    return entries_.capacity() * sizeof(Entry) + steps_.capacity() * sizeof(std::uint16_t);
  }

 private:
  /// The upper half of `bits`, scaled to numbers below `count`.
  static std::size_t scale(std::uint64_t bits, std::size_t count) {
    return (bits >> 32) * count >> 32;
  }
  static std::size_t place(std::uint64_t key, std::uint64_t step, std::size_t count) {
    return scale((key ^ step << 16) * 0xd6e8feb86659fd93, count);
  }
  bool fill(std::vector<Entry const*> const& by_bucket, std::size_t entries);

  LargeVector<Entry> entries_;
  std::vector<std::uint16_t> steps_;  ///< by bucket: how its keys are strewn, so that none meet
  std::size_t size_ = 0;
};

}  // namespace wirewatch
