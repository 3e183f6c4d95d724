// "Hash, displace": keys fall into small buckets; largest first, each bucket tries steps until all
// its keys land on free entries. 49 of 50 entries are used.
#include "pipeline/watch/frozen_map.h"

#include <algorithm>
#include <limits>
#include <numeric>
#include <span>

namespace wirewatch {
namespace {

constexpr std::size_t kKeysInBucket = 4;

}  // namespace

FrozenMap::FrozenMap(FlatMap const& map) : size_(map.size()) {
  std::vector<Entry const*> by_bucket;
  by_bucket.reserve(size_);
  map.for_each([&](Entry const& entry) { by_bucket.push_back(&entry); });
  steps_.resize(size_ / kKeysInBucket + 1);
  // Buckets are stretches of the keys in order: the upper bits of a key name its bucket.
  std::ranges::sort(by_bucket, {}, &Entry::key);
  for (std::size_t entries = size_ + size_ / 50 + 1; !fill(by_bucket, entries);
       entries += entries / 16 + 1) {
  }
}

bool FrozenMap::fill(std::vector<Entry const*> const& by_bucket, std::size_t entries) {
  entries_.assign(entries, Entry{});
  std::vector<bool> taken(entries);
  std::vector<std::uint32_t> begins(steps_.size() + 1);
  for (Entry const* const entry : by_bucket) ++begins[scale(entry->key, steps_.size()) + 1];
  std::partial_sum(begins.begin(), begins.end(), begins.begin());
  std::vector<std::uint32_t> order(steps_.size());
  std::iota(order.begin(), order.end(), 0U);
  std::ranges::stable_sort(
      order, [&](auto a, auto b) { return begins[a + 1] - begins[a] > begins[b + 1] - begins[b]; });
  std::vector<std::size_t> places;
  for (std::uint32_t const bucket : order) {
    std::span const keys(by_bucket.data() + begins[bucket], by_bucket.data() + begins[bucket + 1]);
    constexpr std::uint32_t kSteps = std::numeric_limits<std::uint16_t>::max();
    std::uint32_t step = 0;
    for (bool fits = false; !fits; ++step) {
      if (step == kSteps) return false;
      places.clear();
      for (Entry const* const entry : keys) {
        std::size_t const at = place(entry->key, step, entries);
        if (taken[at] || std::ranges::find(places, at) != places.end()) break;
        places.push_back(at);
      }
      fits = places.size() == keys.size();
    }
    steps_[bucket] = static_cast<std::uint16_t>(step - 1);
    for (std::size_t i = 0; i < keys.size(); ++i) {
      taken[places[i]] = true;
      entries_[places[i]] = *keys[i];
    }
  }
  return true;
}

}  // namespace wirewatch
