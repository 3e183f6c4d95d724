#include "pipeline/watch/lint.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.h"
#include "pipeline/watch/implies.h"
#include "pipeline/watch/watch_rule.h"

namespace wirewatch {
namespace {

using Kind = Expression::Kind;

constexpr std::size_t kMostCompared = 1'500;
constexpr std::size_t kShortPrefix = 3;  ///< letters

struct Checked {
  WatchSpec const* spec;
  WatchRule rule;
  bool contradicts = false;
};

class Linter {
 public:
  void check(Checked& watch) {
    std::string const why = contradiction_in(watch.rule.expression);
    watch.contradicts = !why.empty();
    if (watch.contradicts)
      warn(*watch.spec, fmt::format("watch '{}' can never fire: {}", watch.rule.name, why),
           "remove one of the two");
    check_leaves(watch, watch.rule.expression);
  }

  void compare(Checked const& a, Checked const& b) {
    if (a.contradicts || b.contradicts || a.rule.expression.kind == Kind::none) return;
    bool const same_feeds = b.rule.feeds.empty() || a.rule.feeds == b.rule.feeds;
    bool const same_events = (a.rule.events & ~b.rule.events) == 0;
    if (!same_feeds || !same_events || !implies(a.rule.expression, b.rule.expression)) return;
    warn(*a.spec,
         fmt::format("watch '{}' fires only where '{}' fires, too", a.rule.name, b.rule.name),
         "remove it, or give the two different severities or routes");
  }

  std::vector<Diagnostic> finish() && { return std::move(found_); }

 private:
  void check_leaves(Checked const& watch, Expression const& expression) {
    if (expression.kind == Kind::prefix && utf8_length(expression.text) < kShortPrefix)
      warn_at(expression, *watch.spec,
              fmt::format("'{}' begins a great many words", describe(expression)),
              "write more letters before '*'");
    if (expression.kind == Kind::wildcard &&
        (expression.text.front() == '*' || expression.text.front() == '?'))
      warn_at(expression, *watch.spec,
              fmt::format("'{}' has to be compared with every word of every article",
                          describe(expression)),
              "begin it with letters, if possible");
    for (Expression const& child : expression.children) check_leaves(watch, child);
  }

  void warn(WatchSpec const& spec, std::string message, std::string hint) {
    Diagnostic one;
    one.level = Diagnostic::Level::warning;
    one.line = spec.place.line;
    one.column = spec.place.column;
    one.length = std::max<std::size_t>(1, utf8_length(spec.place.text));
    one.message = std::move(message);
    one.hint = std::move(hint);
    found_.push_back(std::move(one));
  }

  void warn_at(Expression const& place, WatchSpec const& spec, std::string message,
               std::string hint) {
    warn(spec, std::move(message), std::move(hint));
    if (place.line == 0) return;
    found_.back().line = place.line;
    found_.back().column = place.column;
    found_.back().length = std::max<std::size_t>(1, utf8_length(describe(place)));
  }

  std::vector<Diagnostic> found_;
};

}  // namespace

std::vector<Diagnostic> lint_watches(std::span<WatchSpec const> watches, TermLists const& lists) {
  std::vector<Diagnostic> errors;  // compile() has reported them
  WordLists words(lists, errors);
  std::vector<Checked> checked;
  for (WatchSpec const& watch : watches)
    if (auto rule = make_watch_rule(watch, words, errors))
      checked.push_back({&watch, std::move(*rule)});
  Linter linter;
  for (Checked& watch : checked) linter.check(watch);
  if (checked.size() <= kMostCompared)
    for (std::size_t i = 0; i < checked.size(); ++i)
      for (std::size_t k = 0; k < checked.size(); ++k) {
        if (i == k) continue;
        // Of two that say the same, only the later one is reported.
        bool const same = k > i && implies(checked[k].rule.expression, checked[i].rule.expression);
        if (!same) linter.compare(checked[i], checked[k]);
      }
  return std::move(linter).finish();
}

}  // namespace wirewatch
