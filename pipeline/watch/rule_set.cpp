#include "pipeline/watch/rule_set.h"

#include <algorithm>
#include <mutex>
#include <tuple>

#include "pipeline/watch/evaluate.h"
#include "pipeline/watch/explain.h"
#include "pipeline/watch/rule_index.h"
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
  std::unique_ptr<RuleIndex const> index;

  /// What one call of `match` works with; lent to one thread at a time.
  struct Work {
    Document document;
    MatchScratch scratch;
    Stemmer stemmer;
    std::vector<std::uint32_t> fired;
  };
  std::unique_ptr<Work> borrow() const {
    std::lock_guard const lock(mutex);
    if (idle.empty()) return std::make_unique<Work>();
    auto work = std::move(idle.back());
    idle.pop_back();
    return work;
  }
  void give_back(std::unique_ptr<Work> work) const {
    std::lock_guard const lock(mutex);
    idle.push_back(std::move(work));
  }

  mutable std::mutex mutex;
  mutable std::vector<std::unique_ptr<Work>> idle;
};

RuleSet::RuleSet() : RuleSet(std::vector<WatchRule>()) {}

RuleSet::RuleSet(std::vector<WatchRule> rules) {
  auto impl = std::make_shared<Impl>();
  impl->rules = std::move(rules);
  std::vector<RuleIndex::Rule> numbered;
  for (WatchRule const& rule : impl->rules)
    numbered.push_back({static_cast<std::uint32_t>(numbered.size()), &rule.expression});
  impl->index = std::make_unique<RuleIndex const>(numbered);
  impl_ = std::move(impl);
}

RuleSet RuleSet::compile(std::span<WatchSpec const> watches, TermLists const& lists,
                         std::vector<Diagnostic>& problems) {
  std::vector<WatchRule> rules;
  WordLists words(lists, problems);
  for (WatchSpec const& watch : watches)
    if (auto rule = make_watch_rule(watch, words, problems)) rules.push_back(std::move(*rule));
  for (auto const& list : lists) (void)words.find(list.first, {});  // its errors, if not named yet
  return RuleSet(std::move(rules));
}

std::vector<Match> RuleSet::match(Article const& article) const {
  std::unique_ptr<Impl::Work> work = impl_->borrow();
  work->document.assign(article);
  work->fired.clear();
  impl_->index->match(work->document, work->scratch, work->fired);
  std::ranges::sort(work->fired);
  Evaluator evaluator(work->document, work->stemmer);
  std::vector<Match> matches;
  for (std::uint32_t const number : work->fired) {
    WatchRule const& rule = impl_->rules[number];
    if (rule.looks_at(article)) matches.push_back(make_match(rule, work->document, evaluator));
  }
  impl_->give_back(std::move(work));
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
