#include "pipeline/watch/character_table.h"

#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>

#include <algorithm>
#include <map>
#include <string>

#include "pipeline/text/fold.h"

namespace wirewatch {
namespace {

struct Range {
  char32_t first;
  char32_t last;
};

constexpr Range kUnspaced[] = {
    {0x0E00, 0x0EFF},  {0x1000, 0x109F}, {0x1100, 0x11FF}, {0x1780, 0x17FF}, {0x2E80, 0x2FDF},
    {0x3005, 0x3007},  {0x3021, 0x3029}, {0x3031, 0x3035}, {0x3038, 0x303C}, {0x3040, 0x30FF},
    {0x3105, 0x312F},  {0x3130, 0x318F}, {0x31F0, 0x31FF}, {0x3400, 0x4DBF}, {0x4E00, 0x9FFF},
    {0xA960, 0xA97F},  {0xAA60, 0xAA7F}, {0xAC00, 0xD7FF}, {0xF900, 0xFAFF}, {0x1B000, 0x1B16F},
    {0x20000, 0x3FFFF}};

/// Reads code points as ICU knows them.
class Classifier {
 public:
  Classifier() {
    UErrorCode status = U_ZERO_ERROR;
    nfkc_ = icu::Normalizer2::getNFKCInstance(status);
    nfd_ = icu::Normalizer2::getNFDInstance(status);
  }

  CharacterEntry classify(UChar32 c) const {
    if (U_IS_SURROGATE(c)) return {};
    auto const mask = U_GET_GC_MASK(c);
    bool const stands_alone = nfkc_->hasBoundaryBefore(c) && is_normal(c);
    if (mask & U_GC_M_MASK) return classify_mark(c, stands_alone);
    if (mask & U_GC_CF_MASK) return of(stands_alone ? CharacterClass::skip : CharacterClass::slow);
    if (mask & (U_GC_L_MASK | U_GC_N_MASK)) return classify_letter(c, stands_alone);
    return of(stands_alone || only_separates(c) ? CharacterClass::cut : CharacterClass::slow);
  }

 private:
  static CharacterEntry of(CharacterClass kind) {
    CharacterEntry entry;
    entry.kind = kind;
    return entry;
  }

  bool is_normal(UChar32 c) const {
    UErrorCode status = U_ZERO_ERROR;
    return nfkc_->isNormalized(icu::UnicodeString(c), status) != 0;
  }

  icu::UnicodeString normal(UChar32 c) const {
    UErrorCode status = U_ZERO_ERROR;
    return nfkc_->normalize(icu::UnicodeString(c), status);
  }

  bool only_separates(UChar32 c) const {
    icu::UnicodeString const text = normal(c);
    if (!nfkc_->hasBoundaryBefore(c)) return false;
    for (std::int32_t i = 0; i < text.length(); i = text.moveIndex32(i, 1)) {
      auto const mask = U_GET_GC_MASK(text.char32At(i));
      if (mask & (U_GC_L_MASK | U_GC_M_MASK | U_GC_N_MASK | U_GC_CF_MASK)) return false;
    }
    return true;
  }

  bool all_nonspacing(icu::UnicodeString const& text) const {
    for (std::int32_t i = 0; i < text.length(); i = text.moveIndex32(i, 1))
      if (u_charType(text.char32At(i)) != U_NON_SPACING_MARK) return false;
    return true;
  }

  CharacterEntry classify_mark(UChar32 c, bool stands_alone) const {
    icu::UnicodeString folded(c);
    folded.foldCase();
    if (folded != icu::UnicodeString(c)) return of(CharacterClass::slow);
    CharacterEntry entry;
    entry.is_nonspacing = u_charType(c) == U_NON_SPACING_MARK;
    if (stands_alone && nfkc_->getCombiningClass(c) == 0)
      entry.kind = CharacterClass::mark;
    else if (!entry.is_nonspacing || !all_nonspacing(normal(c)))
      entry.kind = CharacterClass::slow;
    else
      entry.kind = is_quick(c) ? CharacterClass::stable : CharacterClass::loose;
    return entry;
  }

