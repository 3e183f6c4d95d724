#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

#include "pipeline/watch/document.h"
#include "pipeline/watch/evaluate.h"
#include "pipeline/watch/expression.h"
#include "pipeline/watch/frequency.h"
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
  struct Candidate {
    std::uint32_t rule;
    std::uint32_t program;
  };
  Occurrences found_;
  struct Word {
    Symbol symbol;
    std::uint32_t flags;
  };
  std::vector<Word> words_;  ///< of the document's tokens
  struct Busy {
    std::uint32_t token;
    bool phrase;  ///< may begin one
    bool prefix;  ///< may begin with one
  };
  std::vector<Busy> busy_;            ///< tokens that mark something
  std::vector<std::uint64_t> fired_;  ///< a bit a rule
  std::vector<Candidate> candidates_;
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

  /// Cost in time and memory grows with the rules' size. `frequencies`, where known, tell which
  /// words are rare; else how often the rules themselves use them does. `like` is an index of
  /// mostly the same rules, whose compiled regular expressions it may take over.
  explicit RuleIndex(std::vector<Rule> const& rules, Frequencies const* frequencies = nullptr,
                     RuleIndex const* like = nullptr);
  RuleIndex(RuleIndex&&) = delete;
  RuleIndex& operator=(RuleIndex&&) = delete;
  ~RuleIndex();

  /// Appends the numbers of the rules that hold for the document, each once, in no order.
  void match(Document const& document, MatchScratch& scratch,
             std::vector<std::uint32_t>& fired) const;

  std::size_t size() const { return numbers_.size(); }
  std::size_t memory() const;  ///< bytes

 private:
  friend class IndexBuilder;

  /// What a symbol wakes: rules that hold at once, and rules that may hold.
  struct Postings {
    std::uint32_t sure = 0;
    std::uint32_t maybe = 0;
  };
  struct Maybe {
    std::uint32_t rule;
    Symbol second;          ///< must be there too; kAlways when nothing is known
    std::uint32_t program;  ///< 0: holds when `second` is there
  };

  void collect(MatchScratch& scratch, std::vector<std::uint32_t>& fired) const;
  void run(Document const& document, MatchScratch& scratch,
           std::vector<std::uint32_t>& fired) const;

  SymbolTable symbols_;
  RegexIndex regexes_;
  std::unique_ptr<StemIndex const> stems_;
  std::vector<Expression> plain_;
  LargeVector<Postings> postings_;  ///< by symbol, and one behind the last
  LargeVector<std::uint32_t> sure_;
  LargeVector<Maybe> maybe_;
  Code code_;
  LargeVector<std::uint32_t> numbers_;  ///< inner number -> the caller's
};

}  // namespace wirewatch
