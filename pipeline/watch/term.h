#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "pipeline/watch/expression.h"

namespace wirewatch {

/// What surrounds a term in a rule.
struct TermContext {
  std::uint8_t fields = field::text;
  std::optional<Expression::Form> form;  ///< asked for by `case:`, `exact:` or `stem:`
};

/// The expression of words as a rule states them. Quoted and capitalised words are folded, a plain
/// lower-case one matches its stem; '*' and '?' make prefixes and wildcards. nullopt where there is
/// no letter or digit to look for.
std::optional<Expression> make_term(std::string_view text, bool quoted, TermContext const& context);

}  // namespace wirewatch
