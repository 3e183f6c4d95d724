#include "pipeline/watch/program.h"

#include <algorithm>

namespace wirewatch {
namespace {

using Op = Plan::Op;

constexpr std::uint32_t kOpBits = 4;
constexpr std::uint32_t kOrdered = 1U << 31;
constexpr std::uint32_t kNoneOfSymbols = 15;  ///< beside those of Plan: the common case of `none`

// A clause is [words of all of it << 4 | op] and then, by op:
//   symbols, none of symbols   symbols
//   all, any, none             clauses
//   near                       ordered bit | n, count of one side, symbols of it, symbols of the
//   other at_least                   n, symbols plain                      the expression's number
Op op_of(std::uint32_t const* clause) { return static_cast<Op>(clause[0] & ((1U << kOpBits) - 1)); }

std::uint32_t const* end_of(std::uint32_t const* clause) { return clause + (clause[0] >> kOpBits); }

void append(Code& code, std::vector<Symbol> const& symbols) {
  code.insert(code.end(), symbols.begin(), symbols.end());
}

}  // namespace

void encode(Plan const& plan, Code& code) {
  std::size_t const begin = code.size();
  auto op = static_cast<std::uint32_t>(plan.op);
  code.push_back(0);
  switch (plan.op) {
    case Op::symbols:
      append(code, plan.symbols);
      break;
    case Op::near:
      code.push_back(plan.n | (plan.ordered ? kOrdered : 0));
      code.push_back(static_cast<std::uint32_t>(plan.symbols.size()));
      append(code, plan.symbols);
      append(code, plan.others);
      break;
    case Op::at_least:
      code.push_back(plan.n);
      append(code, plan.symbols);
      break;
    case Op::plain:
      code.push_back(plan.n);
      break;
    case Op::none:
      if (plan.children.front().op == Op::symbols) {
        op = kNoneOfSymbols;
        append(code, plan.children.front().symbols);
        break;
      }
      [[fallthrough]];
    default:
      for (Plan const& child : plan.children) encode(child, code);
  }
  code[begin] = static_cast<std::uint32_t>(code.size() - begin) << kOpBits | op;
}

bool ProgramRunner::holds(std::uint32_t const* clause) {
  std::uint32_t const* const end = end_of(clause);
  switch (op_of(clause)) {
    case Op::never:
      return false;
    case Op::always:
      return true;
    case Op::symbols:
      return has_one({clause + 1, end});
    case Op::none:
      return !holds(clause + 1);
    case Op::all:
      for (++clause; clause != end; clause = end_of(clause))
        if (!holds(clause)) return false;
      return true;
    case Op::any:
      for (++clause; clause != end; clause = end_of(clause))
        if (holds(clause)) return true;
      return false;
    case Op::near:
      return is_near(clause);
    case Op::at_least:
      return has_starts({clause + 2, end}, clause[1]);
    case Op::plain:
      return plain_.holds(clause[1]);
    default:
      return !has_one({clause + 1, end});
  }
}

/// Looks at all of them: the lists are short, and where to stop could not be foretold.
bool ProgramRunner::has_one(Symbols symbols) const {
  bool found = false;
  for (Symbol const symbol : symbols) found |= found_.has(symbol);
  return found;
}

bool ProgramRunner::is_near(std::uint32_t const* clause) const {
  std::uint32_t const n = clause[1] & ~kOrdered;
  bool const ordered = (clause[1] & kOrdered) != 0;
  Symbols const symbols(clause + 3, clause[2]);
  Symbols const others(clause + 3 + clause[2], end_of(clause));
  if (!has_one(others)) return false;
  for (Symbol const symbol : symbols) {
    if (!found_.has(symbol)) continue;
    for (Symbol const other : others)
      if (found_.has(other) && meet(symbol, other, n, ordered)) return true;
  }
  return false;
}

/// Both chains go backward by begin. A place of `b` that begins too far behind one of `a` is too
/// far behind all that follow in the chain, too.
bool ProgramRunner::meet(Symbol a, Symbol b, std::uint32_t n, bool ordered) const {
  std::uint32_t const reach = n + found_.longest();
  std::uint32_t high = found_.last(b);
  for (std::uint32_t i = found_.last(a); i != Occurrences::kNone; i = found_.place(i).before) {
    Occurrences::Place const& one = found_.place(i);
    while (high != Occurrences::kNone && found_.place(high).begin > one.begin + reach)
      high = found_.place(high).before;
    for (std::uint32_t k = high; k != Occurrences::kNone; k = found_.place(k).before) {
      Occurrences::Place const& other = found_.place(k);
      if (other.begin + reach < one.begin) break;
      if (other.begin >= one.end && other.begin - one.end < n) return true;
      if (!ordered && one.begin >= other.end && one.begin - other.end < n) return true;
    }
  }
  return false;
}

bool ProgramRunner::has_starts(Symbols symbols, std::uint32_t n) {
  starts_.clear();
  for (Symbol const symbol : symbols) {
    if (!found_.has(symbol)) continue;
    for (std::uint32_t k = found_.last(symbol); k != Occurrences::kNone; k = found_.place(k).before)
      starts_.push_back(found_.place(k).begin);
  }
  if (starts_.size() < n) return false;
  std::ranges::sort(starts_);
  starts_.erase(std::unique(starts_.begin(), starts_.end()), starts_.end());
  return starts_.size() >= n;
}

}  // namespace wirewatch
