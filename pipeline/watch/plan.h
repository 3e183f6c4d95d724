#pragma once

#include <cstdint>
#include <vector>

#include "pipeline/watch/symbols.h"

namespace wirewatch {

/// A rule over symbols: what is left of an Expression when words have become numbers.
struct Plan {
  enum class Op {
    never,
    always,
    symbols,   ///< one of `symbols` is there
    all,       ///< all children hold
    any,       ///< one child holds
    none,      ///< the child does not hold
    near,      ///< one of `symbols` within `n` of one of `others`
    at_least,  ///< `symbols` begin at `n` or more different tokens
    plain,     ///< expression number `n` of the index, by the plain evaluator; its child, if it has
               ///< one, says what must be there for it to hold
  };
  Op op = Op::never;
  bool ordered = false;
  std::uint32_t n = 0;
  std::vector<Symbol> symbols;
  std::vector<Symbol> others;
  std::vector<Plan> children;
};

}  // namespace wirewatch
