#include "pipeline/article/cohesion.h"

#include <algorithm>

#include "base/text.h"
#include "pipeline/article/words.h"

namespace wirewatch {
namespace {

constexpr std::size_t kSubjectLetters = 5;
constexpr double kCompany = 0.5;

}  // namespace

std::vector<std::uint64_t> subject_words(std::string_view text) {
  auto out = word_hashes(text, kSubjectLetters);
  std::sort(out.begin(), out.end());
  out.erase(std::unique(out.begin(), out.end()), out.end());
  return out;
}

std::size_t count_words(std::vector<std::vector<std::uint64_t>> const& paragraphs) {
  std::size_t count = 0;
  for (auto const& words : paragraphs) count += words.size();
  return count;
}

Cohesion::Cohesion(std::vector<std::vector<std::uint64_t>> const& words,
                   std::vector<double> const& weights)
    : words_(words), weights_(weights) {
  weight_of_word_.reserve(count_words(words));
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (weights[i] <= 0) continue;
    for (auto const word : words[i]) weight_of_word_[word] += float(weights[i]);
  }
}

double Cohesion::of(std::size_t paragraph) const {
  auto const& words = words_[paragraph];
  if (words.empty()) return -1;
  auto const shared = std::count_if(words.begin(), words.end(), [&](std::uint64_t word) {
    auto const found = weight_of_word_.find(word);
    return found != weight_of_word_.end() &&
           double(found->second) - weights_[paragraph] >= kCompany;
  });
  return double(shared) / double(words.size());
}

}  // namespace wirewatch
