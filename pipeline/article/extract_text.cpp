#include <fmt/format.h>

#include <algorithm>

#include "base/text.h"
#include "pipeline/article/adjust.h"
#include "pipeline/article/byline.h"
#include "pipeline/article/choose_body.h"
#include "pipeline/article/drop_reason.h"
#include "pipeline/article/extract_with.h"
#include "pipeline/article/flat_text.h"
#include "pipeline/article/furniture.h"
#include "pipeline/article/judge.h"
#include "pipeline/article/language.h"
#include "pipeline/article/text_title.h"
#include "pipeline/text/charset.h"

namespace wirewatch {
namespace {

BodyChoice choose(FlatView const& page, FlatModel const& model) {
  BodyChoice choice;
  choice.probability = judge<FlatJudgement>(
      page, page.paragraphs.size(), model,
      [&](std::size_t i, FeatureRow& row) { measure_paragraph(page, i, row); });
  leave_out_read_more(page.traits, choice.probability);
  std::vector<double> letters;
  for (auto const& traits : page.traits) letters.push_back(traits.letters);
  keep_likely(choice, letters);
  return choice;
}

/// Writers and date that short lines beside the title and the body's beginning tell.
void read_byline(FlatView const& page, BodyChoice const& choice, std::size_t title,
                 std::size_t body, Article& article) {
  constexpr std::size_t kBeforeTitle = 4;
  constexpr std::size_t kInBody = 3;
  constexpr std::uint32_t kLongestLine = 120;  // letters
  auto const reach = std::min(title, body);
  auto const end = std::min(body + kInBody, page.paragraphs.size());
  for (auto i = reach > kBeforeTitle ? reach - kBeforeTitle : 0; i < end; ++i) {
    if (i == title || page.traits[i].letters > kLongestLine) continue;
    auto const text = page.paragraphs[i];
    if (!article.published && !choice.kept[i]) article.published = parse_page_date(text);
    if (article.authors.empty()) article.authors = names_in_byline(text);
  }
}

std::string reason_of(FlatView const& page, std::size_t i, Place place, double probability) {
  auto const& text = page.traits[i];
  std::string what = kind_by_words(text);
  if (what.empty() && page.copies[i] > 1) what = "text that stands on the page more than once";
  if (what.empty())
    what = text.letters < 40 && !text.ends_sentence ? "short line that is no sentence"
                                                    : "text unlike the article's";
  return fmt::format("{} {}, body with {:.0f} %", what, name_of(place), probability * 100);
}

Article assemble(FlatView const& page, BodyChoice const& choice, std::string_view url) {
  Article article;
  auto const begin =
      std::size_t(std::find(choice.kept.begin(), choice.kept.end(), true) - choice.kept.begin());
  auto const end =
      choice.kept.size() -
      std::size_t(std::find(choice.kept.rbegin(), choice.kept.rend(), true) - choice.kept.rbegin());
  auto const title = find_text_title(page, choice.probability, begin, url);
  for (std::size_t i = 0; i < page.paragraphs.size(); ++i) {
    std::string const text(page.paragraphs[i]);
    if (i == title) {
      article.title = text;
    } else if (choice.kept[i]) {
      if (!article.body.empty()) article.body += "\n\n";
      article.body += text;
    } else {
      auto const place = end == 0    ? Place::nowhere
                         : i < begin ? Place::before
                         : i >= end  ? Place::after
                                     : Place::inside;
      article.dropped.push_back({text, reason_of(page, i, place, choice.probability[i]),
                                 std::uint32_t(article.body.size())});
    }
  }
  read_byline(page, choice, title, begin, article);
  article.confidence = choice.confidence;
  return article;
}

}  // namespace

Result<Article> extract_text_with(FlatModel const& model, std::string_view text,
                                  ExtractHints const& hints) {
  if (text.size() > hints.max_bytes)
    return fail(Error::Kind::limit,
                fmt::format("text of {} bytes, limit is {}", text.size(), hints.max_bytes));
  auto const decoded = decode_text(text, hints.content_type, MarkupKind::json);
  FlatView const page(split_paragraphs(decoded.utf8));
  if (page.paragraphs.empty()) return fail(Error::Kind::parse, "there is no text");
  auto choice = choose(page, model);
  keep_notes(page.traits, choice);
  auto article = assemble(page, choice, hints.url);
  article.url = hints.url;
  if (!article.published) article.published = date_in_url(hints.url);
  article.language = detect_language(article.title + "\n" + article.body, hints.language);
  note_furniture(article);
  return article;
}

Result<Article> extract_text(std::string_view text, ExtractHints const& hints) {
  return extract_text_with(FlatModel::built_in(), text, hints);
}

}  // namespace wirewatch
