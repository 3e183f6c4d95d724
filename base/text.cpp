#include "base/text.h"

#include <fmt/format.h>

#include <algorithm>

namespace wirewatch {
namespace {

constexpr char32_t kReplacement = 0xFFFD;

bool is_continuation(unsigned char byte) { return (byte & 0xC0U) == 0x80U; }

/// Bidirectional controls, line separators and the rest that would change how the line around it is
/// shown.
bool changes_display(char32_t c) {
  return c < 0x20 || (c >= 0x7F && c < 0xA0) || c == 0x200E || c == 0x200F || c == 0x061C ||
         (c >= 0x2028 && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069) || c == 0xFEFF;
}

void append_escape(std::string& out, char32_t c) {
  switch (c) {
    case '\n':
      out += "\\n";
      return;
    case '\r':
      out += "\\r";
      return;
    case '\t':
      out += "\\t";
      return;
    default:
      break;
  }
  if (c < 0x100)
    fmt::format_to(std::back_inserter(out), "\\x{:02x}", std::uint32_t(c));
  else
    fmt::format_to(std::back_inserter(out), "\\u{:04x}", std::uint32_t(c));
}

struct Decoded {
  char32_t code_point;
  std::size_t length;  ///< bytes read
  bool good;
};

/// One code point, or the maximal ill-formed part (Unicode table 3-7).
Decoded decode(std::string_view text, std::size_t at) {
  auto const byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
  auto const lead = byte(at);
  if (lead < 0x80) return {lead, 1, true};
  std::size_t const size = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
  if (lead < 0xC2 || lead > 0xF4) return {kReplacement, 1, false};
  unsigned char low = 0x80;
  unsigned char high = 0xBF;
  if (lead == 0xE0) low = 0xA0;
  if (lead == 0xED) high = 0x9F;
  if (lead == 0xF0) low = 0x90;
  if (lead == 0xF4) high = 0x8F;
  char32_t code = lead & (0xFFU >> (size + 1));
  for (std::size_t i = 1; i < size; ++i) {
    if (at + i >= text.size()) return {kReplacement, i, false};
    auto const next = byte(at + i);
    bool const good = i == 1 ? (next >= low && next <= high) : is_continuation(next);
    if (!good) return {kReplacement, i, false};
    code = (code << 6U) | (next & 0x3FU);
  }
  return {code, size, true};
}

}  // namespace

char32_t next_beyond_ascii(std::string_view text, std::size_t& at) {
  auto const decoded = decode(text, at);
  at += decoded.length;
  return decoded.code_point;
}

void append_utf8(std::string& out, char32_t c) {
  auto const put = [&](char32_t byte) {
    out += static_cast<char>(static_cast<unsigned char>(byte));
  };
  if (c > 0x10FFFF || (c >= 0xD800 && c <= 0xDFFF)) c = kReplacement;
  if (c < 0x80) {
    put(c);
  } else if (c < 0x800) {
    put(0xC0U | (c >> 6U));
    put(0x80U | (c & 0x3FU));
  } else if (c < 0x10000) {
    put(0xE0U | (c >> 12U));
    put(0x80U | ((c >> 6U) & 0x3FU));
    put(0x80U | (c & 0x3FU));
  } else {
    put(0xF0U | (c >> 18U));
    put(0x80U | ((c >> 12U) & 0x3FU));
    put(0x80U | ((c >> 6U) & 0x3FU));
    put(0x80U | (c & 0x3FU));
  }
}

std::string printable(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t at = 0; at < text.size();) {
    auto const decoded = decode(text, at);
    if (!decoded.good)
      for (std::size_t i = 0; i < decoded.length; ++i)
        append_escape(out, static_cast<unsigned char>(text[at + i]));
    else if (changes_display(decoded.code_point))
      append_escape(out, decoded.code_point);
    else
      out += text.substr(at, decoded.length);
    at += decoded.length;
  }
  return out;
}

bool is_utf8(std::string_view text) {
  for (std::size_t at = 0; at < text.size();) {
    auto const decoded = decode(text, at);
    if (!decoded.good) return false;
    at += decoded.length;
  }
  return true;
}

std::string repair_utf8(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t at = 0; at < text.size();) {
    auto const decoded = decode(text, at);
    if (decoded.good)
      out += text.substr(at, decoded.length);
    else
      append_utf8(out, kReplacement);
    at += decoded.length;
  }
  return out;
}

std::string_view cut_utf8(std::string_view text, std::size_t max_bytes) {
  if (text.size() <= max_bytes) return text;
  auto end = max_bytes;
  while (end > 0 && is_continuation(static_cast<unsigned char>(text[end]))) --end;
  return text.substr(0, end);
}

std::size_t utf8_length(std::string_view text) {
  return std::size_t(std::count_if(text.begin(), text.end(), [](char c) {
    return !is_continuation(static_cast<unsigned char>(c));
  }));
}

std::string_view trim(std::string_view text) {
  constexpr std::string_view kSpace = " \t\r\n\f\v";
  auto const first = text.find_first_not_of(kSpace);
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(kSpace) - first + 1);
}

namespace {
char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c; }
}  // namespace

std::string lower_ascii(std::string_view text) {
  std::string out(text);
  std::transform(out.begin(), out.end(), out.begin(), lower);
  return out;
}

bool equals_ignoring_case(std::string_view a, std::string_view b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                    [](char x, char y) { return lower(x) == lower(y); });
}

std::string masked_url(std::string_view url) {
  url = url.substr(0, url.find('#'));
  auto const query = url.find('?');
  std::string out(url.substr(0, query));
  if (auto const scheme = out.find("://"); scheme != std::string::npos) {
    auto const host = scheme + 3;
    auto const end = std::min(out.find('/', host), out.size());
    if (auto const at = out.rfind('@', end); at != std::string::npos && at >= host && at < end)
      out.replace(host, at - host, "***");
  }
  if (query == std::string_view::npos) return printable(out);
  out += '?';
  bool in_value = false;
  for (char const c : url.substr(query + 1)) {
    if (c == '&' || c == ';') in_value = false;
    if (!in_value) out += c;
    if (c == '=' && !in_value) out += "***", in_value = true;
  }
  return printable(out);
}

}  // namespace wirewatch
