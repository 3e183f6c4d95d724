#include "pipeline/article/entry_text.h"

#include <algorithm>

#include "base/text.h"
#include "pipeline/article/extract.h"
#include "pipeline/article/furniture.h"
#include "pipeline/article/html_blocks.h"
#include "pipeline/article/language.h"
#include "pipeline/article/text_traits.h"

namespace wirewatch {
namespace {

constexpr double kFullConfidence = 0.9;
constexpr double kSummaryConfidence = 0.5;
constexpr std::size_t kTail = 2;  ///< paragraphs at the end that feeds append

struct Paragraphs {
  std::vector<HtmlBlock> kept;
  std::vector<DroppedBlock> dropped;
  bool cut = false;  ///< the feed gives only the beginning
};

bool is_linked(HtmlBlock const& block) { return 2 * block.link_letters > block.letters; }

/// "The post TITLE appeared first on SITE": the last lines that are mostly links, or that invite to
/// elsewhere.
bool is_appended(HtmlBlock const& block, TextTraits const& text) {
  bool const invites = text.invites || text.furniture.is(Furniture::Kind::read_more);
  return invites || (is_linked(block) && block.links >= 1);
}

bool is_outside_prose(HtmlBlock const& block) {
  return block.around & (bit(Around::figcaption) | bit(Around::button) | bit(Around::hidden));
}

Paragraphs split_entry(std::string const& markup) {
  Paragraphs out;
  HtmlDocument const document(markup);
  auto found = find_blocks(document).blocks;
  for (std::size_t i = 0; i < found.size(); ++i) {
    auto const text = measure_text(found[i].text);
    bool const tail = i + kTail >= found.size() && i > 0;
    if (tail &&
        (text.ends_ellipsis || found[i].text.ends_with("[...]") || found[i].text.ends_with("...")))
      out.cut = true;
    if (tail && text.furniture.is(Furniture::Kind::read_more)) out.cut = true;
    if (is_outside_prose(found[i]))
      out.dropped.push_back({found[i].text, "caption or button in the feed's text", 0});
    else if (tail && is_appended(found[i], text))
      out.dropped.push_back({found[i].text, "appended by the feed", 0});
    else
      out.kept.push_back(std::move(found[i]));
  }
  return out;
}

std::string joined(std::vector<HtmlBlock> const& blocks) {
  std::string out;
  for (auto const& block : blocks) {
    if (!out.empty()) out += "\n\n";
    out += block.text;
  }
  return out;
}

}  // namespace

std::string full_text(Entry const& entry) {
  auto const paragraphs = split_entry(entry.content);
  return paragraphs.cut ? std::string() : joined(paragraphs.kept);
}

Article article_of_entry(Entry const& entry, ExtractHints const& hints) {
  Article article;
  article.url = entry.link;
  article.title = visible_text(entry.title);
  article.authors = entry.authors;
  article.published = entry.published;
  article.modified = entry.updated;
  article.categories = entry.categories;
  article.summary = visible_text(entry.summary);
  auto paragraphs = split_entry(entry.content);
  article.body = joined(paragraphs.kept);
  article.dropped = std::move(paragraphs.dropped);
  bool const full = !article.body.empty() && !paragraphs.cut;
  if (article.body.empty()) article.body = article.summary;
  article.confidence = full ? kFullConfidence : kSummaryConfidence;
  article.language = detect_language(article.title + "\n" + article.body, hints.language);
  note_furniture(article);
  return article;
}

}  // namespace wirewatch
