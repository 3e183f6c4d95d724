#pragma once

#include <array>
#include <atomic>
#include <cstdint>
#include <memory>
#include <mutex>
#include <unordered_map>
#include <vector>

#include "pipeline/watch/rule_index.h"

namespace wirewatch {

/// A set of rules that changes while documents are matched. Readers take one pointer and see a
/// whole state; they never wait. A change costs what a few dozen rules cost, not what the set
/// costs.
///
/// A state is some immutable indexes: a large base, and smaller ones of newer rules. A removed rule
/// stays in its index and is struck out. `merge` makes the small ones part of a larger one; call it
/// in the background when `wants_merge`.
class LiveRules {
 public:
  explicit LiveRules(std::vector<std::pair<std::uint32_t, Expression>> rules = {});

  /// Adds a rule, or replaces the one of that number. Seen by the next `match`.
  void put(std::uint32_t number, Expression expression);
  void remove(std::uint32_t number);

  /// Appends the numbers of the rules that hold. Any number of threads, each with its own scratch.
  void match(Document const& document, MatchScratch& scratch,
             std::vector<std::uint32_t>& fired) const;

  bool wants_merge() const;
  /// Compiles what is small or struck out anew, beside the running set; changes may go on
  /// meanwhile. One at a time.
  void merge();

  std::size_t size() const;

 private:
  using Expressions = std::shared_ptr<Expression const>;
  /// One rule's place: which version of it holds, so that older ones are known as struck out.
  struct Slot {
    std::uint32_t number = 0;
    Expressions expression;
  };
  struct Segment {
    std::vector<Slot> slots;
    std::unique_ptr<RuleIndex const> index;  ///< reports places in `slots`
  };
  /// Struck-out slots of a segment, one bit each, changed in place: a reader that sees a bit early
  /// misses a rule that is being removed, no more.
  struct Struck {
    explicit Struck(std::size_t slots) : bits((slots + 63) / 64) {}
    std::vector<std::atomic<std::uint64_t>> bits;
    std::atomic<std::size_t> count = 0;
  };
  struct Level {
    std::shared_ptr<Segment const> segment;
    std::shared_ptr<Struck> struck;
  };
  struct State {
    std::vector<Level> levels;  ///< oldest and largest first
  };
  struct Place {
    Struck* struck = nullptr;
    std::size_t slot = 0;
  };

  static Level make_level(std::vector<Slot> slots, Segment const* like = nullptr);
  void strike(std::uint32_t number);
  void publish(std::vector<Level> levels);
  void remember(Level const& level);

  std::atomic<std::shared_ptr<State const>> state_;
  mutable std::mutex changes_;  ///< one change at a time; readers do not take it
  std::mutex merges_;
  std::unordered_map<std::uint32_t, Place> places_;
};

}  // namespace wirewatch
