#include "pipeline/article/word_places.h"

#include <algorithm>

namespace wirewatch {

WordPlaces::WordPlaces(std::vector<std::string_view> const& paragraphs,
                       std::vector<std::vector<std::uint64_t>> const& subjects)
    : paragraphs_(paragraphs), subjects_(subjects) {
  for (std::size_t i = 0; i < subjects.size(); ++i)
    for (auto const word : subjects[i]) places_[word].push_back(std::uint32_t(i));
}

double WordPlaces::kinship(std::size_t paragraph, std::size_t width) const {
  auto const& own = subjects_[paragraph];
  if (own.empty()) return -1;
  auto const from = paragraph > width ? paragraph - width : 0;
  auto const shared = std::count_if(own.begin(), own.end(), [&](std::uint64_t word) {
    return others(word, paragraph, from, paragraph + width + 1, {}) > 0;
  });
  return double(shared) / double(own.size());
}

double WordPlaces::support(std::size_t line, std::vector<double> const& prose) const {
  constexpr std::size_t kReach = 40;
  constexpr std::size_t kFewestWords = 2;
  auto const& own = subjects_[line];
  if (own.size() < kFewestWords) return 0;
  double sum = 0;
  for (auto const word : own) sum += others(word, line, line + 1, line + kReach, prose);
  return sum / kMost / double(own.size() + kFewestWords);
}

int WordPlaces::others(std::uint64_t word, std::size_t paragraph, std::size_t from, std::size_t to,
                       std::vector<double> const& prose) const {
  auto const& all = places_.at(word);
  int count = 0;
  for (auto at = std::lower_bound(all.begin(), all.end(), from);
       at != all.end() && *at < to && count < kMost; ++at)
    count += paragraphs_[*at] != paragraphs_[paragraph] && (prose.empty() || prose[*at] > 0);
  return count;
}

}  // namespace wirewatch
