#pragma once

#include <unicode/unistr.h>

#include <string>
#include <string_view>

namespace wirewatch {

/// The key under which words are compared: case folded, compatibility forms unified, marks removed
/// from Latin and Greek letters; Cyrillic, Arabic and Indic marks stay. Linear in the text.
std::string fold(std::string_view text);

/// The same on UTF-16, where the text is at hand in that form.
icu::UnicodeString fold(icu::UnicodeString const& text);

}  // namespace wirewatch
