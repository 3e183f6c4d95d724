#include "pipeline/watch/snippet.h"

#include <algorithm>

#include "base/text.h"

namespace wirewatch {
namespace {

constexpr std::size_t kBefore = 90;  ///< bytes shown before the first hit
constexpr std::size_t kLength = 260;
constexpr char32_t kOpen = 0xE000;
constexpr char32_t kClose = 0xE001;

bool is_tail(char c) { return (static_cast<unsigned char>(c) & 0xC0) == 0x80; }

std::size_t on_code_point(std::string_view text, std::size_t at) {
  at = std::min(at, text.size());
  while (at > 0 && at < text.size() && is_tail(text[at])) --at;
  return at;
}

/// The next blank from `at` on, if there is one before `most`.
std::size_t after_blank(std::string_view text, std::size_t at, std::size_t most) {
  if (at == 0) return 0;
  std::size_t const blank = text.find_first_of(" \n", at);
  return blank < most ? blank + 1 : at;
}

std::size_t before_blank(std::string_view text, std::size_t at, std::size_t least) {
  if (at >= text.size()) return text.size();
  std::size_t const blank = text.find_last_of(" \n", at);
  return blank != std::string_view::npos && blank > least ? blank : at;
}

/// Copies with runs of white space as one blank, and without the marks' own code points.
void copy_plain(std::string_view text, std::string& out) {
  for (std::size_t at = 0; at < text.size();) {
    char32_t const c = next_code_point(text, at);
    if (c == U' ' || c == U'\n' || c == U'\t' || c == U'\r') {
      if (!out.empty() && out.back() != ' ') out += ' ';
    } else if (c != kOpen && c != kClose) {
      append_utf8(out, c);
    }
  }
}

std::vector<Span> joined_spans(std::vector<Evidence> const& evidence, std::string_view name) {
  std::vector<Span> spans;
  for (Evidence const& one : evidence)
    if (one.field == name && one.span.end > one.span.begin) spans.push_back(one.span);
  std::ranges::sort(spans, {}, &Span::begin);
  std::vector<Span> out;
  for (Span const& span : spans)
    if (!out.empty() && span.begin <= out.back().end)
      out.back().end = std::max(out.back().end, span.end);
    else
      out.push_back(span);
  return out;
}

std::string mark(std::string_view text, std::vector<Span> const& spans) {
  std::size_t const first = spans.empty() ? 0 : spans.front().begin;
  std::size_t const first_end = spans.empty() ? 0 : spans.front().end;
  std::size_t begin = on_code_point(text, first > kBefore ? first - kBefore : 0);
  begin = after_blank(text, begin, first);
  std::size_t end = on_code_point(text, std::max(begin + kLength, first_end));
  end = before_blank(text, end, std::max(first_end, begin));
  std::string out = begin > 0 ? "… " : "";
  std::size_t at = begin;
  for (Span const& span : spans) {
    if (span.end > end) break;
    copy_plain(text.substr(at, span.begin - at), out);
    append_utf8(out, kOpen);
    copy_plain(text.substr(span.begin, span.end - span.begin), out);
    append_utf8(out, kClose);
    at = span.end;
  }
  if (end > at) copy_plain(text.substr(at, end - at), out);
  out = trim(out);
  if (end < text.size()) out += " …";
  return out;
}

}  // namespace

std::string make_snippet(Document const& document, std::vector<Evidence> const& evidence) {
  Article const& article = document.article();
  auto const body = joined_spans(evidence, "body");
  if (!body.empty()) return mark(article.body, body);
  auto const title = joined_spans(evidence, "title");
  if (!title.empty() || article.body.empty()) return mark(article.title, title);
  return mark(article.body, {});
}

}  // namespace wirewatch
