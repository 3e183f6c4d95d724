#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "pipeline/watch/document.h"
#include "pipeline/watch/expression.h"
#include "pipeline/watch/match.h"
#include "pipeline/watch/stem.h"

namespace wirewatch {

/// Says what an expression means, one document at a time, by plain search: the definition that the
/// index is tested against, and what explains matches.
class Evaluator {
 public:
  /// Both outlive it.
  Evaluator(Document const& document, Stemmer& stemmer) : document_(document), stemmer_(stemmer) {}

  /// Whether it holds; inside SENT and PARA: by what stands in `window`.
  bool holds(Expression const& expression) { return holds(expression, std::nullopt); }

  /// Where the leaves that make a true expression true were found, in no order; at most
  /// `most` of them.
  std::vector<Evidence> evidence(Expression const& expression, std::size_t most);

 private:
  using Window = std::optional<TokenRange>;
  using Places = std::vector<TokenRange>;

  bool holds(Expression const& expression, Window const& window);
  bool holds_somewhere(Expression const& expression, Window const& window);
  bool holds_in_one(Expression const& expression, Window const& window);
  bool has_value(Expression const& expression) const;
  std::size_t count_starts(Expression const& expression, Window const& window);

  TokenRanges scope_of(Expression const& expression, Window const& window) const;
  std::vector<TokenRange> pieces_of(Expression const& scope, Window const& window) const;

  /// Occurrences inside `part`, which lies in one field, in order.
  Places places(Expression const& expression, TokenRange part);
  Places sequence_places(Expression const& expression, TokenRange range);
  Places token_places(Expression const& expression, TokenRange range);
  std::vector<Places> near_hits(Expression const& expression, TokenRange part);
  std::vector<std::pair<char const*, Span>> regex_places(Expression const& expression,
                                                         Window const& window,
                                                         std::size_t most) const;

  void collect(Expression const& expression, Window const& window, std::vector<Evidence>& out);
  void collect_near(Expression const& expression, TokenRange part, std::vector<Evidence>& out);
  void add(Expression const& leaf, TokenRange place, std::vector<Evidence>& out) const;

  Document const& document_;
  Stemmer& stemmer_;
  std::size_t most_ = 0;
};

/// Whether `text` has the shape of `pattern`, where '*' stands for any characters and '?' for one.
bool has_shape(std::string_view text, std::string_view pattern);

}  // namespace wirewatch
