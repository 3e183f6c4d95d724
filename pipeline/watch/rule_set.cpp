#include "pipeline/watch/rule_set.h"

#include <algorithm>

#include "pipeline/watch/evaluate.h"
#include "pipeline/watch/explain.h"
#include "pipeline/watch/snippet.h"
#include "pipeline/watch/watch_rule.h"

namespace wirewatch {
namespace {

constexpr std::size_t kMostEvidence = 50;

int rank_of(std::string const& field) { return field == "title" ? 0 : field == "body" ? 1 : 2; }

bool in_text_order(Evidence const& a, Evidence const& b) {
  return std::tuple(rank_of(a.field), a.span.begin, a.span.end) <
         std::tuple(rank_of(b.field), b.span.begin, b.span.end);
}

Match make_match(WatchRule const& rule, Document const& document, Evaluator& evaluator) {
  Match match;
  match.watch = rule.name;
  match.evidence = evaluator.evidence(rule.expression, kMostEvidence);
  std::ranges::stable_sort(match.evidence, in_text_order);
  match.evidence.erase(std::unique(match.evidence.begin(), match.evidence.end()),
                       match.evidence.end());
  match.snippet = make_snippet(document, match.evidence);
  return match;
}

}  // namespace

struct RuleSet::Impl {
  std::vector<WatchRule> rules;
};

RuleSet::RuleSet() : impl_(std::make_shared<Impl const>()) {}

RuleSet RuleSet::compile(std::span<WatchSpec const> watches, TermLists const& lists,
                         std::vector<Diagnostic>& problems) {
  auto impl = std::make_shared<Impl>();
  WordLists words(lists, problems);
  for (WatchSpec const& watch : watches)
    if (auto rule = make_watch_rule(watch, words, problems))
      impl->rules.push_back(std::move(*rule));
  for (auto const& list : lists) (void)words.find(list.first, {});  // its errors, if not named yet
  RuleSet set;
  set.impl_ = std::move(impl);
  return set;
}

std::vector<Match> RuleSet::match(Article const& article) const {
  Document document;
  document.assign(article);
  Stemmer stemmer;
  Evaluator evaluator(document, stemmer);
  std::vector<Match> matches;
  for (WatchRule const& rule : impl_->rules)
    if (rule.looks_at(article) && evaluator.holds(rule.expression))
      matches.push_back(make_match(rule, document, evaluator));
  return matches;
}

std::string RuleSet::explain(Article const& article, std::string_view name) const {
  auto const rule = std::ranges::find(impl_->rules, name, &WatchRule::name);
  if (rule == impl_->rules.end()) return {};
  Document document;
  document.assign(article);
  Stemmer stemmer;
  return explain_rule(*rule, document, stemmer);
}

std::size_t RuleSet::size() const { return impl_->rules.size(); }

}  // namespace wirewatch
