#include "pipeline/article/cohesion.h"

#include <unicode/uchar.h>

#include <algorithm>

#include "base/text.h"
#include "pipeline/article/words.h"

namespace wirewatch {
namespace {

constexpr std::size_t kSubjectLetters = 5;
constexpr std::size_t kLongWord = 9;  // letters: as telling as a name
constexpr double kCompany = 0.5;

std::vector<std::uint64_t> without_copies(std::vector<std::uint64_t> words) {
  std::sort(words.begin(), words.end());
  words.erase(std::unique(words.begin(), words.end()), words.end());
  return words;
}

/// A sentence's first word has its capital anyway.
bool is_name(std::string_view word, bool begins_sentence) {
  auto at = word.find_first_not_of("\"(");
  if (at != std::string_view::npos) {
    bool const digit = word[at] >= '0' && word[at] <= '9';
    if (digit || (!begins_sentence && u_isupper(UChar32(next_code_point(word, at))))) return true;
  }
  return utf8_length(word) >= kLongWord;
}

}  // namespace

std::vector<std::uint64_t> subject_words(std::string_view text) {
  return without_copies(word_hashes(text, kSubjectLetters));
}

std::vector<std::uint64_t> name_words(std::string_view text) {
  std::vector<std::uint64_t> out;
  bool begins = true;
  for (std::size_t at = 0; at < text.size();) {
    auto const end = std::min(text.find_first_of(" \n", at), text.size());
    auto const word = text.substr(at, end - at);
    at = end + 1;
    if (word.empty()) continue;
    if (is_name(word, begins))
      for (auto const hash : word_hashes(word)) out.push_back(hash);
    begins = std::string_view(".!?:").find(word.back()) != std::string_view::npos;
  }
  return without_copies(std::move(out));
}

Cohesion::Cohesion(std::vector<std::vector<std::uint64_t>> const& words,
                   std::vector<double> const& weights)
    : words_(words), weights_(weights) {
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