  bool is_quick(UChar32 c) const {
    UErrorCode status = U_ZERO_ERROR;
    return nfkc_->quickCheck(icu::UnicodeString(c), status) == UNORM_YES;
  }

  CharacterEntry classify_letter(UChar32 c, bool stands_alone) const {
    icu::UnicodeString const folded = fold(icu::UnicodeString(c));
    std::string utf8;
    folded.toUTF8String(utf8);
    icu::UnicodeString cased(c);
    cased.foldCase();
    if (!stands_alone || utf8.empty() || utf8.size() > 4 ||
        !nfkc_->hasBoundaryBefore(cased.char32At(0)) ||
        !nfkc_->hasBoundaryBefore(folded.char32At(0)))
      return of(CharacterClass::slow);
    CharacterEntry entry;
    entry.kind =
        is_unspaced(static_cast<char32_t>(c)) ? CharacterClass::single : CharacterClass::run;
    if (folded != icu::UnicodeString(c)) {
      std::copy(utf8.begin(), utf8.end(), entry.folded.begin());
      entry.length = static_cast<std::uint8_t>(utf8.size());
    }
    entry.takes_marks_away = ends_in_latin(folded);
    return entry;
  }

  bool ends_in_latin(icu::UnicodeString const& folded) const {
    UErrorCode status = U_ZERO_ERROR;
    icu::UnicodeString const parts = nfd_->normalize(folded, status);
    std::int32_t i = parts.length();
    UChar32 base = 0xFFFF;
    while (i > 0) {
      i = parts.moveIndex32(i, -1);
      base = parts.char32At(i);
      if (u_charType(base) != U_NON_SPACING_MARK) break;
    }
    return base < 0x250 || (base >= 0x370 && base <= 0x3FF) || (base >= 0x1E00 && base <= 0x1FFF);
  }

  icu::Normalizer2 const* nfkc_ = nullptr;
  icu::Normalizer2 const* nfd_ = nullptr;
};

/// Blocks whose code points all read alike; asking ICU for each would cost most of the start.
bool reads_as_its_first(char32_t c) {
  return (c > 0x4E00 && c < 0x9FC0) || (c > 0xAC00 && c < 0xD780) || (c > 0xE000 && c < 0xF8C0) ||
         (c > 0x20000 && c < 0x2A6C0) || (c > 0x40000 && c < 0xE0000) ||
         (c > 0xE1000 && c < 0x110000);
}

}  // namespace

bool is_unspaced(char32_t code_point) {
  return std::ranges::any_of(kUnspaced, [code_point](Range const& range) {
    return code_point >= range.first && code_point <= range.last;
  });
}

CharacterTable const& CharacterTable::instance() {
  static CharacterTable const table;
  return table;
}

CharacterTable::CharacterTable() {
  Classifier const classifier;
  std::map<std::string, std::uint16_t> known;
  for (char32_t first = 0; first < 0x110000; first += kPageSize) {
    if (reads_as_its_first(first) && !pages_.empty() && reads_as_its_first(first - kPageSize)) {
      pages_.push_back(pages_.back());
      continue;
    }
    std::vector<CharacterEntry> page;
    std::string look;
    for (char32_t c = first; c < first + kPageSize; ++c) {
      page.push_back(classifier.classify(static_cast<UChar32>(c)));
      CharacterEntry const& entry = page.back();
      look.append(entry.folded.begin(), entry.folded.end());
      look += static_cast<char>(entry.length);
      look += static_cast<char>(entry.kind);
      look += static_cast<char>(entry.takes_marks_away * 2 + entry.is_nonspacing);
    }
    auto const found = known.find(look);
    if (found != known.end()) {
      pages_.push_back(found->second);
      continue;
    }
    auto const number = static_cast<std::uint16_t>(entries_.size() / kPageSize);
    known.emplace(look, number);
    pages_.push_back(number);
    entries_.insert(entries_.end(), page.begin(), page.end());
  }
}

}  // namespace wirewatch
