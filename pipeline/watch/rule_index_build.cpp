// How rules are laid out: see rule_index.cpp for what it serves.
#include <algorithm>
#include <array>
#include <functional>
#include <optional>
#include <string>
#include <unordered_map>

#include "pipeline/watch/lower.h"
#include "pipeline/watch/posting_header.h"
#include "pipeline/watch/rule_index.h"
#include "pipeline/watch/stem_index.h"
#include "pipeline/watch/tokens.h"

namespace wirewatch {
namespace {

using Op = Plan::Op;

/// Symbols of which a plan needs at least one, and how many documents that will wake.
struct Anchor {
  std::vector<Symbol> symbols;
  double cost = 0;
};

}  // namespace

class IndexBuilder {
 public:
  IndexBuilder(RuleIndex& index, RuleIndex const* like, ArticleSample const& sample)
      : index_(index), like_(like), sample_(sample) {}

  void run(std::vector<RuleIndex::Rule> const& rules) {
    std::vector<Plan> plans;
    plans.reserve(rules.size());
    if (rules.size() > kManyRules) number_words(rules);
    if (like_) index_.regexes_.start_from(like_->regexes_);
    {
      Lowering lowering(index_.symbols_, index_.regexes_, index_.plain_);
      for (RuleIndex::Rule const& rule : rules) plans.push_back(lowering.lower(*rule.expression));
    }
    index_.symbols_.freeze();
    weigh(plans);
    for (std::size_t i = 0; i < plans.size(); ++i) {
      add(rules[i].number, plans[i]);
      plans[i] = {};
      index_.numbers_ = std::max<std::size_t>(index_.numbers_, rules[i].number + 1);
    }
    lay_out();
    index_.symbols_.set_flags();
    index_.regexes_.compile(index_.symbols_);
    index_.stems_ = std::make_unique<StemIndex const>(index_.symbols_);
    index_.symbols_.drop_drafts();
  }

 private:
  /// A rule that waits at a symbol.
  struct Entry {
    Symbol anchor;
    Symbol second;
    std::uint32_t rule;
    std::uint32_t program;  ///< in programs_; kSure, kNone
  };
  static constexpr std::size_t kManyRules = 1'000;
  static constexpr float kUnseen = 0.001F;  ///< of an article
  static constexpr std::uint32_t kSure = ~std::uint32_t{0};
  static constexpr std::uint32_t kNone = kSure - 1;

  /// Numbers words by how many rules name them, so that what texts are full of lies close together
  /// in all that is indexed by symbol.
  void number_words(std::vector<RuleIndex::Rule> const& rules) {
    std::unordered_map<std::string, std::uint32_t> counts;
    for (RuleIndex::Rule const& rule : rules) count_words(*rule.expression, counts);
    std::vector<std::pair<std::uint32_t, std::string_view>> words;
    words.reserve(counts.size());
    for (auto const& [word, count] : counts) words.emplace_back(count, word);
    std::ranges::sort(words, std::greater());
    for (auto const& word : words) (void)index_.symbols_.word(word.second);  // for its number
  }

  static void count_words(Expression const& expression,
                          std::unordered_map<std::string, std::uint32_t>& counts) {
    if (expression.kind == Expression::Kind::sequence)
      for (std::string& key : keys_of(expression.text)) ++counts[std::move(key)];
    for (Expression const& child : expression.children) count_words(child, counts);
  }

  /// By how many articles of the sample a symbol would wake what waits at it. Of those that none
  /// has, and where there is no sample, by how many rules name it: what many ask for, texts hold.
  void weigh(std::vector<Plan> const& plans) {
    costs_.assign(index_.symbols_.size(), 0.5F);
    for (Plan const& plan : plans) count(plan);
    if (!sample_ || plans.size() <= kManyRules) return;
    for (float& cost : costs_) cost *= kUnseen;
    StemIndex const no_stems{SymbolTable()};
    MatchScratch scratch;
    Document document;
    for (Article const& article : sample_()) {
      document.assign(article);
      index_.mark(document, no_stems, scratch);
      for (Symbol const symbol : scratch.occurrences_.waking()) costs_[symbol] += 1;
    }
  }

  void count(Plan const& plan) {
    for (Symbol const symbol : plan.symbols) costs_[symbol] += 1;
    for (Symbol const symbol : plan.others) costs_[symbol] += 1;
    for (Plan const& child : plan.children) count(child);
  }

