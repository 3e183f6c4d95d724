#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "pipeline/watch/large_vector.h"
#include "pipeline/watch/occurrences.h"
#include "pipeline/watch/plan.h"

namespace wirewatch {

/// Programs are words of 32 bits, one behind the other in one array: a header of operation and
/// length, then symbols or clauses.
using Code = LargeVector<std::uint32_t>;

/// Appends a plan as a clause.
void encode(Plan const& plan, Code& code);

/// How a clause calls back for what symbols cannot say.
class PlainExpressions {
 public:
  virtual ~PlainExpressions() = default;
  virtual bool holds(std::uint32_t number) = 0;
};

/// Runs programs against one document.
class ProgramRunner {
 public:
  /// All outlive it; `starts` is room to count in.
  ProgramRunner(Occurrences const& found, PlainExpressions& plain,
                std::vector<std::uint32_t>& starts)
      : found_(found), plain_(plain), starts_(starts) {}

  /// Whether the clause that begins at `clause` holds.
  bool holds(std::uint32_t const* clause);

 private:
  using Symbols = std::span<Symbol const>;
  bool has_one(Symbols symbols) const;
  bool is_near(std::uint32_t const* clause) const;
  bool meet(Symbol a, Symbol b, std::uint32_t n, bool ordered) const;
  bool has_starts(Symbols symbols, std::uint32_t n);

  Occurrences const& found_;
  PlainExpressions& plain_;
  std::vector<std::uint32_t>& starts_;
};

}  // namespace wirewatch
