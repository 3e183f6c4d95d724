#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

#include "pipeline/watch/article_sample.h"
#include "pipeline/watch/document.h"
#include "pipeline/watch/evaluate.h"
#include "pipeline/watch/expression.h"
#include "pipeline/watch/growing_list.h"
#include "pipeline/watch/occurrences.h"
#include "pipeline/watch/program.h"
#include "pipeline/watch/regex_index.h"
#include "pipeline/watch/stem.h"
#include "pipeline/watch/symbols.h"

namespace wirewatch {

class StemIndex;

/// What matching needs of memory, kept from document to document. One a thread; may serve any
/// number of indexes in turn.
class MatchScratch {
 public:
  MatchScratch();
  ~MatchScratch();
  MatchScratch(MatchScratch&&) noexcept;
  MatchScratch& operator=(MatchScratch&&) noexcept = delete;

 private:
  friend class RuleIndex;
  friend class Marker;
  friend class IndexBuilder;
  struct Candidate {
    std::uint32_t rule;
    std::uint32_t program;
  };
  /// The hash of a token's first letters.
  struct Beginning {
    std::uint64_t hash;
    std::uint32_t token;
  };
  Occurrences occurrences_;
  std::vector<FlaggedSymbol> words_;            ///< of the document's tokens
  GrowingList<Found> marks_;                    ///< what rules ask for, of one field
  GrowingList<Found> paths_;                    ///< beginnings of phrases that may go on
  GrowingList<FrozenMap::Look::Place> places_;  ///< where entries lie that are on their way
  GrowingList<std::uint32_t> long_;             ///< tokens that may begin with a prefix
  GrowingList<Beginning> beginnings_;           ///< that may be prefixes
  GrowingList<Found> derive_;                   ///< what others follow from
  GrowingList<FrozenMap::Entry> runs_;          ///< where what follows from each of them lies
  GrowingList<std::uint32_t> postings_;  ///< where the rules of the symbols begin that wake some
  GrowingList<std::uint32_t> rules_;     ///< that hold
  GrowingList<Candidate> candidates_;    ///< that may hold
  std::vector<std::uint64_t> reported_;  ///< a bit a rule
  RegexScratch regexes_;
  Stemmer stemmer_;
  FlatMap stems_;  ///< (language, token) -> number in stem_keys_, so that each is stemmed once
  std::vector<std::uint64_t> stem_keys_;
  std::vector<std::uint32_t> starts_;
  std::string value_;
};

/// Many rules, compiled so that a document costs what its tokens cost and what the rules cost that
/// are near to holding, not what all rules cost. Immutable; shared between threads.
class RuleIndex {
 public:
  /// A rule and the number under which it is reported.
  struct Rule {
    std::uint32_t number = 0;
    Expression const* expression = nullptr;
  };

  /// Numbers are small: matching keeps a bit for each up to the largest. Cost in time and memory
  /// grows with the rules' size. `like` is an index of mostly the same rules, whose compiled
  /// regular expressions it may take over.
  explicit RuleIndex(std::vector<Rule> const& rules, RuleIndex const* like = nullptr,
                     ArticleSample const& sample = {});
  RuleIndex(RuleIndex&&) = delete;
  RuleIndex& operator=(RuleIndex&&) = delete;
  ~RuleIndex();

  /// Appends the numbers of the rules that hold for the document, each once, in no order.
  void match(Document const& document, MatchScratch& scratch,
             std::vector<std::uint32_t>& fired) const;

  std::size_t memory() const;  ///< bytes

 private:
  friend class IndexBuilder;

  void mark(Document const& document, StemIndex const& stems, MatchScratch& scratch) const;
  void collect(MatchScratch& scratch) const;
  void run(Document const& document, MatchScratch& scratch) const;
  static void report(MatchScratch& scratch, std::vector<std::uint32_t>& fired);

  SymbolTable symbols_;
  RegexIndex regexes_;
  std::unique_ptr<StemIndex const> stems_;
  std::vector<Expression> plain_;
  /// Inline: without an instruction for it, std::popcount is a call.
  static std::uint32_t count_bits(std::uint64_t bits) {
    bits -= bits >> 1 & 0x5555555555555555;
    bits = (bits & 0x3333333333333333) + (bits >> 2 & 0x3333333333333333);
    return static_cast<std::uint32_t>(
        ((bits + (bits >> 4)) & 0x0F0F0F0F0F0F0F0F) * 0x0101010101010101 >> 56);
  }
  /// Which of 64 symbols wake rules, and how many symbols before them do.
  struct Wakers {
    std::uint64_t bits = 0;
    std::uint32_t before = 0;
  };
  /// Where in postings_ the rules begin that wait at a symbol that wakes some.
  std::uint32_t posting_at(Symbol symbol) const {
    Wakers const& wakers = wakers_.data()[symbol >> 6];
    std::uint64_t const lower = (std::uint64_t{1} << (symbol & 63)) - 1;
    return postings_at_.data()[wakers.before + count_bits(wakers.bits & lower)];
  }

  LargeVector<Wakers> wakers_;
  LargeVector<std::uint32_t> postings_at_;  ///< of symbols that wake, in their order
  LargeVector<std::uint32_t> postings_;     ///< see rule_index.cpp
  Code code_;
  std::size_t numbers_ = 0;  ///< above all of the rules
};

}  // namespace wirewatch
