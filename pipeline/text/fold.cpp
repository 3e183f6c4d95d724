#include "pipeline/text/fold.h"

#include <unicode/normalizer2.h>
#include <unicode/uchar.h>

namespace wirewatch {
namespace {

bool loses_marks(UChar32 base) {
  return base < 0x250 || (base >= 0x370 && base <= 0x3FF) || (base >= 0x1E00 && base <= 0x1FFF);
}

icu::UnicodeString without_marks(icu::UnicodeString const& decomposed) {
  icu::UnicodeString kept;
  bool after_base = false;
  for (std::int32_t i = 0; i < decomposed.length(); i = decomposed.moveIndex32(i, 1)) {
    UChar32 const c = decomposed.char32At(i);
    if (u_charType(c) == U_NON_SPACING_MARK) {
      if (after_base) continue;
    } else {
      after_base = loses_marks(c);
    }
    kept.append(c);
  }
  return kept;
}

}  // namespace

icu::UnicodeString fold(icu::UnicodeString const& text) {
  UErrorCode status = U_ZERO_ERROR;
  static icu::Normalizer2 const* const nfkc = icu::Normalizer2::getNFKCInstance(status);
  static icu::Normalizer2 const* const nfd = icu::Normalizer2::getNFDInstance(status);
  static icu::Normalizer2 const* const nfc = icu::Normalizer2::getNFCInstance(status);
  icu::UnicodeString folded = text;
  folded.foldCase();
  folded = nfd->normalize(nfkc->normalize(folded, status), status);
  return nfc->normalize(without_marks(folded), status);
}

std::string fold(std::string_view text) {
  std::string out;
  fold(icu::UnicodeString::fromUTF8(
           icu::StringPiece(text.data(), static_cast<std::int32_t>(text.size()))))
      .toUTF8String(out);
  return out;
}

}  // namespace wirewatch
