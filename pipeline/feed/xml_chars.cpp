#include "pipeline/feed/xml_chars.h"

namespace wirewatch {
namespace {

int digit_value(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return 99;
}

// Windows-1252, 0x80 to 0x9F; its five holes stay what they are.
constexpr std::array<char16_t, 32> kWindows1252{
    0x20AC, 0x0081, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
    0x2039, 0x0152, 0x008D, 0x017D, 0x008F, 0x0090, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
    0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0x009D, 0x017E, 0x0178};

}  // namespace

CharReference read_char_reference(std::string_view text) {
  if (!text.starts_with("&#")) return {};
  std::size_t at = 2;
  bool const hex = at < text.size() && (text[at] == 'x' || text[at] == 'X');
  if (hex) ++at;
  int const base = hex ? 16 : 10;
  char32_t value = 0;
  std::size_t const digits = at;
  for (; at < text.size() && digit_value(text[at]) < base; ++at)
    if (value <= 0x10FFFF)
      value = value * static_cast<char32_t>(base) + static_cast<char32_t>(digit_value(text[at]));
  if (at == digits) return {};
  bool const closed = at < text.size() && text[at] == ';';
  return {value, at + (closed ? 1 : 0), closed};
}

char32_t meant_code_point(char32_t written) {
  return written >= 0x80 && written < 0xA0 ? kWindows1252[written - 0x80] : written;
}

}  // namespace wirewatch
