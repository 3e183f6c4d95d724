// A set is layers: one large index, and smaller ones of what was put in since. A rule that was
// replaced or taken out stays in its layer and is struck out. The newest layer takes in what comes
// until it holds a few dozen rules. So a change costs little. Tidying makes some layers one where
// they are many, and when much is new or struck out, all: so matching never looks into many.
#include "pipeline/watch/rule_set.h"

#include <algorithm>
#include <mutex>
#include <tuple>
#include <unordered_map>
#include <unordered_set>

#include "pipeline/watch/evaluate.h"
#include "pipeline/watch/explain.h"
#include "pipeline/watch/rule_layers.h"
#include "pipeline/watch/snippet.h"
#include "pipeline/watch/watch_rule.h"

namespace wirewatch {
namespace {

constexpr std::size_t kMostEvidence = 50;
constexpr std::size_t kSmallest = 64;  ///< rules of the newest layer; it is compiled anew each time
constexpr std::size_t kMuch = 8;       ///< when one in so many rules differs, all are compiled anew
constexpr std::size_t kMostLayers = 8;  ///< a document pays a look-up per token for each

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

/// A rule and its place in the order of the set.
struct Ranked {
  WatchRule rule;
  std::uint32_t rank;
};

RuleLayer make_layer(std::vector<Ranked> ranked, CompiledRules const* like,
                     ArticleSample const& sample) {
  std::ranges::stable_sort(ranked, {}, [](Ranked const& one) { return std::tie(one.rule.name); });
  RuleLayer::Ranks ranks;
  std::vector<WatchRule> rules;
  ranks.reserve(ranked.size());
  rules.reserve(ranked.size());
  for (Ranked& one : ranked) {
    ranks.push_back(one.rank);
    rules.push_back(std::move(one.rule));
  }
  return {std::make_shared<CompiledRules const>(std::move(rules), like, sample), std::move(ranks)};
}

/// What one call of `match` works with.
struct Work {
  struct Hit {
    std::uint32_t rank;
    PackedRules const* rules;
    std::uint32_t rule;
  };
  Document document;
  MatchScratch scratch;
  Stemmer stemmer;
  std::vector<std::uint32_t> fired;
  std::vector<Hit> hits;
};

/// Lent to one thread at a time.
class Workbenches {
 public:
  std::unique_ptr<Work> borrow() {
    std::lock_guard const lock(mutex_);
    if (idle_.empty()) return std::make_unique<Work>();
    auto work = std::move(idle_.back());
    idle_.pop_back();
    return work;
  }
  void give_back(std::unique_ptr<Work> work) {
    std::lock_guard const lock(mutex_);
    idle_.push_back(std::move(work));
  }

 private:
  std::mutex mutex_;
  std::vector<std::unique_ptr<Work>> idle_;
};

}  // namespace

struct RuleSet::Impl {
  std::vector<RuleLayer> layers;  ///< oldest first
  std::uint32_t next_rank = 0;
  std::size_t compiled = 0;
  std::shared_ptr<Workbenches> benches;

  struct Place {
    std::size_t layer;
    std::size_t rule;
  };
  std::optional<Place> find(std::string_view name) const {
    for (std::size_t l = layers.size(); l-- > 0;)
      if (auto const rule = layers[l].find(name)) return Place{l, *rule};
    return std::nullopt;
  }
  PackedRules const& rules(Place place) const { return layers[place.layer].compiled().rules(); }
  WatchRule unpack(Place place) const { return rules(place).unpack(place.rule); }
  /// The rank of the rule that was struck out.
  std::optional<std::uint32_t> strike(std::string_view name) {
    auto const place = find(name);
    if (!place) return std::nullopt;
    layers[place->layer].strike(place->rule);
    return layers[place->layer].rank(place->rule);
  }