  std::optional<Anchor> set_anchor(std::vector<Symbol> const& symbols) const {
    Anchor anchor{symbols, 0};
    for (Symbol const symbol : symbols) anchor.cost += static_cast<double>(costs_[symbol]);
    return anchor;
  }

  /// nullopt where a plan can hold without anything.
  std::optional<Anchor> anchor_of(Plan const& plan) const {
    switch (plan.op) {
      case Op::symbols:
      case Op::at_least:
        return set_anchor(plan.symbols);
      case Op::near: {
        auto one = set_anchor(plan.symbols);
        auto other = set_anchor(plan.others);
        return one->cost <= other->cost ? one : other;
      }
      case Op::all: {
        std::optional<Anchor> best;
        for (Plan const& child : plan.children)
          if (auto anchor = anchor_of(child); anchor && (!best || anchor->cost < best->cost))
            best = std::move(anchor);
        return best;
      }
      case Op::any: {
        Anchor all;
        for (Plan const& child : plan.children) {
          auto anchor = anchor_of(child);
          if (!anchor) return std::nullopt;
          all.symbols.insert(all.symbols.end(), anchor->symbols.begin(), anchor->symbols.end());
          all.cost += anchor->cost;
        }
        return all;
      }
      case Op::plain:
        return plan.children.empty() ? std::nullopt : anchor_of(plan.children.front());
      case Op::never:
        return Anchor{};
      default:
        return std::nullopt;
    }
  }

  void add(std::uint32_t rule, Plan& plan) {
    switch (plan.op) {
      case Op::never:
        return;
      case Op::always:
        entries_.push_back({kAlways, kAlways, rule, kSure});
        return;
      case Op::symbols:
        for (Symbol const symbol : plan.symbols) entries_.push_back({symbol, 0, rule, kSure});
        return;
      case Op::any:  // each alternative waits for itself
        for (Plan& child : plan.children) add(rule, child);
        return;
      case Op::all:
        return add_all(rule, plan);
      default: {
        auto const anchor = anchor_of(plan);
        wait(rule, anchor, second_of(plan, anchor), &plan);
      }
    }
  }

  void add_all(std::uint32_t rule, Plan& plan) {
    std::optional<Anchor> best;
    std::size_t chosen = 0;
    for (std::size_t i = 0; i < plan.children.size(); ++i)
      if (auto anchor = anchor_of(plan.children[i]);
          anchor && (!best || anchor->cost < best->cost)) {
        best = std::move(anchor);
        chosen = i;
      }
    Symbol second = kAlways;
    if (best) {
      // What wakes the rule need not be looked at again where it is all that the child asks.
      if (plan.children[chosen].op == Op::symbols)
        plan.children.erase(plan.children.begin() + static_cast<std::ptrdiff_t>(chosen));
      else
        second = second_of(plan.children[chosen], best);
      if (Symbol const other = take_second(plan, second); other != kAlways) second = other;
    }
    // First what is cheap and seldom holds. What is not to be there seldom is.
    std::ranges::stable_sort(plan.children, {}, [](Plan const& child) {
      return child.op == Op::symbols ? 0 : child.op == Op::none ? 2 : child.op == Op::plain ? 3 : 1;
    });
    if (plan.children.empty())
      wait(rule, best, second, nullptr);
    else
      wait(rule, best, second, plan.children.size() == 1 ? &plan.children.front() : &plan);
  }

  /// The rarest symbol that all of a conjunction needs besides its anchor; taken out of it.
  Symbol take_second(Plan& plan, Symbol known) const {
    std::size_t best = plan.children.size();
    for (std::size_t i = 0; i < plan.children.size(); ++i) {
      Plan const& child = plan.children[i];
      if (child.op != Op::symbols || child.symbols.size() != 1) continue;
      if (best == plan.children.size() || cost(child) < cost(plan.children[best])) best = i;
    }
    if (best == plan.children.size()) return known;
    Symbol const second = plan.children[best].symbols.front();
    plan.children.erase(plan.children.begin() + static_cast<std::ptrdiff_t>(best));
    return second;
  }

  double cost(Plan const& child) const {
    return static_cast<double>(costs_[child.symbols.front()]);
  }

