#include "pipeline/text/html_entities.h"

#include <algorithm>
#include <array>

#include "base/text.h"

namespace wirewatch {
namespace {

// What pages mean by the numbers of C1 controls. Source: HTML Standard, "numeric character
// reference end state".
constexpr std::array<char16_t, 32> kWindows1252{
    0x20AC, 0x81,   0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
    0x2039, 0x0152, 0x8D,   0x017D, 0x8F,   0x90,   0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
    0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0x9D,   0x017E, 0x0178};

bool is_alnum(char c) {
  return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

int digit_of(char c, int base) {
  int const value = c >= '0' && c <= '9'   ? c - '0'
                    : c >= 'a' && c <= 'f' ? c - 'a' + 10
                    : c >= 'A' && c <= 'F' ? c - 'A' + 10
                                           : 99;
  return value < base ? value : -1;
}

/// Length of the reference at the start of `text` (behind "&#"), 0 when there is none.
std::size_t read_number(std::string_view text, char32_t& out) {
  int const base = !text.empty() && (text[0] == 'x' || text[0] == 'X') ? 16 : 10;
  std::size_t const start = base == 16 ? 1 : 0;
  auto at = start;
  char32_t value = 0;
  for (; at < text.size() && digit_of(text[at], base) >= 0; ++at)
    value =
        std::min<char32_t>(value * char32_t(base) + char32_t(digit_of(text[at], base)), 0x110000);
  if (at == start) return 0;
  if (value >= 0x80 && value < 0xA0) value = kWindows1252[value - 0x80];
  out = value == 0 ? 0xFFFD : value;
  return at < text.size() && text[at] == ';' ? at + 1 : at;
}

/// Likewise for a name behind "&". Without a semicolon only a name that nothing wordlike follows
/// counts: "&copy=1" in an address is no sign.
std::size_t read_name(std::string_view text, char32_t& out) {
  std::size_t length = 0;
  while (length < text.size() && length < 32 && is_alnum(text[length])) ++length;
  out = find_entity(text.substr(0, length));
  if (out == 0) return 0;
  if (length < text.size() && text[length] == ';') return length + 1;
  return length < text.size() && text[length] == '=' ? 0 : length;
}

}  // namespace

void append_unescaped(std::string& out, std::string_view text) {
  for (std::size_t at = 0; at < text.size();) {
    auto const sign = std::min(text.find('&', at), text.size());
    out += text.substr(at, sign - at);
    if (sign == text.size()) return;
    char32_t character = 0;
    bool const number = sign + 1 < text.size() && text[sign + 1] == '#';
    auto const behind = sign + (number ? 2 : 1);
    auto const length = number ? read_number(text.substr(behind), character)
                               : read_name(text.substr(behind), character);
    if (length == 0) {
      out += '&';
      at = sign + 1;
    } else {
      append_utf8(out, character);
      at = behind + length;
    }
  }
}

std::string unescape_html(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  append_unescaped(out, text);
  return out;
}

std::string escape_html(std::string_view text) {
  std::string out;
  out.reserve(text.size() + text.size() / 8);
  for (char const c : text) {
    switch (c) {
      case '&':
        out += "&amp;";
        break;
      case '<':
        out += "&lt;";
        break;
      case '>':
        out += "&gt;";
        break;
      case '"':
        out += "&quot;";
        break;
      case '\'':
        out += "&#39;";
        break;
      default:
        out += c;
    }
  }
  return out;
}

}  // namespace wirewatch
