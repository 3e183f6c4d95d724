#include "pipeline/article/article_page.h"

#include <fmt/format.h>

#include <algorithm>
#include <span>

#include "base/text.h"
#include "pipeline/text/html_entities.h"

namespace wirewatch {
namespace {

constexpr std::string_view kStyle = R"(
:root{color-scheme:light dark}
body{font:17px/1.6 Georgia,serif;max-width:44rem;margin:2rem auto;padding:0 1rem}
h1{line-height:1.2;margin-bottom:.3rem}
.facts,.dropped{font:14px/1.5 system-ui,sans-serif}
.facts{display:grid;grid-template-columns:max-content 1fr;gap:.1rem 1rem;border-block:1px solid #8886;padding:.6rem 0}
.facts dt{color:#888}.facts dd{margin:0;overflow-wrap:anywhere}
mark{background:#ffd54a55;color:inherit;border-bottom:2px solid #d9a400;border-radius:2px}
mark[title]::after{content:" " attr(title);font:11px system-ui,sans-serif;color:#a67c00;vertical-align:super}
article p{white-space:pre-line}
.dropped{color:#888;border-left:3px solid #8884;padding:.1rem 0 .1rem .8rem;margin:1rem 0}
.dropped summary{cursor:pointer}
.dropped p{margin:.5rem 0;overflow-wrap:anywhere}
.dropped b{display:block;width:fit-content;background:#8882;font-weight:600;font-size:12px;padding:0 .5em;border-radius:3px}
)";

std::string show(std::string_view text) { return escape_html(repair_utf8(text)); }

void append_fact(std::string& out, std::string_view name, std::string_view value) {
  if (!value.empty()) out += fmt::format("<dt>{}</dt><dd>{}</dd>", name, show(value));
}

std::string joined(std::vector<std::string> const& values) {
  return fmt::format("{}", fmt::join(values, ", "));
}

void append_facts(std::string& out, Article const& article) {
  out += "<dl class=facts>";
  append_fact(out, "by", joined(article.authors));
  if (article.published) append_fact(out, "published", format_iso(*article.published));
  if (article.modified) append_fact(out, "modified", format_iso(*article.modified));
  append_fact(out, "site", article.site_name);
  append_fact(out, "section", article.section);
  append_fact(out, "language", article.language);
  append_fact(out, "categories", joined(article.categories));
  append_fact(out, "address", article.url);
  append_fact(out, "summary", article.summary);
  append_fact(out, "confidence", fmt::format("{:.0f} %", article.confidence * 100));
  out += "</dl>";
}

/// Blocks that are not the article, where they stood; many are folded away.
void append_dropped(std::string& out, std::span<DroppedBlock const> blocks) {
  constexpr std::size_t kShown = 4;
  if (blocks.empty()) return;
  out += fmt::format("<details class=dropped{}><summary>{} block{} not the article</summary>",
                     blocks.size() <= kShown ? " open" : "", blocks.size(),
                     blocks.size() == 1 ? " is" : "s are");
  for (auto const& block : blocks)
    out += fmt::format("<p><b>{}</b>{}</p>\n", show(block.reason), show(block.text));
  out += "</details>\n";
}

/// One paragraph with its furniture marked. Spans are sorted and cut to what is left; a mark ends
/// where its paragraph ends.
void append_paragraph(std::string& out, std::string_view body, std::size_t at, std::size_t end,
                      std::vector<Furniture>::const_iterator& next,
                      std::vector<Furniture>::const_iterator last) {
  out += "<p>";
  while (at < end) {
    while (next != last && next->span.end <= at) ++next;
    bool const marked = next != last && next->span.begin < end;
    auto const begin = marked ? std::max<std::size_t>(next->span.begin, at) : end;
    out += show(body.substr(at, begin - at));
    at = begin;
    if (!marked) continue;
    auto const stop = std::min<std::size_t>(next->span.end, end);
    out += fmt::format("<mark title=\"{}\">{}</mark>", name_of(next->kind),
                       show(body.substr(at, stop - at)));
    at = stop;
  }
  out += "</p>\n";
}

void append_body(std::string& out, Article const& article) {
  std::string_view const body = article.body;
  auto furniture = article.furniture;
  std::sort(furniture.begin(), furniture.end(),
            [](Furniture const& a, Furniture const& b) { return a.span.begin < b.span.begin; });
  auto next = furniture.cbegin();
  std::span<DroppedBlock const> left = article.dropped;
  auto const take_dropped = [&](std::size_t until) {
    std::size_t count = 0;
    while (count < left.size() && left[count].at < until) ++count;
    append_dropped(out, left.first(count));
    left = left.subspan(count);
  };
  out += "<article>";
  for (std::size_t at = 0; at < body.size();) {
    take_dropped(at + 1);
    auto const end = std::min(body.find("\n\n", at), body.size());
    append_paragraph(out, body, at, end, next, furniture.cend());
    at = std::min(end + 2, body.size());
  }
  append_dropped(out, left);
  out += "</article>";
}

}  // namespace

std::string render_article_html(Article const& article) {
  auto out = fmt::format(
      "<!doctype html>\n<html lang=\"{}\"><head><meta charset=utf-8><meta name=viewport "
      "content=\"width=device-width\">"
      "<meta http-equiv=Content-Security-Policy content=\"default-src 'none'; style-src "
      "'unsafe-inline'\">"
      "<title>{}</title><style>{}</style></head><body dir=auto>\n<h1>{}</h1>\n",
      show(article.language), show(article.title), kStyle, show(article.title));
  append_facts(out, article);
  append_body(out, article);
  return out + "</body></html>\n";
}

}  // namespace wirewatch
