#pragma once

#include <cstdint>
#include <string_view>
#include <unordered_map>

#include "base/result.h"

namespace wirewatch {

/// What the words of a line tell of its place, as log-odds: of standing in a body, shortly before
/// one, shortly behind one.
struct WordWeights {
  float body = 0;
  float before = 0;
  float behind = 0;
};

/// What a line's known words tell together.
struct LineEvidence {
  double known = 0;        ///< share of the words that the table has
  double body = 0;         ///< mean
  double least = 0;        ///< of the word that speaks most against a body
  double most = 0;         ///< of the one that speaks most for it
  double before = 0;       ///< mean
  double behind = 0;       ///< mean
  double says_before = 0;  ///< the word that says it loudest
  double says_behind = 0;
};

/// A table of words, one a line: "subscribe -2.1 0.3 0.8"; "^by" is a line's first word.
class WordEvidence {
 public:
  static Result<WordEvidence> parse(std::string_view text);
  LineEvidence of(std::string_view line) const;

 private:
  std::unordered_map<std::uint64_t, WordWeights> words_;
};

}  // namespace wirewatch
