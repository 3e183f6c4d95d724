#include "pipeline/article/word_places.h"

#include <algorithm>

#include "pipeline/article/cohesion.h"

namespace wirewatch {

WordPlaces::WordPlaces(std::vector<std::string_view> const& paragraphs,
                       std::vector<std::vector<std::uint64_t>> const& subjects)
    : subjects_(subjects) {
  std::unordered_map<std::string_view, std::uint32_t> first;
  places_.reserve(count_words(subjects));
  for (std::size_t i = 0; i < subjects.size(); ++i) {
    text_of_.push_back(first.emplace(paragraphs[i], std::uint32_t(i)).first->second);
    for (auto const word : subjects[i]) places_[word].push_back(std::uint32_t(i));
  }
}

WordPlaces::Kinship WordPlaces::kinship(std::size_t paragraph) const {
  auto const& own = subjects_[paragraph];
  if (own.empty()) return {};
  double close = 0;
  double wide = 0;
  for (auto const word : own) {
    auto const away = nearest(word, paragraph);
    close += away <= kClose;
    wide += away <= kWide;
  }
  return {close / double(own.size()), wide / double(own.size())};
}

double WordPlaces::support(std::size_t line, std::vector<double> const& prose) const {
  constexpr std::size_t kReach = 40;
  constexpr std::size_t kFewestWords = 2;
  constexpr int kMost = 3;  // paragraphs that speak of one word
  auto const& own = subjects_[line];
  if (own.size() < kFewestWords) return 0;
  double sum = 0;
  for (auto const word : own) {
    auto const& all = places_.at(word);
    int count = 0;
    for (auto at = std::upper_bound(all.begin(), all.end(), line);
         at != all.end() && *at < line + kReach && count < kMost; ++at)
      count += text_of_[*at] != text_of_[line] && prose[*at] > 0;
    sum += count;
  }
  return sum / kMost / double(own.size() + kFewestWords);
}

std::size_t WordPlaces::nearest(std::uint64_t word, std::size_t paragraph) const {
  auto const& all = places_.at(word);
  auto const own = std::lower_bound(all.begin(), all.end(), paragraph);
  std::size_t best = kWide + 1;
  for (auto at = own; at != all.end() && *at - paragraph < best; ++at)
    if (text_of_[*at] != text_of_[paragraph]) best = *at - paragraph;
  for (auto at = own; at != all.begin() && paragraph - *(at - 1) < best; --at)
    if (text_of_[*(at - 1)] != text_of_[paragraph]) best = paragraph - *(at - 1);
  return best;
}

}  // namespace wirewatch
