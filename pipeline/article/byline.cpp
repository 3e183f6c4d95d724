#include "pipeline/article/byline.h"

#include <re2/re2.h>

#include <algorithm>

#include "base/text.h"
#include "pipeline/article/author_names.h"
#include "pipeline/article/text_traits.h"
#include "pipeline/article/words.h"
#include "pipeline/text/date_text.h"

namespace wirewatch {
namespace {

constexpr std::size_t kBeforeTitle = 4;
constexpr std::size_t kBehindTitle = 14;
constexpr std::uint32_t kLongestByline = 120;
constexpr std::uint32_t kLongestName = 45;
constexpr double kAlike = 0.5;

/// The block that is the headline: the title as a heading, else the title anywhere, else the first
/// heading of the first rank that shares most words with the title.
std::size_t find_headline(HtmlBlocks const& blocks, std::string const& title) {
  auto const wanted = plain_words(title);
  auto const wanted_words = shingles(word_hashes(title), 1);
  std::size_t found = SIZE_MAX;
  std::size_t alike = SIZE_MAX;
  for (std::size_t i = 0; i < blocks.blocks.size(); ++i) {
    auto const& block = blocks.blocks[i];
    if (block.heading == 1 && alike == SIZE_MAX &&
        share_in(wanted_words, shingles(word_hashes(block.text), 1)) >= kAlike)
      alike = i;
    if (block.letters > 400 || block.text.size() + 40 < title.size() ||
        plain_words(block.text) != wanted)
      continue;
    if (block.heading) return i;
    found = std::min(found, i);
  }
  return found == SIZE_MAX ? alike : found;
}

bool looks_like_names(std::string_view text) {
  auto const traits = measure_text(text);
  return traits.words >= 2 && traits.words <= 6 && traits.digits == 0 && !traits.invites &&
         !traits.ends_sentence && traits.capitals + 1 >= traits.words;
}

bool mentions_author(std::string const& value) {
  auto const lower = lower_ascii(value);
  return lower.find("author") != std::string::npos || lower.find("byline") != std::string::npos ||
         lower.find("autor") != std::string::npos;
}

/// Whether the markup around a block says that it names the author: a class, or where its link
/// leads.
bool is_marked_author(HtmlDocument const& document, HtmlBlock const& block) {
  auto const& nodes = document.nodes();
  auto node = block.element;
  for (int level = 0; level < 2; ++level, node = nodes[node].parent) {
    if (mentions_author(document.attribute(nodes[node], "class"))) return true;
    if (nodes[node].tag == Tag::a && mentions_author(document.attribute(nodes[node], "href")))
      return true;
  }
  auto const end = std::min(nodes[block.element].end, block.element + 8);
  for (auto i = block.element + 1; i < end; ++i) {
    if (nodes[i].kind != HtmlNode::Kind::element) continue;
    if (mentions_author(document.attribute(nodes[i], "class"))) return true;
    if (nodes[i].tag == Tag::a && mentions_author(document.attribute(nodes[i], "href")))
      return true;
  }
  return false;
}

}  // namespace

Byline find_byline(HtmlDocument const& document, HtmlBlocks const& blocks,
                   std::string const& title) {
  Byline out;
  auto const headline = find_headline(blocks, title);
  if (headline == SIZE_MAX) return out;
  out.headline = blocks.blocks[headline].element;
  auto const begin = headline > kBeforeTitle ? headline - kBeforeTitle : 0;
  auto const end = std::min(blocks.blocks.size(), headline + kBehindTitle);
  for (auto i = begin; i < end; ++i) {
    auto const& block = blocks.blocks[i];
    if (i == headline || block.letters > kLongestByline) continue;
    if (!out.published) out.published = parse_page_date(block.text);
    if (!out.authors.empty() || i < headline) continue;
    bool const opens = is_byline(block.text);
    bool const named = block.letters <= kLongestName && is_marked_author(document, block);
    if (!opens && !named) continue;
    auto names = author_names({block.text});
    if (!names.empty() && looks_like_names(names.front())) out.authors = std::move(names);
  }
  return out;
}

std::optional<TimePoint> date_in_url(std::string const& url) {
  static RE2 const kDate(
      R"((?i)[/_-]((?:19|20)\d\d)[/_-]?([01]\d|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6})[/_-]?([0-3]\d)(?:\D|$))");
  std::string year;
  std::string month;
  std::string day;
  if (!RE2::PartialMatch(url, kDate, &year, &month, &day)) return std::nullopt;
  bool const numbered = month.find_first_not_of("0123456789") == std::string::npos;
  return parse_page_date(numbered ? year + "-" + month + "-" + day
                                  : day + " " + month + " " + year);
}

}  // namespace wirewatch
