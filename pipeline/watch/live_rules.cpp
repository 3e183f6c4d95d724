#include "pipeline/watch/live_rules.h"

#include <algorithm>

namespace wirewatch {
namespace {

constexpr std::size_t kSmallest = 32;  ///< slots of the newest index; it is compiled anew each time
constexpr std::size_t kMostLevels = 8;  ///< a document pays a look-up per token for each

}  // namespace

LiveRules::LiveRules(std::vector<std::pair<std::uint32_t, Expression>> rules) {
  std::vector<Slot> slots;
  slots.reserve(rules.size());
  for (auto& [number, expression] : rules)
    slots.push_back({number, std::make_shared<Expression const>(std::move(expression))});
  Level const level = make_level(std::move(slots));
  remember(level);
  publish({level});
}

LiveRules::Level LiveRules::make_level(std::vector<Slot> slots, Segment const* like) {
  auto segment = std::make_shared<Segment>();
  segment->slots = std::move(slots);
  std::vector<RuleIndex::Rule> rules;
  rules.reserve(segment->slots.size());
  for (Slot const& slot : segment->slots)
    rules.push_back({static_cast<std::uint32_t>(rules.size()), slot.expression.get()});
  segment->index =
      std::make_unique<RuleIndex const>(rules, nullptr, like ? like->index.get() : nullptr);
  auto struck = std::make_shared<Struck>(segment->slots.size());
  return {std::move(segment), std::move(struck)};
}

void LiveRules::remember(Level const& level) {
  for (std::size_t i = 0; i < level.segment->slots.size(); ++i)
    places_[level.segment->slots[i].number] = {level.struck.get(), i};
}

void LiveRules::publish(std::vector<Level> levels) {
  auto state = std::make_shared<State>();
  state->levels = std::move(levels);
  state_.store(std::move(state));
}

void LiveRules::strike(std::uint32_t number) {
  auto const found = places_.find(number);
  if (found == places_.end()) return;
  Place const place = found->second;
  place.struck->bits[place.slot / 64].fetch_or(std::uint64_t{1} << (place.slot % 64));
  ++place.struck->count;
  places_.erase(found);
}

void LiveRules::put(std::uint32_t number, Expression expression) {
  std::lock_guard const lock(changes_);
  auto const old = state_.load();  // its levels are struck out below, though no longer published
  std::vector<Level> levels = old->levels;
  std::vector<Slot> slots;
  std::shared_ptr<Segment const> like;
  if (levels.size() > 1 && levels.back().segment->slots.size() < kSmallest) {
    Level const& newest = levels.back();
    for (std::size_t i = 0; i < newest.segment->slots.size(); ++i)
      if ((newest.struck->bits[i / 64].load() >> (i % 64) & 1) == 0)
        slots.push_back(newest.segment->slots[i]);
    like = newest.segment;
    levels.pop_back();
  }
  std::erase_if(slots, [number](Slot const& slot) { return slot.number == number; });
  slots.push_back({number, std::make_shared<Expression const>(std::move(expression))});
  levels.push_back(make_level(std::move(slots), like.get()));
  // The new version is there before the old one goes: in between, both say what holds.
  Level const newest = levels.back();
  publish(std::move(levels));
  strike(number);
  remember(newest);
}

void LiveRules::remove(std::uint32_t number) {
  std::lock_guard const lock(changes_);
  strike(number);
}

void LiveRules::match(Document const& document, MatchScratch& scratch,
                      std::vector<std::uint32_t>& fired) const {
  auto const state = state_.load();
  std::size_t const first = fired.size();
  for (Level const& level : state->levels) {
    std::size_t const before = fired.size();
    level.segment->index->match(document, scratch, fired);
    std::size_t kept = before;
    for (std::size_t i = before; i < fired.size(); ++i) {
      std::uint32_t const slot = fired[i];
      if ((level.struck->bits[slot / 64].load(std::memory_order_relaxed) >> (slot % 64) & 1) != 0)
        continue;
      fired[kept++] = level.segment->slots[slot].number;
    }
    fired.resize(kept);
  }
  // A rule that is being replaced may be there twice for a moment.
  if (state->levels.size() > 1) {
    auto const begin = fired.begin() + static_cast<std::ptrdiff_t>(first);
    std::sort(begin, fired.end());
    fired.erase(std::unique(begin, fired.end()), fired.end());
  }
}

bool LiveRules::wants_merge() const {
  auto const state = state_.load();
  std::size_t struck = 0;
  for (Level const& level : state->levels) struck += level.struck->count;
  return state->levels.size() >= kMostLevels ||
         4 * struck > state->levels.front().segment->slots.size() + 4 * kSmallest;
}

void LiveRules::merge() {
  std::lock_guard const one(merges_);
  auto const before = state_.load();
  // The newest levels, as long as each larger one is not much larger than all behind it.
  std::size_t first = before->levels.size();
  std::size_t together = 0;
  while (first > 0) {
    Level const& level = before->levels[first - 1];
    std::size_t const size = level.segment->slots.size();
    bool const worn = 4 * level.struck->count > size;
    if (together > 0 && size > 4 * together && !worn && before->levels.size() - first > 1) break;
    together += size;
    --first;
  }
  std::vector<Slot> slots;
  slots.reserve(together);
  for (std::size_t l = first; l < before->levels.size(); ++l) {
    Level const& level = before->levels[l];
    for (std::size_t i = 0; i < level.segment->slots.size(); ++i)
      if ((level.struck->bits[i / 64].load() >> (i % 64) & 1) == 0)
        slots.push_back(level.segment->slots[i]);
  }
  Level const merged = make_level(slots);
  std::lock_guard const lock(changes_);
  std::vector<Level> levels = state_.load()->levels;
  // What was put meanwhile lies behind what was merged, in place of the newest level or after it.
  std::vector<Level> next(levels.begin(), levels.begin() + static_cast<std::ptrdiff_t>(first));
  next.push_back(merged);
  for (std::size_t l = first; l < levels.size(); ++l) {
    bool const was_merged =
        l < before->levels.size() && levels[l].segment == before->levels[l].segment;
    if (!was_merged) next.push_back(levels[l]);
  }
  // Slots that were struck or replaced meanwhile are struck in the merged level too.
  for (std::size_t i = 0; i < slots.size(); ++i) {
    std::uint32_t const number = slots[i].number;
    auto const place = places_.find(number);
    bool holds = place != places_.end();
    if (holds) {
      holds = false;
      for (std::size_t l = first; l < before->levels.size() && !holds; ++l)
        holds = place->second.struck == before->levels[l].struck.get();
    }
    if (holds) {
      place->second = {merged.struck.get(), i};
    } else {
      merged.struck->bits[i / 64].fetch_or(std::uint64_t{1} << (i % 64));
      ++merged.struck->count;
    }
  }
  publish(std::move(next));
}

std::size_t LiveRules::size() const {
  std::lock_guard const lock(changes_);
  return places_.size();
}

}  // namespace wirewatch