  /// The other side of a NEAR, where that is one symbol.
  static Symbol second_of(Plan const& plan, std::optional<Anchor> const& anchor) {
    if (plan.op != Op::near || !anchor) return kAlways;
    bool const by_symbols = anchor->symbols == plan.symbols;
    auto const& other = by_symbols ? plan.others : plan.symbols;
    return other.size() == 1 ? other.front() : kAlways;
  }

  void wait(std::uint32_t rule, std::optional<Anchor> const& anchor, Symbol second,
            Plan const* rest) {
    std::uint32_t program = kNone;
    if (rest) {
      program = static_cast<std::uint32_t>(programs_.size());
      programs_.push_back(static_cast<std::uint32_t>(code_.size()));
      encode(*rest, code_);
    }
    if (!anchor) {
      entries_.push_back({kAlways, second, rule, program});
      return;
    }
    for (Symbol const symbol : anchor->symbols) entries_.push_back({symbol, second, rule, program});
  }

  /// Rules and programs in the order of the symbols that wake them first.
  void lay_out() {
    std::ranges::stable_sort(
        entries_, {}, [](Entry const& entry) { return std::pair(entry.anchor, kind_of(entry)); });
    programs_.push_back(static_cast<std::uint32_t>(code_.size()));
    placed_.assign(programs_.size(), kNone);
    index_.code_.reserve(code_.size());
    std::size_t words = 0;
    for (Entry const& entry : entries_) words += 2 + static_cast<std::size_t>(kind_of(entry));
    index_.postings_.reserve(words);
    index_.wakers_.resize(index_.symbols_.size() / 64 + 1);
    for (std::size_t begin = 0; begin < entries_.size();) {
      Symbol const symbol = entries_[begin].anchor;
      std::size_t end = begin;
      while (end < entries_.size() && entries_[end].anchor == symbol) ++end;
      index_.symbols_.wake_by(symbol);
      index_.wakers_[symbol / 64].bits |= std::uint64_t{1} << (symbol % 64);
      index_.postings_at_.push_back(static_cast<std::uint32_t>(index_.postings_.size()));
      for (; begin < end; begin = lay_out_stretch(begin, end)) {
      }
    }
    std::uint32_t before = 0;
    for (auto& wakers : index_.wakers_) {
      wakers.before = before;
      before += RuleIndex::count_bits(wakers.bits);
    }
    index_.postings_at_.shrink_to_fit();
    index_.postings_.shrink_to_fit();
  }

  /// As much of the entries as one header counts; returns where the next stretch begins.
  std::size_t lay_out_stretch(std::size_t begin, std::size_t end) {
    std::size_t const stop = std::min<std::size_t>(end, begin + PostingHeader::kMost);
    std::array<std::uint32_t, 3> counts{};
    std::size_t const header = index_.postings_.size();
    index_.postings_.push_back(0);
    for (std::size_t i = begin; i < stop; ++i) {
      Entry const& entry = entries_[i];
      auto const kind = static_cast<std::size_t>(kind_of(entry));
      ++counts[kind];
      index_.postings_.push_back(entry.rule);
      if (kind > 0) index_.postings_.push_back(entry.second);
      if (kind > 1) index_.postings_.push_back(place(entry.program));
    }
    index_.postings_[header] = PostingHeader(counts[0], counts[1], counts[2], stop < end).bits();
    return stop;
  }

  /// Holds at once, with a second symbol, by a program.
  static int kind_of(Entry const& entry) {
    if (entry.program == kSure) return 0;
    if (entry.program != kNone) return 2;
    return entry.second == kAlways ? 0 : 1;
  }

  std::uint32_t place(std::uint32_t program) {
    if (placed_[program] == kNone) {
      placed_[program] = static_cast<std::uint32_t>(index_.code_.size());
      index_.code_.insert(index_.code_.end(), code_.begin() + programs_[program],
                          code_.begin() + programs_[program + 1]);
    }
    return placed_[program];
  }

  RuleIndex& index_;
  RuleIndex const* like_;
  ArticleSample const& sample_;
  std::vector<float> costs_;  ///< by symbol: how often it wakes, in no unit
  std::vector<Entry> entries_;
  Code code_;
  std::vector<std::uint32_t> programs_;  ///< where each begins in code_
  std::vector<std::uint32_t> placed_;    ///< where it begins in the index's code
};

RuleIndex::RuleIndex(std::vector<Rule> const& rules, RuleIndex const* like,
                     ArticleSample const& sample) {
  IndexBuilder(*this, like, sample).run(rules);
}

}  // namespace wirewatch
