#include "pipeline/article/language.h"

#include <cld2/public/compact_lang_det.h>
#include <cld2/public/encodings.h>

#include "base/text.h"

namespace wirewatch {
namespace {

constexpr std::size_t kLooked = 3000;
constexpr int kSurePercent = 80;
constexpr std::size_t kShort = 60;

/// CLD2's own names to ISO 639-1.
std::string two_letter_code(CLD2::Language language) {
  std::string code = CLD2::LanguageCode(language);
  if (code == "un") return {};
  if (code == "iw") return "he";
  if (code == "jw") return "jv";
  if (code == "nb" || code == "nn") return "no";
  code = code.substr(0, code.find('-'));
  return code.size() == 2 ? code : std::string();
}

}  // namespace

std::string detect_language(std::string_view text, std::string_view hint) {
  auto const head = cut_utf8(text, kLooked);
  std::string named = lower_ascii(hint.substr(0, hint.find_first_of("-_")));
  if (named == "nb" || named == "nn") named = "no";
  if (named.size() != 2) named.clear();
  if (head.empty()) return named;
  // To CLD2 Chinese is in simplified characters, and traditional ones then are Japanese.
  bool const hinted = !named.empty() && named != "zh";
  CLD2::CLDHints hints{nullptr, nullptr, CLD2::UNKNOWN_ENCODING,
                       hinted ? CLD2::GetLanguageFromName(named.c_str()) : CLD2::UNKNOWN_LANGUAGE};
  CLD2::Language best[3];
  int percent[3];
  double score[3];
  int bytes = 0;
  bool reliable = false;
  CLD2::ExtDetectLanguageSummary(head.data(), int(head.size()), true, &hints, 0, best, percent,
                                 score, nullptr, &bytes, &reliable);
  auto const found = two_letter_code(best[0]);
  if (found.empty()) return named;
  bool const doubtful = !reliable || percent[0] < kSurePercent || head.size() < kShort;
  return doubtful && !named.empty() ? named : found;
}

}  // namespace wirewatch
