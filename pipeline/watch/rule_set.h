#pragma once

#include <memory>
#include <span>
#include <string>
#include <vector>

#include "base/diagnostic.h"
#include "pipeline/article/article.h"
#include "pipeline/watch/article_sample.h"
#include "pipeline/watch/match.h"
#include "pipeline/watch/watch_spec.h"

namespace wirewatch {

struct WatchRule;

/// All watches, compiled. Immutable, shared between threads, cheap to copy.
///
/// A set that differs little from another shares what both have: it costs what the differing rules
/// cost, not what the set costs. Whoever matches with the old one goes on undisturbed.
class RuleSet {
 public:
  RuleSet();
  explicit RuleSet(std::vector<WatchRule> rules, ArticleSample const& sample = {});

  /// Compiles watches; every error of every watch goes to `problems` (file left empty, place from
  /// the SourceTexts, source_line left empty). Watches with errors are left out of the set. Watches
  /// that are in `running` word for word are taken from there, unless so much has changed that a
  /// set of its own is better.
  static RuleSet compile(std::span<WatchSpec const> watches, TermLists const& lists,
                         std::vector<Diagnostic>& problems, RuleSet const& running = RuleSet(),
                         ArticleSample const& sample = {});

  /// The set with some rules put in, in place of those of their names or behind the others, and
  /// some taken out by name. Of the others none is compiled anew but a few dozen put in just
  /// before.
  RuleSet with(std::vector<WatchRule> put, std::span<std::string const> removed,
               ArticleSample const& sample = {}) const;
  /// The same rules, without what changes one by one leave behind, which makes matching slower the
  /// more there were. To be called after changes; where there is little to do, it is this set.
  RuleSet tidied(ArticleSample const& sample = {}) const;

  /// The watches that fire on the article, in the order of the config. Thread-safe.
  std::vector<Match> match(Article const& article) const;
  /// Their names alone, which is much less work.
  std::vector<std::string> firing(Article const& article) const;

  /// Why the watch `name` fires or does not: an indented tree, one node a line, for people. Empty
  /// for an unknown name.
  std::string explain(Article const& article, std::string_view name) const;

  std::size_t size() const;
  std::size_t memory() const;    ///< bytes; what several sets share counts in each
  std::size_t compiled() const;  ///< rules that were compiled for it and are not shared

 private:
  struct Impl;
  explicit RuleSet(std::shared_ptr<Impl const> impl);
  std::shared_ptr<Impl const> impl_;
};

}  // namespace wirewatch
