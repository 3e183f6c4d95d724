// How a document finds its rules.
//
// 1. Its tokens are looked up, one probe each, and become symbols: words, phrases (by edges from
//    word to word), prefixes, and what follows from these: a word in the title, a word list. A bit
//    a symbol says what is there; places are kept for the symbols that a NEAR or atleast asks for.
// 2. Each rule waits at few symbols, one of which it cannot hold without: the cheapest of what it
//    needs. A symbol that is there wakes its rules: those that need no more hold at once; the
//    others look for a second symbol that they need, which is one bit and sends most back to sleep.
// 3. What is left runs its program: clauses over symbols, a few words each, laid out in the order
//    of the symbols that wake them, and fetched ahead.
//
// What is usual in one article is not in the next, and a processor that guesses wrong loses the
// time of ten tokens. So each step makes a list, and whether an item is kept is a sum, no branch.
//
// So the cost is that of the tokens and of the rules that nearly hold. What symbols cannot say is
// left to the plain evaluator, behind the same two gates.
#include "pipeline/watch/rule_index.h"

#include <algorithm>

#include "pipeline/watch/marker.h"
#include "pipeline/watch/posting_header.h"
#include "pipeline/watch/stem_index.h"

namespace wirewatch {
namespace {

/// Runs what only the evaluator understands, for one document.
class PlainRun final : public PlainExpressions {
 public:
  PlainRun(std::vector<Expression> const& plain, Document const& document, Stemmer& stemmer)
      : plain_(plain), evaluator_(document, stemmer) {}
  bool holds(std::uint32_t number) override { return evaluator_.holds(plain_[number]); }

 private:
  std::vector<Expression> const& plain_;
  Evaluator evaluator_;
};

}  // namespace

MatchScratch::MatchScratch() = default;
MatchScratch::~MatchScratch() = default;
MatchScratch::MatchScratch(MatchScratch&&) noexcept = default;

RuleIndex::~RuleIndex() = default;

void RuleIndex::match(Document const& document, MatchScratch& scratch,
                      std::vector<std::uint32_t>& fired) const {
  Occurrences& found = scratch.occurrences_;
  if (scratch.reported_.size() * 64 < numbers_ + 64) scratch.reported_.resize(numbers_ / 64 + 1);
  mark(document, *stems_, scratch);
  if (!regexes_.empty()) {
    bool const is_utf8 = !document.tokens().saw_ill_formed();
    Article const& article = document.article();
    regexes_.search(article.title, field::title, is_utf8, scratch.regexes_, found);
    regexes_.search(article.body, field::body, is_utf8, scratch.regexes_, found);
  }
  collect(scratch);
  run(document, scratch);
  report(scratch, fired);
}

/// All but regular expressions.
void RuleIndex::mark(Document const& document, StemIndex const& stems,
                     MatchScratch& scratch) const {
  Occurrences& found = scratch.occurrences_;
  found.reset(symbols_.size(), symbols_.longest_phrase());
  Marker marker(document, symbols_, stems, scratch);
  marker.mark_values();
  marker.mark_tokens();
  found.sort_places();
}

/// What waits at a symbol are stretches of words: a header, rules that hold at once, rules with a
/// second symbol, rules with a second symbol and a program. Long lists go on in another stretch.
void RuleIndex::collect(MatchScratch& scratch) const {
  Occurrences const& found = scratch.occurrences_;
  std::size_t const count = found.waking().size();
  std::uint32_t const* const postings = postings_.data();
  scratch.postings_.clear();
  std::uint32_t* begin = scratch.postings_.room(count);
  for (Symbol const symbol : found.waking()) {
    *begin = posting_at(symbol);
    __builtin_prefetch(postings + *begin++);
  }
  scratch.postings_.end_at(begin);
  scratch.rules_.clear();
  scratch.candidates_.clear();
  for (std::uint32_t const posting : scratch.postings_) {
    std::uint32_t const* at = postings + posting;
    for (bool goes_on = true; goes_on;) {
      PostingHeader const header(*at++);
      goes_on = header.goes_on();
      std::uint32_t* rule = scratch.rules_.room(header.sure() + header.pairs());
      for (std::uint32_t const* const end = at + header.sure(); at != end;) *rule++ = *at++;
      for (std::uint32_t const* const end = at + 2 * header.pairs(); at != end; at += 2) {
        *rule = at[0];
        rule += found.has(at[1]);
      }
      scratch.rules_.end_at(rule);
      MatchScratch::Candidate* candidate = scratch.candidates_.room(header.maybe());
      for (std::uint32_t const* const end = at + 3 * header.maybe(); at != end; at += 3) {
        *candidate = {at[0], at[2]};
        candidate += found.has(at[1]);
      }
      scratch.candidates_.end_at(candidate);
    }
  }
}

void RuleIndex::run(Document const& document, MatchScratch& scratch) const {
  PlainRun plain(plain_, document, scratch.stemmer_);
  ProgramRunner runner(scratch.occurrences_, plain, scratch.starts_);
  std::size_t const count = scratch.candidates_.size();
  MatchScratch::Candidate const* const candidates = scratch.candidates_.begin();
  std::uint32_t* rule = scratch.rules_.room(count);
  constexpr std::size_t kAhead = 8;
  for (std::size_t i = 0; i < count; ++i) {
    if (i + kAhead < count) __builtin_prefetch(code_.data() + candidates[i + kAhead].program);
    *rule = candidates[i].rule;
    rule += runner.holds(code_.data() + candidates[i].program);
  }
  scratch.rules_.end_at(rule);
}

/// Each once: a rule may have been woken by several symbols.
void RuleIndex::report(MatchScratch& scratch, std::vector<std::uint32_t>& fired) {
  std::size_t kept = fired.size();
  fired.resize(kept + scratch.rules_.size());
  std::uint64_t* const reported = scratch.reported_.data();
  for (std::uint32_t const rule : scratch.rules_) {
    std::uint64_t& word = reported[rule >> 6];
    fired.data()[kept] = rule;
    kept += (~word >> (rule & 63)) & 1;
    word |= std::uint64_t{1} << (rule & 63);
  }
  fired.resize(kept);
  for (std::uint32_t const rule : scratch.rules_) reported[rule >> 6] = 0;
}

std::size_t RuleIndex::memory() const {
  std::size_t const words = postings_at_.capacity() + postings_.capacity() + code_.capacity();
  return symbols_.memory() + words * sizeof(std::uint32_t) + wakers_.capacity() * sizeof(Wakers) +
         regexes_.memory();
}

}  // namespace wirewatch
