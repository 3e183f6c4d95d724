#include "pipeline/article/block_features.h"

#include <array>
#include <cmath>

namespace wirewatch {
namespace {

constexpr std::array<std::string_view, std::size_t(Cue::count)> kCueNames{
    "body",   "article", "content", "related", "popular",    "teaser", "comment", "share",   "nav",
    "header", "footer",  "sidebar", "ad",      "newsletter", "meta",   "bio",     "caption", "tags",
    "widget", "title",   "lead",    "quote",   "popup",      "hidden", "note",    "list"};
constexpr std::array<std::string_view, std::size_t(Around::count)> kAroundNames{
    "article",     "main", "aside",      "nav",     "header", "footer", "figure",
    "figcaption",  "list", "table",      "quote",   "form",   "button", "hidden",
    "body_markup", "pre",  "definition", "details", "link",   "time"};

double share(double part, double whole) { return whole > 0 ? part / whole : 0; }
double level(double value) { return std::log2(1 + value); }

void put_markup(HtmlBlock const& block, FeatureRow& row) {
  row.put("link_share", share(block.link_letters, block.letters));
  row.put("links", block.links);
  row.put("strong_share", share(block.strong_letters, block.letters));
  row.put("slanted_share", share(block.slanted_letters, block.letters));
  row.put("heading", block.heading);
  row.put("page_links", share(block.page_links, block.links));
  row.put("other_links", share(block.other_links, block.links));
  row.put("is_p", block.tag == Tag::p);
  row.put("is_li", block.tag == Tag::li);
  row.put("is_div", block.tag == Tag::div);
  row.put("is_cell", block.tag == Tag::td || block.tag == Tag::th);
  row.put("depth", block.depth);
  row.put_bits("in", block.around, kAroundNames);
  row.put_bits("own", block.own_cues, kCueNames);
  row.put_bits("near", block.near_cues, kCueNames);
  row.put_bits("all", block.all_cues, kCueNames);
}

void put_place(PageView const& page, std::size_t i, FeatureRow& row) {
  auto const& block = page.blocks[i];
  auto const parent = page.parent(block.element);
  row.put("index", share(double(i), double(page.blocks.size())));
  row.put("good_before", share(page.good_before[i], page.total_good));
  row.put("good_after",
          share(page.total_good - page.good_before[i] - page.good[i], page.total_good));
  row.put("good_total", level(page.total_good));
  row.put("good_share_of_page", share(page.total_good, page.total_letters));
  bool const titled = page.title_block != SIZE_MAX;
  row.put("from_title",
          titled ? std::max(-50.0, std::min(200.0, double(i) - double(page.title_block))) : -60);
  row.put("in_half", page.inside(block.element, page.half));
  row.put("in_most", page.inside(block.element, page.most));
  row.put("in_top", page.inside(block.element, page.top));
  row.put("below_top", parent == page.top);
  row.put("parent_good", page.good_in(parent));
  row.put("parent_own_good", share(page.good_children[parent], page.total_good));
  row.put("grandparent_good", page.good_in(page.parent(parent)));
  row.put("element_good", page.good_in(block.element));
  row.put("articles", level(page.articles));
  row.put("in_main_article", page.main_article != HtmlDocument::kNone &&
                                 page.inside(block.element, page.main_article));
  row.put("article_good", block.article == HtmlDocument::kNone ? -1 : page.good_in(block.article));
  auto const& path = page.path(block);
  row.put("path_blocks", level(path.blocks));
  row.put("path_good", share(path.good, page.total_good));
  row.put("path_mean", level(path.letters / path.blocks));
  row.put("path_links", share(path.link_letters, path.letters));
  auto const& repeat = page.repeats[i];
  row.put("repeat_index", repeat.count ? double(repeat.index) : -1);
  row.put("repeat_count", repeat.count);
  row.put("repeat_share", repeat.share);
  row.put("repeat_own", repeat.own);
  row.put("repeat_title", repeat.best_title - repeat.title);
  row.put("chapters", page.chapters[i]);
  row.put("foreign_links", block.other_links ? (block.link_site == page.site ? -1 : 1) : 0);
  row.put("title_in", page.title_in[i]);
  row.put("copies", page.copies.at(page.text_hashes[i]));
  row.put("earlier_copies", page.earlier_copies[i]);
}

void put_anchors(PageView const& page, std::size_t i, FeatureRow& row) {
  row.put("has_anchor", page.has_anchor && page.anchor_end > 0);
  row.put("in_anchor", page.in_anchor[i]);
  row.put("in_anchor_range", page.has_anchor && i >= page.anchor_begin && i < page.anchor_end);
  row.put("after_anchor", page.has_anchor && page.anchor_end > 0 && i >= page.anchor_end);
  row.put("in_description", page.in_description[i]);
  row.put("in_title", page.in_title[i]);
  row.put("cohesion", page.cohesion[i]);
  row.put("names_author", page.names_author[i]);
}

/// Where a block stands seen from the title and from the first paragraphs behind it.
void put_surroundings(PageView const& page, std::size_t i, FeatureRow& row) {
  auto const& block = page.blocks[i];
  bool const titled = page.title_block != SIZE_MAX;
  auto const from_title =
      titled ? distance(page.document, page.blocks[page.title_block].element, block.element)
             : Distance{};
  row.put("title_up", titled ? from_title.up : -1.0);
  row.put("title_down", titled ? from_title.down : -1.0);
  row.put("titles_since", page.titles_since[i]);
  row.put("dates_since", page.dates_since[i]);
  auto const from_lead = distance(page.document, page.lead, block.element);
  row.put("lead_up", from_lead.up);
  row.put("lead_down", from_lead.down);
  row.put("lead_good", page.good_in(page.lead));
  row.put("behind_lead", block.element >= page.document.nodes()[page.lead].end);
  auto const& pictures = page.pictures[i];
  row.put("picture_before", pictures.before);
  row.put("picture_after", pictures.after);
  row.put("picture_company", pictures.company ? level(pictures.company) : 20);
}

/// A neighbour's few decisive measures; zeros beyond the page.
void put_neighbour(PageView const& page, std::size_t i, std::ptrdiff_t step, std::string_view name,
                   FeatureRow& row) {
  auto const at = std::ptrdiff_t(i) + step;
  bool const there = at >= 0 && at < std::ptrdiff_t(page.blocks.size());
  auto const& block = page.blocks[there ? std::size_t(at) : i];
  auto const& text = page.traits[there ? std::size_t(at) : i];
  auto const put = [&](std::string_view what, double value) {
    row.put(name, what, there ? value : -1);
  };
  put("letters", level(block.letters));
  put("links", share(block.link_letters, block.letters));
  put("ends_sentence", text.ends_sentence);
  put("heading", block.heading);
  put("same_path", block.path == page.blocks[i].path);
  put("same_parent", page.parent(block.element) == page.parent(page.blocks[i].element));
  put("invites", text.invites);
}

}  // namespace

void measure_block(PageView const& page, std::size_t i, FeatureRow& row) {
  measure_words(page.traits[i], row);
  put_markup(page.blocks[i], row);
  put_place(page, i, row);
  put_anchors(page, i, row);
  put_surroundings(page, i, row);
  put_neighbour(page, i, -1, "before", row);
  put_neighbour(page, i, 1, "after", row);
  put_neighbour(page, i, -2, "before2", row);
  put_neighbour(page, i, 2, "after2", row);
}

}  // namespace wirewatch
