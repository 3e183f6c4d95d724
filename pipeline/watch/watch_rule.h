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
  std::uint32_t events = ~0U;      ///< bits of ArticleEvent
  std::uint64_t fingerprint = 0;   ///< of all that decides what it fires on
  Expression expression;           ///< an `all` without children holds always

  bool looks_at(Article const& article) const;
};

/// Of a watch's words as written, wherever they stand in the config, and of the lists it may name.
std::uint64_t fingerprint_of(WatchSpec const& watch, std::uint64_t fingerprint_of_lists);
std::uint64_t fingerprint_of(TermLists const& lists);

/// Joins simple keys and query. Errors go to `problems`; then there is no rule.
std::optional<WatchRule> make_watch_rule(WatchSpec const& watch, WordLists& lists,
                                         std::vector<Diagnostic>& problems);

}  // namespace wirewatch
