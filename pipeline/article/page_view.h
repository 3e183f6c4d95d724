#pragma once

#include <cstdint>
#include <string>
#include <unordered_map>
#include <vector>

#include "pipeline/article/html_blocks.h"
#include "pipeline/article/repeats.h"
#include "pipeline/article/surroundings.h"
#include "pipeline/article/text_traits.h"

namespace wirewatch {

/// Texts known to belong to the article from elsewhere: they show where on the page it stands.
struct Anchors {
  std::string title;
  std::string body;         ///< articleBody of JSON-LD, or the feed's full content
  std::string description;  ///< of the page or the feed
  std::vector<std::string> authors;
  std::string url;
};

/// Everything about a page that the measures of a single block refer to. Several cheap views over
/// the blocks: which container holds the good text, which places of the template repeat, where the
/// anchors match.
struct PageView {
  PageView(HtmlDocument const& document, HtmlBlocks const& blocks, Anchors const& anchors);

  struct Group {
    std::uint32_t blocks = 0;
    double letters = 0;
    double link_letters = 0;
    double good = 0;
  };

  std::uint32_t parent(std::uint32_t node) const { return document.nodes()[node].parent; }
  bool inside(std::uint32_t node, std::uint32_t container) const {
    return node >= container && node < document.nodes()[container].end;
  }
  Group const& path(HtmlBlock const& block) const { return paths.at(block.path); }
  double good_in(std::uint32_t node) const {
    return total_good > 0 ? good_below[node] / total_good : 0;
  }

  HtmlDocument const& document;
  std::vector<HtmlBlock> const& blocks;
  std::vector<TextTraits> traits;                     ///< of each block
  std::vector<std::vector<std::uint64_t>> all_words;  ///< word_hashes of each block
  std::vector<std::uint64_t> text_hashes;
  std::vector<std::vector<std::uint64_t>> subjects;  ///< subject words of each block
  std::vector<std::uint32_t> earlier_copies;         ///< blocks before with the same text
  std::vector<double> good;         ///< letters of each block that look like prose, 0 for others
  std::vector<double> good_before;  ///< their sum before each block
  double total_good = 0;
  double total_letters = 0;
  std::vector<float> good_below;     ///< by node: their sum inside
  std::vector<float> good_children;  ///< by node: of its own child blocks
  std::uint32_t half = 0;            ///< smallest element with half of the good text
  std::uint32_t most = 0;            ///< with four fifths of it
  std::uint32_t top = 0;             ///< the container that paragraphs vote for
  std::uint32_t main_article = HtmlDocument::kNone;  ///< the <article> with the most good text
  std::uint32_t articles = 0;
  std::unordered_map<std::uint32_t, Group> paths;
  std::unordered_map<std::uint64_t, std::uint32_t>
      copies;                          ///< how often each text stands on the page
  std::size_t title_block = SIZE_MAX;  ///< the block that is the title
  std::vector<float> in_anchor;        ///< share of each block's word runs in Anchors::body
  std::vector<float> in_description;
  std::vector<float> in_title;
  std::vector<float> names_author;
  std::vector<float> title_in;  ///< share of the title's subject words in each block
  std::vector<Repeat> repeats;
  std::vector<Pictures> pictures;
  std::vector<std::uint32_t> titles_since;  ///< blocks at the title's place of the template, since
  std::vector<std::uint32_t> dates_since;   ///< dates and bylines between the title and the block
  std::uint32_t lead = 0;                   ///< the first container of paragraphs behind the title
  std::vector<std::uint32_t> chapters;      ///< first-rank headings before each block
  std::uint32_t site = 0;                   ///< site_of_link of the page
  std::vector<float> cohesion;  ///< of each block with the prose of the page's main container
  bool has_anchor = false;
  std::size_t anchor_begin = SIZE_MAX;  ///< first block in the anchor
  std::size_t anchor_end = 0;           ///< one past the last

 private:
  void measure_blocks();
  void sum_containers();
  void vote_for_container();
  void match_anchors(Anchors const& anchors);
  void find_cohesion();
  void follow_title();
};

}  // namespace wirewatch
