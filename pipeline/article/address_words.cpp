#include "pipeline/article/address_words.h"

#include <algorithm>
#include <boost/url.hpp>

#include "pipeline/article/words.h"
#include "pipeline/text/fold.h"

namespace wirewatch {
namespace {

constexpr std::size_t kFewest = 2;  // words: one is the name of a section

/// As addresses spell it: "München" is "munchen" or "muenchen" there, here both are "munchen".
std::string spell(std::string_view text) {
  std::string out;
  char before = 0;
  for (char const c : plain_words(fold(text))) {
    if (c != 'e' || (before != 'a' && before != 'o' && before != 'u')) out += c;
    before = c;
  }
  return out;
}

/// Distinct words of three bytes and more that are no numbers, sorted.
std::vector<std::string> words_of(std::string_view text) {
  constexpr std::size_t kShortest = 3;
  std::vector<std::string> words;
  auto const plain = spell(text);
  for (std::size_t at = 0; at < plain.size();) {
    auto const end = std::min(plain.find(' ', at), plain.size());
    auto const word = std::string_view(plain).substr(at, end - at);
    bool const number = word.find_first_not_of("0123456789") == std::string_view::npos;
    if (word.size() >= kShortest && !number && word != "html") words.emplace_back(word);
    at = end + 1;
  }
  std::ranges::sort(words);
  words.erase(std::unique(words.begin(), words.end()), words.end());
  return words;
}

}  // namespace

AddressWords::AddressWords(std::string_view url) {
  auto const address = boost::urls::parse_uri_reference(url);
  if (!address) return;
  for (auto const& part : address->segments())
    if (auto words = words_of(part); words.size() >= std::max(kFewest, words_.size()))
      words_ = std::move(words);
}

double AddressWords::likeness(std::string_view line) const {
  if (words_.empty()) return 0;
  auto const own = words_of(line);
  std::vector<std::string> both;
  std::ranges::set_intersection(words_, own, std::back_inserter(both));
  return 2 * double(both.size()) / double(words_.size() + own.size());
}

}  // namespace wirewatch
