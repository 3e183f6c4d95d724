#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace wirewatch {

/// `text` made safe for a terminal, a log line or a page: control characters, line ends,
/// bidirectional overrides and broken UTF-8 become visible escapes ("\n", "\x1b", "\u202e"). Other
/// text is unchanged.
std::string printable(std::string_view text);

/// Whether `text` is well-formed UTF-8 (no surrogates, no overlong forms, at most U+10FFFF).
bool is_utf8(std::string_view text);

/// Ill-formed sequences replaced by U+FFFD, one for each maximal bad part (Unicode 3.9, "best
/// practice").
std::string repair_utf8(std::string_view text);

/// The longest prefix of at most `max_bytes` that ends on a code point.
std::string_view cut_utf8(std::string_view text, std::size_t max_bytes);

/// Length in code points of well-formed UTF-8.
std::size_t utf8_length(std::string_view text);

/// next_code_point for a byte that is not ASCII.
char32_t next_beyond_ascii(std::string_view text, std::size_t& at);

/// Reads the code point at `at` and moves behind it. U+FFFD (and one maximal bad part further)
/// where ill-formed. `at` must be less than text.size(). Inline, since most text is ASCII and
/// everything is read by it.
inline char32_t next_code_point(std::string_view text, std::size_t& at) {
  auto const byte = static_cast<unsigned char>(text[at]);
  if (byte >= 0x80) return next_beyond_ascii(text, at);
  ++at;
  return byte;
}

void append_utf8(std::string& out, char32_t code_point);

/// ASCII white space removed at both ends.
std::string_view trim(std::string_view text);

/// ASCII letters lowered; everything else unchanged.
std::string lower_ascii(std::string_view text);
bool equals_ignoring_case(std::string_view a, std::string_view b);

/// `url` for a log or a page: userinfo and the values of all query parameters become "***", the
/// fragment is cut.
std::string masked_url(std::string_view url);

}  // namespace wirewatch
