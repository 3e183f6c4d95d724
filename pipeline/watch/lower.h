#pragma once

#include <map>
#include <string>
#include <unordered_map>
#include <vector>

#include "pipeline/watch/expression.h"
#include "pipeline/watch/plan.h"
#include "pipeline/watch/regex_index.h"
#include "pipeline/watch/symbols.h"

namespace wirewatch {

/// Turns expressions into plans over symbols, which it makes as it goes. What symbols cannot say
/// (SENT, wildcards, stemmed phrases, ...) becomes a `plain` plan that the evaluator runs, behind
/// what must be there for it to hold.
class Lowering {
 public:
  Lowering(SymbolTable& symbols, RegexIndex& regexes, std::vector<Expression>& plain)
      : symbols_(symbols), regexes_(regexes), plain_(plain) {}

  Plan lower(Expression const& expression) { return lower(expression, false); }

 private:
  Plan lower(Expression const& expression, bool places);
  Plan lower_any(Expression const& expression, bool places);
  Plan lower_all(Expression const& expression);
  Plan lower_none(Expression const& expression);
  Plan lower_near(Expression const& expression);
  Plan lower_at_least(Expression const& expression);
  Plan lower_sequence(Expression const& expression, bool places);
  Plan lower_stem(Expression const& expression, std::vector<std::string> const& keys, bool places);
  Plan lower_exact(Expression const& expression, std::vector<std::string> const& keys, bool places);
  Plan lower_prefix(Expression const& expression, bool places);
  Plan lower_wildcard(Expression const& expression);
  Plan lower_regex(Expression const& expression);
  Plan lower_value(Expression const& expression);
  Plan plain(Expression const& expression, std::vector<Plan> necessary);
  Plan leaf(Symbol symbol, std::uint8_t fields, bool places);

  struct List {
    Symbol symbol = 0;
    bool of_symbols = false;  ///< all members are symbols
  };
  List list_of(Expression const& expression, bool places);

  SymbolTable& symbols_;
  RegexIndex& regexes_;
  std::vector<Expression>& plain_;
  std::map<std::pair<void const*, bool>, List> lists_;
  std::vector<std::shared_ptr<void const>> kept_;  ///< lists, so that no other takes their address
};

/// Of the surfaces of tokens, each ended by this byte, is the hash by which `case:` compares.
inline constexpr char kSurfaceEnd = '\xFF';

}  // namespace wirewatch
