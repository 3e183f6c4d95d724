#pragma once

#include <cstdint>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace wirewatch {

/// The distinct words of a text that carry its subject: those of five letters and more; in scripts
/// without spaces all pairs of characters. Hashes, sorted.
std::vector<std::uint64_t> subject_words(std::string_view text);

/// How many words all paragraphs have together: what a table of them may come to hold.
std::size_t count_words(std::vector<std::vector<std::uint64_t>> const& paragraphs);

/// How far paragraphs speak of the same things: which of a paragraph's subject words the others use
/// too.
class Cohesion {
 public:
  /// `weights`: how much each paragraph counts as the others' company (0: not at all).
  Cohesion(std::vector<std::vector<std::uint64_t>> const& words,
           std::vector<double> const& weights);

  /// The share of the paragraph's words that others of a total weight of at least a half hold; -1
  /// without words.
  double of(std::size_t paragraph) const;

 private:
  std::vector<std::vector<std::uint64_t>> const& words_;
  std::vector<double> const& weights_;
  std::unordered_map<std::uint64_t, float> weight_of_word_;
};

}  // namespace wirewatch
