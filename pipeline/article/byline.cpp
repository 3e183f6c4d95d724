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
constexpr std::size_t kMostBlocks = 4000;  // of a page that is searched from end to end

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

bool looks_like_names(std::string_view text, std::uint32_t least_words = 2) {
  auto const traits = measure_text(text);
  return traits.words >= least_words && traits.words <= 6 && traits.digits == 0 &&
         !traits.invites && !traits.ends_sentence && traits.capitals + 1 >= traits.words;
}

bool mentions_author(std::string const& value) {
  static RE2 const kAuthor("(?i)author(?:$|[^i])|autor|byline");  // no "authorization"
  return RE2::PartialMatch(value, kAuthor);
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

bool says_by(std::string_view text) {
  return is_byline(text) || (text.find(" by ") != std::string_view::npos && read_page_date(text));
}

/// The names that a line gives: "By Ann Lee, 19 June 2024", "19 June 2024 by Ann Lee".
std::vector<std::string> names_in_line(std::string_view text, std::uint32_t least_words) {
  if (read_page_date(text)) {
    auto at = text.size();
    for (auto i = text.find(' '); i != std::string_view::npos; i = text.find(' ', i + 1))
      if (read_page_date(text.substr(i))) at = i;
    auto const by = text.rfind(" by ");
    if (by != std::string_view::npos && (by > at || at == text.size()))
      text.remove_prefix(by);
    else
      text = text.substr(0, at);
  }
  auto names = author_names({std::string(text)});
  bool const plausible = !names.empty() && looks_like_names(names.front(), least_words);
  return plausible ? names : std::vector<std::string>();
}

/// Names that block `i` is marked to give or, as a label, announces in the next one. In a block
/// longer than a name, up to `longest` letters, a single word is none.
std::vector<std::string> marked_names(HtmlDocument const& document, HtmlBlocks const& blocks,
                                      std::size_t i, std::uint32_t longest) {
  auto const& block = blocks.blocks[i];
  bool const label = is_byline_label(block.text);
  if (label && ++i == blocks.blocks.size()) return {};
  auto const& named = blocks.blocks[i];
  if (named.letters > longest || (!label && !is_marked_author(document, named))) return {};
  return names_in_line(named.text, named.letters > kLongestName ? 2 : 1);
}

}  // namespace

std::vector<std::string> names_in_byline(std::string_view line) {
  return says_by(line) ? names_in_line(line, 2) : std::vector<std::string>();
}

Byline find_byline(HtmlDocument const& document, HtmlBlocks const& blocks, std::string const& title,
                   DayOrder order) {
  Byline out;
  auto const headline = find_headline(blocks, title);
  if (headline == SIZE_MAX) return out;
  out.headline = blocks.blocks[headline].element;
  auto const begin = headline > kBeforeTitle ? headline - kBeforeTitle : 0;
  auto const end = std::min(blocks.blocks.size(), headline + kBehindTitle);
  for (auto i = begin; i < end; ++i) {
    auto const& block = blocks.blocks[i];
    if (i == headline || block.letters > kLongestByline) continue;
    if (!out.published) out.published = parse_page_date(block.text, order);
    if (!out.authors.empty() || i < headline) continue;
    out.authors = marked_names(document, blocks, i, kLongestByline);
    if (out.authors.empty()) out.authors = names_in_byline(block.text);
  }
  return out;
}

std::vector<std::string> only_author(HtmlDocument const& document, HtmlBlocks const& blocks) {
  std::vector<std::string> only;
  if (blocks.blocks.size() > kMostBlocks) return only;
  for (std::size_t i = 0; i < blocks.blocks.size(); ++i) {
    auto names = marked_names(document, blocks, i, kLongestName);
    if (names.empty()) continue;
    if (!only.empty() && names != only) return {};
    only = std::move(names);
  }
  return only;
}

std::optional<TimePoint> only_date(HtmlBlocks const& blocks, DayOrder order) {
  constexpr std::uint32_t kLongestDate = 60;
  if (blocks.blocks.size() > kMostBlocks) return std::nullopt;
  static RE2 const kPublished(
      "(?i)publi|posted|article date|last updated|veröffentlicht|erschienen|geplaatst|utgitt|"
      "опубликован|opublikowan|dodan[oa]|δημοσ|ημερομην");
  struct {
    std::optional<TimePoint> date;
    bool several = false;
    void add(TimePoint day) {
      several = several || (date && *date != day);
      date = day;
    }
  } any, published;
  bool announced = false;  // by the block before
  for (auto const& block : blocks.blocks) {
    if (block.letters > kLongestDate) continue;
    bool const says = RE2::PartialMatch(block.text, kPublished);
    if (auto const found = read_page_date(block.text, order)) {
      auto const day = std::chrono::floor<std::chrono::days>(found->time);
      any.add(day);
      if (says || announced) published.add(day);
    }
    announced = says;
  }
  if (published.date && !published.several) return published.date;
  return any.several ? std::nullopt : any.date;
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
