#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "pipeline/watch/expression.h"
#include "pipeline/watch/parse_query.h"
#include "pipeline/watch/watch_spec.h"

namespace wirewatch {

/// A watch as the engine sees it: the articles that it looks at, and what must hold of them.
struct WatchRule {
  std::string name;
  std::vector<std::string> feeds;  ///< folded names or tags; empty: all
  std::uint32_t events = 0;        ///< bits of ArticleEvent
  Expression expression;           ///< an `all` without children holds always

  bool looks_at(Article const& article) const;
};

/// Joins simple keys and query. Errors go to `problems`; then there is no rule.
std::optional<WatchRule> make_watch_rule(WatchSpec const& watch, WordLists& lists,
                                         std::vector<Diagnostic>& problems);

}  // namespace wirewatch
