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

  /// The share of a paragraph's words that others have, at most `width` paragraphs away; -1 for one
  /// without words.
  double kinship(std::size_t paragraph, std::size_t width) const;

  /// How much the prose behind a line speaks of what it says: 0 to almost 1.
  double support(std::size_t line, std::vector<double> const& prose) const;

 private:
  static constexpr int kMost = 3;

  /// In how many other paragraphs of [from, to) a word stands, of prose if that is given; counted
  /// to kMost.
  int others(std::uint64_t word, std::size_t paragraph, std::size_t from, std::size_t to,
             std::vector<double> const& prose) const;

  std::vector<std::string_view> const& paragraphs_;
  std::vector<std::vector<std::uint64_t>> const& subjects_;
  std::unordered_map<std::uint64_t, std::vector<std::uint32_t>> places_;
};

}  // namespace wirewatch
