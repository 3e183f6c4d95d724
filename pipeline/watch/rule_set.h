#pragma once

#include <memory>
#include <span>
#include <string>
#include <vector>

#include "base/diagnostic.h"
#include "pipeline/article/article.h"
#include "pipeline/watch/match.h"
#include "pipeline/watch/watch_spec.h"

namespace wirewatch {

struct WatchRule;

/// All watches, compiled. Immutable, shared between threads, cheap to copy.
class RuleSet {
 public:
  RuleSet();

  /// Compiles watches; every error of every watch goes to `problems` (file left empty, place from
  /// the SourceTexts, source_line left empty). Watches with errors are left out of the set.
  static RuleSet compile(std::span<WatchSpec const> watches, TermLists const& lists,
                         std::vector<Diagnostic>& problems);

  /// The watches that fire on the article, in the order of the config. Thread-safe.
  std::vector<Match> match(Article const& article) const;

  /// Why the watch `name` fires or does not: an indented tree, one node a line, for people. Empty
  /// for an unknown name.
  std::string explain(Article const& article, std::string_view name) const;

  std::size_t size() const;

 private:
  explicit RuleSet(std::vector<WatchRule> rules);

  struct Impl;
  std::shared_ptr<Impl const> impl_;
};

}  // namespace wirewatch
