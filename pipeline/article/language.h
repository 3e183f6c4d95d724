#pragma once

#include <string>
#include <string_view>

namespace wirewatch {

/// ISO 639-1 of a text by its words and letters; `hint` (what the page or feed names) decides for
/// short or doubtful texts. Empty when neither tells.
std::string detect_language(std::string_view text, std::string_view hint);

}  // namespace wirewatch
