#pragma once

#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <tuple>
#include <vector>

#include "base/diagnostic.h"
#include "pipeline/watch/expression.h"
#include "pipeline/watch/term.h"
#include "pipeline/watch/watch_spec.h"

namespace wirewatch {

/// The word lists of a config, parsed when first named. Nested lists are flattened, each term once,
/// so that lists of lists of lists stay as small as their terms.
class WordLists {
 public:
  using Members = std::shared_ptr<std::vector<Expression> const>;

  /// Both outlive it. Errors inside lists go to `problems`, once.
  WordLists(TermLists const& lists, std::vector<Diagnostic>& problems)
      : lists_(lists), problems_(problems) {}
  WordLists(TermLists&&, std::vector<Diagnostic>&) = delete;

  TermLists const& lists() const { return lists_; }

  /// The members of a list; nullptr when it has errors, contains itself or does not exist.
  Members find(std::string_view name, TermContext const& context);

 private:
  using Key = std::tuple<std::string, std::uint8_t, int>;
  struct Flattening;
  bool collect(std::string const& name, TermContext const& context, Flattening& into);
  void add(std::string const& name, SourceText const& member, TermContext const& context,
           Flattening& into);

  TermLists const& lists_;
  std::vector<Diagnostic>& problems_;
  std::map<Key, Members> known_;
  std::set<std::string> opening_;  ///< being flattened
  std::set<std::string> broken_;   ///< reported already
};

/// Reads a query (docs/rules.md has the grammar). Errors go to `problems` with line and column;
/// then there is no expression. Nesting is limited to 200 levels.
std::optional<Expression> parse_query(SourceText const& source, WordLists& lists,
                                      std::vector<Diagnostic>& problems);

/// Reads one item of a simple key or a word list: "$list", "/regex/", "case:US", "title:x", or
/// else words, taken as a phrase.
std::optional<Expression> parse_term(SourceText const& source, WordLists& lists,
                                     TermContext const& context, std::vector<Diagnostic>& problems);

}  // namespace wirewatch
