#include "pipeline/watch/stem.h"

#include <libstemmer.h>
#include <unicode/unistr.h>

#include <algorithm>
#include <array>
#include <map>

#include "base/text.h"
#include "pipeline/text/fold.h"

namespace wirewatch {
namespace {

constexpr std::size_t kLongestWord = 200;  ///< bytes; nothing longer is a word

struct Algorithm {
  std::string_view language;
  char const* name;
};

constexpr std::array<Algorithm, 27> kAlgorithms{{
    {"ar", nullptr},  // own light stemmer
    {"ca", "catalan"},  {"da", "danish"},     {"de", "german"},    {"el", "greek"},
    {"en", "english"},  {"es", "spanish"},    {"eu", "basque"},    {"fi", "finnish"},
    {"fr", "french"},   {"ga", "irish"},      {"hi", "hindi"},     {"hu", "hungarian"},
    {"hy", "armenian"}, {"id", "indonesian"}, {"it", "italian"},   {"lt", "lithuanian"},
    {"ne", "nepali"},   {"nl", "dutch"},      {"no", "norwegian"}, {"pt", "portuguese"},
    {"ro", "romanian"}, {"ru", "russian"},    {"sr", "serbian"},   {"sv", "swedish"},
    {"ta", "tamil"},    {"tr", "turkish"},
}};

Algorithm const* algorithm_of(std::string_view language) {
  auto const found = std::ranges::find(kAlgorithms, language, &Algorithm::language);
  return found == kAlgorithms.end() ? nullptr : &*found;
}

/// Takes one of the affixes away where at least `keep` letters stay.
template <std::size_t N>
void strip_prefix(std::string_view& word, std::array<std::string_view, N> const& affixes,
                  std::size_t keep) {
  for (std::string_view const affix : affixes)
    if (word.starts_with(affix) && utf8_length(word.substr(affix.size())) >= keep) {
      word.remove_prefix(affix.size());
      return;
    }
}

template <std::size_t N>
void strip_suffix(std::string_view& word, std::array<std::string_view, N> const& affixes,
                  std::size_t keep) {
  for (std::string_view const affix : affixes)
    if (word.ends_with(affix) && utf8_length(word.substr(0, word.size() - affix.size())) >= keep) {
      word.remove_suffix(affix.size());
      return;
    }
}

/// Letters that are written now one way, now the other, unified; vowel marks and tatweel dropped.
std::string unify_arabic(std::string_view word) {
  std::string out;
  for (std::size_t at = 0; at < word.size();) {
    char32_t c = next_code_point(word, at);
    if ((c >= 0x064B && c <= 0x0652) || c == 0x0670 || c == 0x0640) continue;
    if (c == 0x0622 || c == 0x0623 || c == 0x0625 || c == 0x0671) c = 0x0627;
    if (c == 0x0649) c = 0x064A;
    if (c == 0x0629) c = 0x0647;
    append_utf8(out, c);
  }
  return out;
}

/// Light stemming: the article with its conjunctions and prepositions, then the endings of number,
/// gender and possession. Roots are left alone: they join words that have nothing in common.
std::string stem_arabic(std::string_view key) {
  static constexpr std::array<std::string_view, 13> kPrefixes{
      "وبال", "وكال", "فبال", "وال", "فال", "بال", "كال", "ولل", "فلل", "ال", "لل", "و", "ف"};
  static constexpr std::array<std::string_view, 1> kPrepositions{"ب"};
  static constexpr std::array<std::string_view, 16> kSuffixes{"يات", "هما", "ات", "ون", "ين", "ان",
                                                              "ها",  "هم",  "هن", "نا", "كم", "يه",
                                                              "ته",  "ه",   "ي",  "ا"};
  std::string const unified = unify_arabic(key);
  std::string_view word = unified;
  std::size_t const before = word.size();
  strip_prefix(word, kPrefixes, 3);
  if (word.size() == before) strip_prefix(word, kPrepositions, 4);
  strip_suffix(word, kSuffixes, 3);
  return std::string(word);
}

std::string lower_case(std::string_view word) {
  std::string out;
  icu::UnicodeString::fromUTF8(
      icu::StringPiece(word.data(), static_cast<std::int32_t>(word.size())))
      .foldCase()
      .toUTF8String(out);
  return out;
}

}  // namespace

struct Stemmer::Impl {
  struct Closer {
    void operator()(sb_stemmer* stemmer) const { sb_stemmer_delete(stemmer); }
  };
  std::map<std::string_view, std::unique_ptr<sb_stemmer, Closer>> open;

  sb_stemmer* get(Algorithm const& algorithm) {
    auto& stemmer = open[algorithm.language];
    if (!stemmer) stemmer.reset(sb_stemmer_new(algorithm.name, nullptr));
    return stemmer.get();
  }
};

Stemmer::Stemmer() : impl_(std::make_unique<Impl>()) {}
Stemmer::~Stemmer() = default;
Stemmer::Stemmer(Stemmer&&) noexcept = default;
Stemmer& Stemmer::operator=(Stemmer&&) noexcept = default;

std::optional<std::size_t> Stemmer::number_of(std::string_view language) {
  Algorithm const* const algorithm = algorithm_of(language);
  if (!algorithm) return std::nullopt;
  return static_cast<std::size_t>(algorithm - kAlgorithms.data());
}

std::string Stemmer::stem(std::string_view word, std::string_view language) {
  Algorithm const* const algorithm = algorithm_of(language);
  if (!algorithm || word.size() > kLongestWord) return fold(word);
  if (!algorithm->name) return stem_arabic(fold(word));
  sb_stemmer* const stemmer = impl_->get(*algorithm);
  if (!stemmer) return fold(word);
  std::string const lower = lower_case(word);
  auto const* const bytes = reinterpret_cast<sb_symbol const*>(lower.data());
  sb_symbol const* const out = sb_stemmer_stem(stemmer, bytes, static_cast<int>(lower.size()));
  if (!out) return fold(word);
  return fold(std::string_view(reinterpret_cast<char const*>(out),
                               static_cast<std::size_t>(sb_stemmer_length(stemmer))));
}

}  // namespace wirewatch
