#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "pipeline/article/html/cue.h"
#include "pipeline/article/html/document.h"

namespace wirewatch {

/// A paragraph, heading, list item, cell, ...: text that stands on its own lines, with what its
/// markup says of it.
struct HtmlBlock {
  std::string text;           ///< references resolved, white space folded; "\n" for a line break
  Tag tag = Tag::div;         ///< of the innermost block element around it
  std::uint32_t element = 0;  ///< that element's node
  std::uint32_t path =
      0;  ///< hash of tag and classes (digits masked) of the four innermost block elements
  std::uint16_t depth = 0;  ///< block elements around it
  std::uint16_t links = 0;
  std::uint16_t page_links = 0;      ///< of them to places of the same page
  std::uint16_t other_links = 0;     ///< of them with a host of their own
  std::uint32_t link_site = 0;       ///< site_of_link of the last of those
  std::uint32_t letters = 0;         ///< code points that are not white space
  std::uint32_t link_letters = 0;    ///< of them inside links
  std::uint32_t strong_letters = 0;  ///< bold
  std::uint32_t slanted_letters = 0;
  Cues own_cues = 0;         ///< of its element
  Cues near_cues = 0;        ///< of its element and the two block elements around that
  Cues all_cues = 0;         ///< of every element around it
  std::uint32_t around = 0;  ///< bit set of Around
  std::uint8_t heading = 0;  ///< 1 to 6 inside such a heading
  std::uint32_t article = HtmlDocument::kNone;  ///< node of the innermost <article>
};

/// Elements a block can stand in, however deep.
enum class Around : std::uint8_t {
  article,
  main,
  aside,
  nav,
  header,
  footer,
  figure,
  figcaption,
  list,
  table,
  quote,
  form,
  button,
  hidden,
  body_markup,
  pre,
  definition,
  details,
  link,
  time,
  count
};
constexpr std::uint32_t bit(Around around) { return 1U << unsigned(around); }

struct HtmlBlocks {
  // Of 2,700 pages none had more than 1,500 blocks. Texts without markup have the same bounds.
  static constexpr std::size_t kMaxBlocks = 6'000;
  static constexpr std::size_t kMaxText = 1'500'000;  ///< bytes: the block that passes it is last
  std::vector<HtmlBlock> blocks;
  bool truncated = false;  ///< the page held more
};

/// A hash of the site an address leads to ("www.example.co.uk" and "example.co.uk" are one); 0 for
/// an address without a host.
std::uint32_t site_of_link(std::string_view address);

/// The visible text of a page as a flat list of blocks in document order.
HtmlBlocks find_blocks(HtmlDocument const& document);

}  // namespace wirewatch
