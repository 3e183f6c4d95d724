#include "pipeline/text/declared_charset.h"

#include <algorithm>
#include <string>

#include "base/text.h"

namespace wirewatch {
namespace {

constexpr std::size_t kSearched = 8192;
constexpr std::string_view kSpace = " \t\r\n\f";

/// The value behind `name=` in `text` (a Content-Type value, or the inside of a tag); `lower` is
/// `text` in lower case.
std::string_view value_of(std::string_view text, std::string_view lower, std::string_view name) {
  for (auto at = lower.find(name); at != std::string_view::npos; at = lower.find(name, at + 1)) {
    auto begin = lower.find_first_not_of(kSpace, at + name.size());
    if (begin == std::string_view::npos || text[begin] != '=') continue;
    begin = text.find_first_not_of(kSpace, begin + 1);
    if (begin == std::string_view::npos) return {};
    char const quote = text[begin];
    bool const quoted = quote == '"' || quote == '\'';
    if (quoted) ++begin;
    auto const end = quoted ? text.find(quote, begin) : text.find_first_of(" \t\r\n;,\"'>/", begin);
    return trim(text.substr(begin, std::min(end, text.size()) - begin));
  }
  return {};
}

}  // namespace

std::string_view content_type_charset(std::string_view content_type) {
  return value_of(content_type, lower_ascii(content_type), "charset");
}

std::string_view declared_charset(std::string_view bytes, MarkupKind kind) {
  if (kind == MarkupKind::json) return {};
  auto const head = bytes.substr(0, kSearched);
  auto const lower = lower_ascii(head);
  // Before the declaration of a feed there may be junk, or the sequence that switches alphabets.
  auto const start =
      kind == MarkupKind::xml ? lower.find("<?xml") : lower.find_first_not_of(kSpace);
  if (start != std::string::npos && lower.compare(start, 5, "<?xml") == 0) {
    auto const end = std::min(lower.find("?>", start), lower.size());
    auto const length = end - start;
    auto const label =
        value_of(head.substr(start, length), lower.substr(start, length), "encoding");
    if (!label.empty()) return label;
  }
  if (kind == MarkupKind::xml) return {};
  for (auto at = lower.find("<meta"); at != std::string::npos; at = lower.find("<meta", at + 5)) {
    auto const length = std::min(lower.find('>', at), lower.size()) - at;
    auto const label = value_of(head.substr(at, length), lower.substr(at, length), "charset");
    if (!label.empty()) return label;
  }
  return {};
}

}  // namespace wirewatch
