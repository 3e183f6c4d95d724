#include <algorithm>
#include <vector>

#include "base/text.h"
#include "pipeline/article/author_names.h"
#include "pipeline/article/extract.h"
#include "pipeline/article/furniture.h"
#include "pipeline/article/language.h"
#include "pipeline/text/charset.h"

namespace wirewatch {
namespace {

std::vector<std::string_view> paragraphs_of(std::string_view text) {
  std::string_view const separator = text.find("\n\n") == std::string_view::npos ? "\n" : "\n\n";
  std::vector<std::string_view> out;
  for (std::size_t at = 0; at < text.size();) {
    auto const end = std::min(text.find(separator, at), text.size());
    if (auto const paragraph = trim(text.substr(at, end - at)); !paragraph.empty())
      out.push_back(paragraph);
    at = end + separator.size();
  }
  return out;
}

bool is_sentence(std::string_view text) {
  constexpr std::string_view kEnds = ".?!\"')";
  if (text.size() < 60) return false;
  return kEnds.find(text.back()) != std::string_view::npos ||
         static_cast<unsigned char>(text.back()) >= 0x80;
}

}  // namespace

Result<Article> extract_text(std::string_view text, ExtractHints const& hints) {
  if (text.size() > hints.max_bytes) return fail(Error::Kind::limit, "the text is too long");
  auto const decoded = decode_text(text, hints.content_type, MarkupKind::json);
  auto const paragraphs = paragraphs_of(decoded.utf8);
  if (paragraphs.empty()) return fail(Error::Kind::parse, "there is no text");
  auto const first = std::size_t(std::find_if(paragraphs.begin(), paragraphs.end(), is_sentence) -
                                 paragraphs.begin());
  auto const last = paragraphs.size() -
                    std::size_t(std::find_if(paragraphs.rbegin(), paragraphs.rend(), is_sentence) -
                                paragraphs.rbegin());
  Article article;
  for (std::size_t i = 0; i < paragraphs.size(); ++i) {
    if (i >= first && i < last) {
      if (!article.body.empty()) article.body += "\n\n";
      article.body += paragraphs[i];
      continue;
    }
    article.dropped.push_back(
        {std::string(paragraphs[i]), i < first ? "before the body" : "after the body's end"});
    auto const kind = classify_paragraph(paragraphs[i], Position::first);
    if (i < first && kind.found && kind.kind == Furniture::Kind::byline)
      article.authors = author_names({std::string(paragraphs[i])});
    else if (i < first && paragraphs[i].size() > 20)
      article.title = paragraphs[i];
  }
  article.url = hints.url;
  article.confidence = article.body.empty() ? 0.1 : 0.6;
  article.language = detect_language(article.title + "\n" + article.body, hints.language);
  article.furniture = find_furniture(article.body);
  return article;
}

}  // namespace wirewatch
