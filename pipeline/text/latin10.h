#pragma once

#include <string>
#include <string_view>

namespace wirewatch {

/// ISO 8859-16 (Romanian and its neighbours), which ICU lacks. The name stands for ICU's in the
/// table of encodings.
constexpr char const* kLatin10 = "iso-8859-16";
std::string latin10_to_utf8(std::string_view bytes);

}  // namespace wirewatch
