#include "pipeline/article/extract.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.h"
#include "pipeline/article/adjust.h"
#include "pipeline/article/choose_body.h"
#include "pipeline/article/drop_reason.h"
#include "pipeline/article/entry_text.h"
#include "pipeline/article/extract_with.h"
#include "pipeline/article/furniture.h"
#include "pipeline/article/html_blocks.h"
#include "pipeline/article/language.h"
#include "pipeline/article/page_metadata.h"
#include "pipeline/article/page_state.h"
#include "pipeline/article/site_profile.h"
#include "pipeline/article/words.h"
#include "pipeline/text/charset.h"

namespace wirewatch {
namespace {

constexpr double kFullEntry =
    0.6;  ///< of the page's body: a feed with so much of it carries all of it
constexpr double kScriptOnly = 0.3;  ///< of the body in a script: less on the page is a teaser
constexpr std::size_t kTeaser =
    2'000;  ///< bytes: a longer body is not searched in the page's state
constexpr double kEntryConfidence = 0.9;
constexpr double kLinkedConfidence = 0.7;

/// First and one past the last kept block.
struct Extent {
  std::size_t begin = 0;
  std::size_t end = 0;
  Place place_of(std::size_t block) const {
    if (begin == end) return Place::nowhere;
    return block < begin ? Place::before : block >= end ? Place::after : Place::inside;
  }
};

Extent extent_of(std::vector<bool> const& kept) {
  auto const first = std::find(kept.begin(), kept.end(), true);
  auto const last = std::find(kept.rbegin(), kept.rend(), true);
  if (first == kept.end()) return {};
  return {std::size_t(first - kept.begin()), std::size_t(kept.rend() - last)};
}

void append_paragraph(std::string& body, std::string_view text) {
  if (!body.empty()) body += "\n\n";
  body += text;
}

void fill_metadata(Article& article, PageMetadata metadata) {
  article.url = std::move(metadata.url);
  article.title = std::move(metadata.title);
  article.authors = std::move(metadata.authors);
  article.published = metadata.published;
  article.published_zone = metadata.published_zone;
  article.modified = metadata.modified;
  article.summary = std::move(metadata.description);
  article.section = std::move(metadata.section);
  article.categories = std::move(metadata.tags);
  article.image = std::move(metadata.image);
  article.site_name = std::move(metadata.site_name);
}

std::string reason_of(PageView const& page, std::size_t block, Place place, double probability,
                      SiteProfile const* site) {
  if (site && site->pages_with_text(page.text_hashes[block], page.blocks[block].path) >= 1)
    return fmt::format("text that other articles of the site carry too {}", name_of(place));
  return drop_reason(page.blocks[block], page.traits[block], place, probability);
}

void fill_body(Article& article, PageView const& page, BodyChoice const& choice, std::size_t posts,
               SiteProfile const* site, PageSketch& sketch) {
  auto const extent = extent_of(choice.kept);
  for (std::size_t i = 0; i < page.blocks.size(); ++i) {
    auto const& block = page.blocks[i];
    if (choice.kept[i])
      append_paragraph(article.body, block.text);
    else
      article.dropped.push_back(
          {block.text,
           i >= posts ? "in or behind the posts of the live blog"
                      : reason_of(page, i, extent.place_of(i), choice.probability[i], site),
           std::uint32_t(article.body.size())});
    sketch.blocks.push_back({page.text_hashes[i], block.path, block.letters, choice.kept[i]});
    if (choice.kept[i]) sketch.body = sketch.body * 31 + page.text_hashes[i];
  }
  article.confidence = choice.confidence;
  sketch.confidence = choice.confidence;
}

/// A body that the page shows only through a script, or that the feed carries in full, is taken
/// from there.
void prefer_other_source(Article& article, std::string const& linked, std::string const& entry) {
  if (!entry.empty() && double(entry.size()) >= kFullEntry * double(article.body.size())) {
    article.body = entry;
    article.confidence = std::max(article.confidence, kEntryConfidence);
  } else if (double(article.body.size()) < kScriptOnly * double(linked.size())) {
    article.body = linked;
    article.confidence = std::max(article.confidence, kLinkedConfidence);
  }
}

/// The body as scripts have it: `articleBody`, or where that is none, what the page's state holds.
std::string body_in_scripts(HtmlDocument const& document, PageMetadata const& metadata,
                            std::string const& shown) {
  if (shown.size() > kTeaser || metadata.body.size() > kTeaser) return metadata.body;
  auto state = read_state_body(document, metadata.title, metadata.url);
  bool const more = double(metadata.body.size()) < kScriptOnly * double(state.size());
  return more ? std::move(state) : metadata.body;
}

Anchors anchors_of(PageMetadata const& metadata, ExtractHints const& hints) {
  Anchors anchors{metadata.title, metadata.body, metadata.description, metadata.authors,
                  metadata.url};
  if (hints.entry && anchors.body.empty()) anchors.body = visible_text(hints.entry->content);
  if (hints.entry && anchors.description.empty())
    anchors.description = visible_text(hints.entry->summary);
  return anchors;
}

}  // namespace

Result<Article> extract_article_with(BodyModel const& model, std::string_view html,
                                     ExtractHints const& hints, PageSketch& sketch) {
  if (html.size() > hints.max_bytes)
    return fail(Error::Kind::limit,
                fmt::format("page of {} bytes, limit is {}", html.size(), hints.max_bytes));
  auto const decoded = decode_text(html, hints.content_type, MarkupKind::html);
  HtmlDocument const document(decoded.utf8);
  auto const blocks = find_blocks(document);
  auto metadata = read_metadata(document, blocks, hints.url);
  PageView const page(document, blocks, anchors_of(metadata, hints));
  auto probability = judge_blocks(page, model);
  leave_out_comments(page, probability);
  leave_out_read_more(page.traits, probability);
  auto const posts = leave_out_posts(page, metadata.updates, probability);
  if (hints.site) remember_site(page, *hints.site, probability);
  bool const overridden = hints.override_ && *hints.override_ != ContentOverride{};
  if (overridden) apply_override(page, *hints.override_, probability);
  auto choice = choose_body(page, std::move(probability));
  if (!overridden) keep_notes(page.traits, choice);
  Article article;
  fill_body(article, page, choice, posts, hints.site, sketch);
  bool const live_blog = posts < page.blocks.size();  // its script holds the posts
  if (!overridden)
    prefer_other_source(
        article, live_blog ? metadata.body : body_in_scripts(document, metadata, article.body),
        hints.entry ? full_text(*hints.entry) : std::string());
  if (blocks.blocks.empty() && article.body.empty())
    return fail(Error::Kind::parse, "the page has no text");
  auto const named = metadata.language.empty() ? hints.language : metadata.language;
  fill_metadata(article, std::move(metadata));
  article.language = detect_language(article.title + "\n" + article.body, named);
  note_furniture(article);
  return article;
}

Result<Article> extract_article(std::string_view html, ExtractHints const& hints,
                                PageSketch& sketch) {
  return extract_article_with(BodyModel::built_in(), html, hints, sketch);
}

Result<Article> extract_article(std::string_view html, ExtractHints const& hints) {
  PageSketch sketch;
  return extract_article(html, hints, sketch);
}

std::string visible_text(std::string_view markup) {
  std::string out;
  HtmlDocument const document(markup);
  for (auto const& block : find_blocks(document).blocks) append_paragraph(out, block.text);
  return out;
}

}  // namespace wirewatch
