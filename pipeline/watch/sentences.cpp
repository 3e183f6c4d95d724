#include <unicode/uchar.h>

#include <algorithm>
#include <array>

#include "base/text.h"
#include "pipeline/watch/document.h"

namespace wirewatch {
namespace {

constexpr std::array<std::string_view, 22> kAbbreviations{
    "mr", "mrs", "ms",  "dr",  "prof", "gen", "col",  "sen", "rep", "gov", "st",
    "no", "vs",  "inc", "ltd", "co",   "jr",  "corp", "u",   "z",   "bzw", "ca"};

bool is_full_stop(char32_t c) { return c == U'.'; }

bool ends_sentence(char32_t c) {
  return c == U'!' || c == U'?' || c == U'。' || c == U'！' || c == U'？' || c == U'؟' ||
         c == U'।' || c == U'።' || c == U'…' || c == U'۔';
}

bool needs_space_behind(char32_t c) { return c < 0x2000 && c != U'।' && c != U'።'; }

bool is_closing(char32_t c) {
  auto const type = u_charType(static_cast<UChar32>(c));
  return c == U'"' || c == U'\'' || type == U_END_PUNCTUATION || type == U_FINAL_PUNCTUATION;
}

/// Whether `between`, the text from one token to the next, ends a sentence.
bool breaks(std::string_view between, std::string_view before, std::string_view after) {
  for (std::size_t at = 0; at < between.size();) {
    char32_t const c = next_code_point(between, at);
    if (c == U'\n') return true;
    bool const full_stop = is_full_stop(c);
    if (!full_stop && !ends_sentence(c)) continue;
    if (!needs_space_behind(c)) return true;
    std::size_t behind = at;
    while (behind < between.size()) {
      std::size_t next = behind;
      if (!is_closing(next_code_point(between, next))) break;
      behind = next;
    }
    if (behind >= between.size() ||
        !u_isUWhiteSpace(static_cast<UChar32>(static_cast<unsigned char>(between[behind]))))
      continue;
    if (!full_stop) return true;
    std::size_t first = 0;
    bool const lower = u_islower(static_cast<UChar32>(next_code_point(after, first))) != 0;
    bool const initial = utf8_length(before) == 1 &&
                         u_isalpha(static_cast<UChar32>(next_code_point(before, first = 0)));
    std::string const word = lower_ascii(before);
    if (!lower && !initial && std::ranges::find(kAbbreviations, word) == kAbbreviations.end())
      return true;
  }
  return false;
}

template <class Breaks>
std::vector<TokenRange> split(Document const& document, TokenRange range, Breaks const& ends) {
  std::vector<TokenRange> out;
  if (range.empty()) return out;
  std::uint32_t begin = range.begin;
  for (std::uint32_t i = range.begin + 1; i < range.end; ++i) {
    Token const& left = document.tokens()[i - 1];
    Token const& right = document.tokens()[i];
    std::string_view const text = document.text_of(i);
    if (right.begin <= left.end) continue;
    std::string_view const between = text.substr(left.end, right.begin - left.end);
    if (between == " " || !ends(between, text.substr(left.begin, left.end - left.begin),
                                text.substr(right.begin, right.end - right.begin)))
      continue;
    out.push_back({begin, i});
    begin = i;
  }
  out.push_back({begin, range.end});
  return out;
}

}  // namespace

std::vector<TokenRange> sentences_of(Document const& document, TokenRange range) {
  return split(document, range, breaks);
}

std::vector<TokenRange> paragraphs_of(Document const& document, TokenRange range) {
  return split(document, range, [](std::string_view between, std::string_view, std::string_view) {
    return between.find('\n') != std::string_view::npos;
  });
}

}  // namespace wirewatch