  std::size_t size() const {
    std::size_t rules = 0;
    for (RuleLayer const& layer : layers) rules += layer.size() - layer.struck();
    return rules;
  }
  /// How many of the layers stay when a rule is put in.
  std::size_t layers_to_keep() const {
    bool const joins = layers.size() > 1 && layers.back().size() < kSmallest;
    return joins ? layers.size() - 1 : layers.size();
  }
  /// And how many when the set is made tidy.
  std::size_t tidy_layers() const {
    if (layers.empty()) return 0;
    RuleLayer const& base = layers.front();
    std::size_t const later = size() - (base.size() - base.struck());
    if (kMuch * (later + base.struck()) > base.size() + kMuch * kSmallest) return 0;
    return layers.size() < kMostLayers ? layers.size() : layers_of_other_size();
  }
  /// All but the newest layers, of which each is not much larger than all behind it.
  std::size_t layers_of_other_size() const {
    std::size_t keep = layers.size() - 1;
    std::size_t joined = layers.back().size();
    for (; keep > 1 && layers[keep - 1].size() <= 2 * joined; --keep)
      joined += layers[keep - 1].size();
    return keep;
  }
  /// Makes one layer of some rules and of what is left of the layers behind the first `keep`.
  void join(std::size_t keep, std::vector<Ranked> fresh, ArticleSample const& sample) {
    std::vector<RuleLayer> const joined(layers.begin() + static_cast<std::ptrdiff_t>(keep),
                                        layers.end());
    layers.erase(layers.begin() + static_cast<std::ptrdiff_t>(keep), layers.end());
    for (RuleLayer const& layer : joined)
      for (std::size_t i = 0; i < layer.size(); ++i)
        if (!layer.is_struck(i))
          fresh.push_back({layer.compiled().rules().unpack(i), layer.rank(i)});
    compiled = fresh.size();
    layers.push_back(
        make_layer(std::move(fresh), joined.empty() ? nullptr : &joined.back().compiled(), sample));
  }

  void rank_by(std::vector<std::string_view> const& names);
  std::vector<std::string> others(std::unordered_set<std::string_view> const& names) const;

