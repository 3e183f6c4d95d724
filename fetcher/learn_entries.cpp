#include "fetcher/learn_entries.h"

#include <algorithm>

namespace wirewatch {
namespace {

using namespace std::chrono_literals;

constexpr auto kLongestBacklog = 24h * 28;
constexpr auto kLatest = 24h;           ///< an entry may come so long after its date
constexpr std::size_t kFew = 5;         ///< dates, none of which is left out
constexpr std::size_t kPinned = 10;     ///< one date in so many is left out
constexpr Seconds kRecalls = 24h * 30;  ///< a long silence fades over so long

void observe(std::vector<TimePoint>& times, FeedMemory& memory) {
  std::sort(times.begin(), times.end());
  for (TimePoint const time : times) {
    if (auto const latest = memory.rhythm.latest(); latest && time > *latest) {
      auto const gap = std::chrono::floor<Seconds>(time - *latest);
      Seconds& longest = memory.longest_silence;
      longest = gap > longest ? gap
                              : longest - (longest - gap) * std::min(gap, kRecalls).count() /
                                              kRecalls.count();
    }
    memory.rhythm.advance(time);
    memory.rhythm.observe(time);
  }
}

}  // namespace

void learn_backlog(std::vector<Entry> const& entries, TimePoint now, FeedMemory& memory) {
  std::vector<TimePoint> times;
  for (Entry const& entry : entries)
    if (entry.published && *entry.published <= now && now - *entry.published < kLongestBacklog)
      times.push_back(*entry.published);
  std::sort(times.begin(), times.end());
  if (times.size() >= kFew)
    times.erase(times.begin(),
                times.begin() + static_cast<std::ptrdiff_t>(1 + times.size() / kPinned));
  memory.rhythm.known_since(times.empty() ? now : times.front());
  observe(times, memory);
  memory.rhythm.advance(now);
}

void learn_changes(std::vector<Entry> const& entries, EntryChanges const& changes, TimePoint now,
                   FeedMemory& memory) {
  std::vector<TimePoint> times;
  for (EntryChanges::Change const& change : changes.changes) {
    if (change.kind != EntryChanges::Kind::fresh) continue;
    auto const& published = entries[change.entry].published;
    bool const is_told = published && *published <= now && now - *published < kLatest;
    times.push_back(is_told ? *published : now);
  }
  if (times.empty()) return;
  observe(times, memory);
  memory.rhythm.advance(now);
}

}  // namespace wirewatch
