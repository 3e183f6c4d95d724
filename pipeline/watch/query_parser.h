#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "pipeline/watch/parse_query.h"
#include "pipeline/watch/query_lexer.h"

namespace wirewatch {

/// Recursive descent over the tokens of one query. It stops at the first error, which is in
/// `problems` then.
class QueryParser {
 public:
  QueryParser(std::string_view text, std::vector<QueryToken> tokens, WordLists& lists,
              QueryProblems& problems)
      : text_(text), tokens_(std::move(tokens)), lists_(lists), problems_(problems) {}

  std::optional<Expression> run(TermContext const& context);

 private:
  using Parsed = std::optional<Expression>;
  using Kind = QueryToken::Kind;

  Parsed parse_any(TermContext const& context);
  Parsed parse_all(TermContext const& context);
  Parsed parse_none(TermContext const& context);
  Parsed parse_near(TermContext const& context);
  Parsed parse_primary(TermContext const& context);
  Parsed parse_group(TermContext const& context);
  Parsed parse_scope(TermContext const& context);
  Parsed parse_at_least(TermContext const& context);
  Parsed parse_prefixed(TermContext const& context);
  Parsed parse_value(Expression::Kind kind, std::string_view name);
  Parsed parse_one_value(Expression::Kind kind, std::string_view name);
  Parsed parse_word(TermContext const& context);
  Parsed parse_regex(TermContext const& context);
  Parsed parse_list(TermContext const& context);
  bool check_near(Expression const& operand, QueryToken const& op);

  QueryToken const& now() const { return tokens_[at_]; }
  QueryToken const& take() { return tokens_[at_++]; }
  bool is(Kind kind) const { return now().kind == kind; }
  bool starts_term() const;
  Parsed fail_at(QueryToken const& token, std::string message, std::string hint = {});
  Parsed fail_unexpected();
  void put_place(Expression& expression, std::size_t offset) const;

  std::string_view text_;
  std::vector<QueryToken> tokens_;
  WordLists& lists_;
  QueryProblems& problems_;
  std::size_t at_ = 0;
  int depth_ = 0;
};

}  // namespace wirewatch
