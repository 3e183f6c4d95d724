#pragma once

#include <array>
#include <cstddef>
#include <string_view>

namespace wirewatch {

/// ASCII that may begin or stand in an XML name; all bytes beyond ASCII may.
constexpr bool is_xml_name_start(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c == ':' ||
         static_cast<unsigned char>(c) >= 0x80;
}
constexpr bool is_xml_name_char(char c) {
  return is_xml_name_start(c) || (c >= '0' && c <= '9') || c == '-' || c == '.';
}
constexpr bool is_xml_space(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }

/// A control character that XML 1.0 forbids.
constexpr bool is_forbidden_control(char c) {
  return static_cast<unsigned char>(c) < 0x20 && !is_xml_space(c);
}

/// Code points that XML 1.0 allows in a document.
constexpr bool is_xml_char(char32_t c) {
  return c == 0x9 || c == 0xA || c == 0xD || (c >= 0x20 && c <= 0xD7FF) ||
         (c >= 0xE000 && c <= 0xFFFD) || (c >= 0x10000 && c <= 0x10FFFF);
}

/// `name` without its namespace prefix.
constexpr std::string_view local_name(std::string_view name) {
  auto const colon = name.find(':');
  return colon == std::string_view::npos ? name : name.substr(colon + 1);
}
constexpr std::string_view name_prefix(std::string_view name) {
  auto const colon = name.find(':');
  return colon == std::string_view::npos ? std::string_view{} : name.substr(0, colon);
}

/// A character reference at the head of `text` ("&#8217;", "&#x2019;", the semicolon may be
/// missing).
struct CharReference {
  char32_t code_point = 0;
  std::size_t length = 0;  ///< bytes read; 0 when there is none
  bool closed = false;     ///< it ended with a semicolon
};
CharReference read_char_reference(std::string_view text);

/// Numbers 128 to 159 are meant as Windows-1252 wherever feeds write them; others stay.
char32_t meant_code_point(char32_t written);

}  // namespace wirewatch
