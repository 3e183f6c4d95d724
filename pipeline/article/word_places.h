#pragma once

#include <cstdint>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace wirewatch {

/// In which paragraphs of a text each subject word stands. Paragraphs that stand there twice do not
/// speak for each other. What it is made of must outlive it.
class WordPlaces {
 public:
  WordPlaces(std::vector<std::string_view> const& paragraphs,
             std::vector<std::vector<std::uint64_t>> const& subjects);

  /// The shares of a paragraph's words that others have, at most three and at most eight paragraphs
  /// away; -1 for one without words.
  struct Kinship {
    double close = -1;
    double wide = -1;
  };
  static constexpr std::size_t kClose = 3;
  static constexpr std::size_t kWide = 8;
  Kinship kinship(std::size_t paragraph) const;

  /// How much the prose behind a line speaks of what it says: 0 to almost 1.
  double support(std::size_t line, std::vector<double> const& prose) const;

 private:
  /// How far the nearest other paragraph with a word is; more than kWide if that is far.
  std::size_t nearest(std::uint64_t word, std::size_t paragraph) const;

  std::vector<std::vector<std::uint64_t>> const& subjects_;
  std::vector<std::uint32_t> text_of_;  ///< by paragraph: the first one with the same text
  std::unordered_map<std::uint64_t, std::vector<std::uint32_t>> places_;
};

}  // namespace wirewatch
