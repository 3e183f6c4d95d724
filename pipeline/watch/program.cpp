#include "pipeline/watch/program.h"

#include <algorithm>

namespace wirewatch {
namespace {

using Op = Plan::Op;

constexpr std::uint32_t kOpBits = 4;
constexpr std::uint32_t kOrdered = 1U << 31;

// A clause is [count << 4 | op] and then, by op:
//   symbols               symbol * count
//   all, any              words behind this one, clause * count
//   none                  words behind this one, clause
//   near                  ordered bit | n, count of others, symbol * count, symbol * others
//   at_least              n, symbol * count
//   plain                 -   (count is the expression's number)
// `none` of symbols alone is the common case: count symbols follow, and no clause.
std::uint32_t header(Op op, std::size_t count) {
  return static_cast<std::uint32_t>(count) << kOpBits | static_cast<std::uint32_t>(op);
}

std::uint32_t const* end_of(std::uint32_t const* clause) {
  std::uint32_t const count = clause[0] >> kOpBits;
  switch (static_cast<Op>(clause[0] & ((1U << kOpBits) - 1))) {
    case Op::symbols:
      return clause + 1 + count;
    case Op::none:
      return count > 0 ? clause + 1 + count : clause + 2 + clause[1];
    case Op::all:
    case Op::any:
      return clause + 2 + clause[1];
    case Op::near:
      return clause + 3 + count + clause[2];
    case Op::at_least:
      return clause + 2 + count;
    default:
      return clause + 1;
  }
}

void append(Code& code, std::vector<Symbol> const& symbols) {
  code.insert(code.end(), symbols.begin(), symbols.end());
}

}  // namespace

void encode(Plan const& plan, Code& code) {
  bool const none_of_symbols = plan.op == Op::none && plan.children.front().op == Op::symbols;
  switch (plan.op) {
    case Op::symbols:
      code.push_back(header(plan.op, plan.symbols.size()));
      append(code, plan.symbols);
      return;
    case Op::near:
      code.push_back(header(plan.op, plan.symbols.size()));
      code.push_back(plan.n | (plan.ordered ? kOrdered : 0));
      code.push_back(static_cast<std::uint32_t>(plan.others.size()));
      append(code, plan.symbols);
      append(code, plan.others);
      return;
    case Op::at_least:
      code.push_back(header(plan.op, plan.symbols.size()));
      code.push_back(plan.n);
      append(code, plan.symbols);
      return;
    case Op::plain:
      code.push_back(header(plan.op, plan.n));
      return;
    case Op::never:
    case Op::always:
      code.push_back(header(plan.op, 0));
      return;
    default:
      break;
  }
  if (none_of_symbols) {
    code.push_back(header(plan.op, plan.children.front().symbols.size()));
    append(code, plan.children.front().symbols);
    return;
  }
  code.push_back(header(plan.op, plan.op == Op::none ? 0 : plan.children.size()));
  std::size_t const length = code.size();
  code.push_back(0);
  for (Plan const& child : plan.children) encode(child, code);
  code[length] = static_cast<std::uint32_t>(code.size() - length - 1);
}

bool ProgramRunner::holds(std::uint32_t const* clause) {
  std::uint32_t const count = clause[0] >> kOpBits;
  switch (static_cast<Op>(clause[0] & ((1U << kOpBits) - 1))) {
    case Op::never:
      return false;
    case Op::always:
      return true;
    case Op::symbols:
      return has_one(clause + 1, count);
    case Op::none:
      return count > 0 ? !has_one(clause + 1, count) : !holds(clause + 2);
    case Op::all:
      return all_hold(clause + 2, count);
    case Op::any:
      return one_holds(clause + 2, count);
    case Op::near:
      return is_near(clause, count);
    case Op::at_least:
      return has_starts(clause + 2, count, clause[1]);
    case Op::plain:
      return plain_.holds(count);
  }
  return false;
}

bool ProgramRunner::has_one(std::uint32_t const* symbols, std::uint32_t count) const {
  for (std::uint32_t i = 0; i < count; ++i)
    if (found_.has(symbols[i])) return true;
  return false;
}

bool ProgramRunner::all_hold(std::uint32_t const* clause, std::uint32_t count) {
  for (; count > 0; --count, clause = end_of(clause))
    if (!holds(clause)) return false;
  return true;
}

bool ProgramRunner::one_holds(std::uint32_t const* clause, std::uint32_t count) {
  for (; count > 0; --count, clause = end_of(clause))
    if (holds(clause)) return true;
  return false;
}

bool ProgramRunner::is_near(std::uint32_t const* clause, std::uint32_t count) const {
  std::uint32_t const n = clause[1] & ~kOrdered;
  bool const ordered = (clause[1] & kOrdered) != 0;
  std::uint32_t const* const symbols = clause + 3;
  std::uint32_t const* const others = symbols + count;
  if (!has_one(others, clause[2])) return false;
  for (std::uint32_t i = 0; i < count; ++i) {
    if (!found_.has(symbols[i])) continue;
    for (std::uint32_t k = 0; k < clause[2]; ++k)
      if (found_.has(others[k]) && meet(symbols[i], others[k], n, ordered)) return true;
  }
  return false;
}

/// Both chains are in order of begin. A place of `b` that begins too far before one of `a` is too
/// far before all that follow, too.
bool ProgramRunner::meet(Symbol a, Symbol b, std::uint32_t n, bool ordered) const {
  std::uint32_t const reach = n + found_.longest();
  std::uint32_t low = found_.first(b);
  for (std::uint32_t i = found_.first(a); i != Occurrences::kNone; i = found_.place(i).next) {
    Occurrences::Place const& one = found_.place(i);
    while (low != Occurrences::kNone && found_.place(low).begin + reach < one.begin)
      low = found_.place(low).next;
    for (std::uint32_t k = low; k != Occurrences::kNone; k = found_.place(k).next) {
      Occurrences::Place const& other = found_.place(k);
      if (other.begin >= one.end) {
        if (other.begin - one.end < n) return true;
        break;
      }
      if (!ordered && one.begin >= other.end && one.begin - other.end < n) return true;
    }
  }
  return false;
}

bool ProgramRunner::has_starts(std::uint32_t const* symbols, std::uint32_t count, std::uint32_t n) {
  starts_.clear();
  for (std::uint32_t i = 0; i < count; ++i) {
    if (!found_.has(symbols[i])) continue;
    for (std::uint32_t k = found_.first(symbols[i]); k != Occurrences::kNone;
         k = found_.place(k).next)
      starts_.push_back(found_.place(k).begin);
  }
  if (starts_.size() < n) return false;
  std::ranges::sort(starts_);
  starts_.erase(std::unique(starts_.begin(), starts_.end()), starts_.end());
  return starts_.size() >= n;
}

}  // namespace wirewatch