  template <class Take>
  void for_each_hit(Article const& article, Take const& take) const;
};

RuleSet::RuleSet() : RuleSet(std::vector<WatchRule>()) {}

RuleSet::RuleSet(std::shared_ptr<Impl const> impl) : impl_(std::move(impl)) {}

RuleSet::RuleSet(std::vector<WatchRule> rules, ArticleSample const& sample) {
  auto impl = std::make_shared<Impl>();
  impl->benches = std::make_shared<Workbenches>();
  std::vector<Ranked> ranked;
  ranked.reserve(rules.size());
  for (WatchRule& rule : rules) ranked.push_back({std::move(rule), impl->next_rank++});
  impl->join(0, std::move(ranked), sample);
  impl_ = std::move(impl);
}

RuleSet RuleSet::with(std::vector<WatchRule> put, std::span<std::string const> removed,
                      ArticleSample const& sample) const {
  auto next = std::make_shared<Impl>(*impl_);
  for (std::string const& name : removed) (void)next->strike(name);  // not there: as wished
  std::vector<Ranked> fresh;
  for (WatchRule& rule : put) {
    auto const rank = next->strike(rule.name);
    fresh.push_back({std::move(rule), rank ? *rank : next->next_rank++});
  }
  next->compiled = 0;
  if (!fresh.empty()) next->join(next->layers_to_keep(), std::move(fresh), sample);
  return RuleSet(std::move(next));
}

RuleSet RuleSet::tidied(ArticleSample const& sample) const {
  std::size_t const keep = impl_->tidy_layers();
  if (keep == impl_->layers.size()) return *this;
  auto next = std::make_shared<Impl>(*impl_);
  next->join(keep, {}, sample);
  return RuleSet(std::move(next));
}

/// Gives the rules the order of these names.
void RuleSet::Impl::rank_by(std::vector<std::string_view> const& names) {
  std::unordered_map<std::string_view, std::uint32_t> ranks;
  for (std::string_view const name : names)
    ranks.emplace(name, static_cast<std::uint32_t>(ranks.size()));
  for (RuleLayer& layer : layers) {
    RuleLayer::Ranks of_layer(layer.size());
    for (std::size_t i = 0; i < layer.size(); ++i)
      if (auto const rank = ranks.find(layer.compiled().rules().name(i)); rank != ranks.end())
        of_layer[i] = rank->second;
    layer.rank(std::move(of_layer));
  }
  next_rank = static_cast<std::uint32_t>(ranks.size());
}

/// All rules but those of these names.
std::vector<std::string> RuleSet::Impl::others(
    std::unordered_set<std::string_view> const& names) const {
  std::vector<std::string> others;
  for (RuleLayer const& layer : layers)
    for (std::size_t i = 0; i < layer.size(); ++i)
      if (std::string_view const name = layer.compiled().rules().name(i);
          !layer.is_struck(i) && !names.contains(name))
        others.emplace_back(name);
  return others;
}

RuleSet RuleSet::compile(std::span<WatchSpec const> watches, TermLists const& lists,
                         std::vector<Diagnostic>& problems, RuleSet const& running,
                         ArticleSample const& sample) {
  Impl const& before = *running.impl_;
  WordLists words(lists, problems);
  std::uint64_t const of_lists = fingerprint_of(lists);
  std::vector<WatchRule> put;
  std::vector<std::string_view> order;
  std::unordered_map<std::string_view, Impl::Place> kept;
  for (WatchSpec const& watch : watches) {
    std::uint64_t const print = fingerprint_of(watch, of_lists);
    auto const known = before.find(watch.name);
    if (known && before.rules(*known).unpack_head(known->rule).fingerprint == print) {
      kept.emplace(watch.name, *known);
    } else if (auto rule = make_watch_rule(watch, words, problems)) {
      rule->fingerprint = print;
      put.push_back(std::move(*rule));
    } else {
      continue;
    }
    order.push_back(watch.name);
  }
  for (auto const& list : lists) (void)words.find(list.first, {});  // its errors, if not named yet

  std::unordered_set<std::string_view> const names(order.begin(), order.end());
  std::vector<std::string> const removed = before.others(names);
  bool const is_unique = names.size() == order.size();  // else the config is wrong, and told so
  if (is_unique && kMuch * (put.size() + removed.size()) <= before.size()) {
    RuleSet const changed = running.with(std::move(put), removed, sample).tidied(sample);
    auto ranked = std::make_shared<Impl>(*changed.impl_);
    ranked->rank_by(order);
    return RuleSet(std::move(ranked));
  }
  std::vector<WatchRule> all;
  for (std::size_t i = 0, next = 0; i < order.size(); ++i) {
    auto const known = kept.find(order[i]);
    bool const is_next = next < put.size() && put[next].name == order[i];
    all.push_back(is_next ? std::move(put[next++]) : before.unpack(known->second));
  }
  return RuleSet(std::move(all), sample);
}

template <class Take>
void RuleSet::Impl::for_each_hit(Article const& article, Take const& take) const {
  std::unique_ptr<Work> work = benches->borrow();
  work->document.assign(article);
  work->hits.clear();
  for (RuleLayer const& layer : layers) {
    work->fired.clear();
    layer.compiled().index().match(work->document, work->scratch, work->fired);
    for (std::uint32_t const rule : work->fired)
      if (!layer.is_struck(rule))
        work->hits.push_back({layer.rank(rule), &layer.compiled().rules(), rule});
  }
  std::ranges::sort(work->hits, {}, &Work::Hit::rank);
  for (Work::Hit const& hit : work->hits) take(hit, *work);
  benches->give_back(std::move(work));
}

std::vector<Match> RuleSet::match(Article const& article) const {
  std::vector<Match> matches;
  impl_->for_each_hit(article, [&](Work::Hit const& hit, Work& work) {
    WatchRule const rule = hit.rules->unpack(hit.rule);
    if (!rule.looks_at(article)) return;
    Evaluator evaluator(work.document, work.stemmer);
    matches.push_back(make_match(rule, work.document, evaluator));
  });
  return matches;
}

std::vector<std::string> RuleSet::firing(Article const& article) const {
  std::vector<std::string> names;
  impl_->for_each_hit(article, [&](Work::Hit const& hit, Work&) {
    WatchRule rule = hit.rules->unpack_head(hit.rule);
    if (rule.looks_at(article)) names.push_back(std::move(rule.name));
  });
  return names;
}

std::string RuleSet::explain(Article const& article, std::string_view name) const {
  auto const place = impl_->find(name);
  if (!place) return {};
  Document document;
  document.assign(article);
  Stemmer stemmer;
  return explain_rule(impl_->unpack(*place), document, stemmer);
}

std::size_t RuleSet::size() const { return impl_->size(); }
std::size_t RuleSet::compiled() const { return impl_->compiled; }

std::size_t RuleSet::memory() const {
  std::size_t bytes = 0;
  for (RuleLayer const& layer : impl_->layers) bytes += layer.memory();
  return bytes;
}

}  // namespace wirewatch
