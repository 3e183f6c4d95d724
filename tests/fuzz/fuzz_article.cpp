// Any bytes as a page, and as a text whose first line is its address: the body is UTF-8, spans lie
// inside it, and what the tools make of it can be read again.
#include <cstdlib>

#include "base/text.h"
#include "pipeline/article/article_json.h"
#include "pipeline/article/article_page.h"
#include "pipeline/article/extract.h"
#include "pipeline/article/site_profile.h"

namespace {

void require(bool promise) {
  if (!promise) std::abort();
}

void check(wirewatch::Article const& article) {
  using namespace wirewatch;
  require(is_utf8(article.body) && is_utf8(article.title));
  for (auto const& author : article.authors) require(is_utf8(author));
  for (auto const& piece : article.furniture)
    require(piece.span.begin <= piece.span.end && piece.span.end <= article.body.size());
  auto const back = article_from_json(to_json(article, "fuzz"));
  require(back ? back->body == article.body : article.body.empty());
  require(is_utf8(render_article_html(article)));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size) {
  using namespace wirewatch;
  std::string_view const bytes(reinterpret_cast<char const*>(data), size);
  ExtractHints hints;
  hints.url = "https://fuzz.example/page";
  PageSketch sketch;
  if (auto const article = extract_article(bytes, hints, sketch)) check(*article);
  ExtractHints named;
  named.url = "https://fuzz.example/" + std::string(bytes.substr(0, bytes.find('\n')));
  if (auto const article = extract_text(bytes, named)) check(*article);
  SiteProfile profile = SiteProfile::from_bytes(bytes);
  profile.learn(sketch);
  hints.site = &profile;
  if (auto const article = extract_article(bytes, hints)) check(*article);
  return 0;
}
