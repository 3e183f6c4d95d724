// How a document finds its rules.
//
// 1. Its tokens are looked up, one probe each, and become symbols: words, phrases (by edges from
//    word to word), prefixes, and what follows from these: a word in the title, a word list. A bit
//    a symbol says what is there; places are kept for the symbols that a NEAR or atleast asks for.
// 2. Each rule waits at few symbols, one of which it cannot hold without: the cheapest of what it
//    needs. A symbol that is there wakes its rules. Those that need no more hold at once; the
//    others look for a second symbol that they need, which is one bit and sends most back to sleep.
// 3. What is left runs its program: clauses over symbols, a few words each, laid out in the order
//    of the symbols that wake them, and fetched ahead.
//
// So the cost is that of the tokens and of the rules that nearly hold. What symbols cannot say is
// left to the plain evaluator, behind the same two gates.
#include "pipeline/watch/rule_index.h"

#include "pipeline/watch/marker.h"
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

bool test_and_set(std::uint64_t* bits, std::uint32_t number) {
  std::uint64_t& word = bits[number >> 6];
  std::uint64_t const bit = std::uint64_t{1} << (number & 63);
  bool const was = (word & bit) != 0;
  word |= bit;
  return was;
}

bool test(std::uint64_t const* bits, std::uint32_t number) {
  return (bits[number >> 6] >> (number & 63) & 1) != 0;
}

}  // namespace

MatchScratch::MatchScratch() = default;
MatchScratch::~MatchScratch() = default;
MatchScratch::MatchScratch(MatchScratch&&) noexcept = default;

RuleIndex::~RuleIndex() = default;

void RuleIndex::match(Document const& document, MatchScratch& scratch,
                      std::vector<std::uint32_t>& fired) const {
  scratch.found_.reset(symbols_.size(), symbols_.longest_phrase());
  if (scratch.fired_.size() * 64 < numbers_.size() + 64)
    scratch.fired_.resize(numbers_.size() / 64 + 1);
  scratch.candidates_.clear();
  Marker marker(document, symbols_, *stems_, scratch);
  marker.mark_values();
  marker.mark_tokens();
  if (!regexes_.empty()) {
    bool const is_utf8 = !document.tokens().saw_ill_formed();
    Article const& article = document.article();
    regexes_.search(article.title, field::title, is_utf8, scratch.regexes_, scratch.found_);
    regexes_.search(article.body, field::body, is_utf8, scratch.regexes_, scratch.found_);
  }
  std::size_t const before = fired.size();
  collect(scratch, fired);
  run(document, scratch, fired);
  for (std::size_t i = before; i < fired.size(); ++i) {
    scratch.fired_[fired[i] >> 6] = 0;
    fired[i] = numbers_[fired[i]];
  }
}

void RuleIndex::collect(MatchScratch& scratch, std::vector<std::uint32_t>& fired) const {
  Occurrences const& found = scratch.found_;
  std::vector<Symbol> const& present = found.present();
  Postings const* const postings = postings_.data();
  std::uint64_t* const bits = scratch.fired_.data();
  constexpr std::size_t kAhead = 8;
  for (std::size_t i = 0; i < present.size(); ++i) {
    if (i + 2 * kAhead < present.size()) __builtin_prefetch(postings + present[i + 2 * kAhead]);
    if (i + kAhead < present.size()) {
      Postings const& soon = postings[present[i + kAhead]];
      __builtin_prefetch(sure_.data() + soon.sure);
      __builtin_prefetch(maybe_.data() + soon.maybe);
    }
    Postings const& from = postings[present[i]];
    Postings const& to = postings[present[i] + 1];
    for (std::uint32_t k = from.sure; k < to.sure; ++k) {
      std::uint32_t const rule = sure_.data()[k];
      if (!test_and_set(bits, rule)) fired.push_back(rule);
    }
    for (std::uint32_t k = from.maybe; k < to.maybe; ++k) {
      Maybe const& maybe = maybe_.data()[k];
      if (!found.has(maybe.second) || test(bits, maybe.rule)) continue;
      if (maybe.program == 0) {
        bits[maybe.rule >> 6] |= std::uint64_t{1} << (maybe.rule & 63);
        fired.push_back(maybe.rule);
        continue;
      }
      __builtin_prefetch(code_.data() + maybe.program);
      scratch.candidates_.push_back({maybe.rule, maybe.program});
    }
  }
}

void RuleIndex::run(Document const& document, MatchScratch& scratch,
                    std::vector<std::uint32_t>& fired) const {
  PlainRun plain(plain_, document, scratch.stemmer_);
  ProgramRunner runner(scratch.found_, plain, scratch.starts_);
  std::uint64_t* const bits = scratch.fired_.data();
  for (MatchScratch::Candidate const& candidate : scratch.candidates_) {
    if (test(bits, candidate.rule)) continue;
    if (!runner.holds(code_.data() + candidate.program)) continue;
    bits[candidate.rule >> 6] |= std::uint64_t{1} << (candidate.rule & 63);
    fired.push_back(candidate.rule);
  }
}

std::size_t RuleIndex::memory() const {
  std::size_t bytes = symbols_.memory() + postings_.capacity() * sizeof(Postings) +
                      sure_.capacity() * sizeof(std::uint32_t) + maybe_.capacity() * sizeof(Maybe) +
                      code_.capacity() * sizeof(std::uint32_t) +
                      numbers_.capacity() * sizeof(std::uint32_t);
  return bytes + regexes_.memory();
}

}  // namespace wirewatch
