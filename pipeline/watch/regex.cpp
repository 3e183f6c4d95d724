#include "pipeline/watch/regex.h"

#include <re2/re2.h>

#include <algorithm>

namespace wirewatch {
namespace {

re2::StringPiece piece(std::string_view text) { return {text.data(), text.size()}; }

RE2::Options options() {
  RE2::Options options;
  options.set_log_errors(false);
  options.set_max_mem(8 << 20);
  return options;
}

}  // namespace

std::string regex_error(std::string_view pattern) {
  RE2 const regex(piece(pattern), options());
  return regex.ok() ? std::string() : regex.error();
}

bool regex_occurs(std::string_view pattern, std::string_view text) {
  RE2 const regex(piece(pattern), options());
  return regex.ok() && RE2::PartialMatch(piece(text), regex);
}

std::vector<Span> regex_spans(std::string_view pattern, std::string_view text, std::size_t most) {
  std::vector<Span> spans;
  RE2 const regex(piece(pattern), options());
  if (!regex.ok()) return spans;
  std::size_t at = 0;
  re2::StringPiece found;
  while (spans.size() < most && at <= text.size() &&
         regex.Match(piece(text), at, text.size(), RE2::UNANCHORED, &found, 1)) {
    auto const begin = static_cast<std::size_t>(found.data() - text.data());
    spans.push_back(
        {static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(begin + found.size())});
    at = begin + std::max<std::size_t>(found.size(), 1);
  }
  return spans;
}

}  // namespace wirewatch
