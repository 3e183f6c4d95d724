#include "app/highlight.h"

#include <unistd.h>

#include <cstdlib>

#include "base/text.h"

namespace wirewatch {
namespace {

constexpr std::string_view kHitBegins = "\xee\x80\x80";  // U+E000
constexpr std::string_view kHitEnds = "\xee\x80\x81";    // U+E001

}  // namespace

std::string highlight(std::string_view snippet, bool color) {
  std::string out;
  while (!snippet.empty()) {
    std::size_t const next = std::min(snippet.find(kHitBegins), snippet.find(kHitEnds));
    out += printable(snippet.substr(0, next));
    if (next == std::string_view::npos) break;
    bool const begins = snippet.substr(next).starts_with(kHitBegins);
    if (color)
      out += begins ? "\x1b[1;33m" : "\x1b[0m";
    else
      out += begins ? '[' : ']';
    snippet.remove_prefix(next + kHitBegins.size());
  }
  return out;
}

bool wants_color(int file_descriptor) {
  char const* const no_color = std::getenv("NO_COLOR");
  char const* const term = std::getenv("TERM");
  return ::isatty(file_descriptor) == 1 && !(no_color && *no_color) &&
         !(term && std::string_view(term) == "dumb");
}

}  // namespace wirewatch
