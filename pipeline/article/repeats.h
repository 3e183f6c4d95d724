#pragma once

#include <cstdint>
#include <vector>

#include "pipeline/article/html_blocks.h"

namespace wirewatch {

/// Where a block stands in a row of like containers: posts of a live blog, items of a list, whole
/// articles one below the other.
struct Repeat {
  std::uint32_t member = HtmlDocument::kNone;  ///< node of the container that the block is in
  std::uint32_t index = 0;                     ///< of that container in the row
  std::uint32_t count = 0;                     ///< containers in the row; 0: in none
  float share = 0;                             ///< of the page's prose, in the whole row
  float own = 0;                               ///< of the row's prose, in the block's container
  float title = 0;                             ///< of the title's words, in the block's container
  float best_title = 0;  ///< the same of the page's container that holds most of them
};

/// For each block the outermost row of containers around it with a good part of the page's prose.
/// Containers are alike by parent, tag and classes; each holds at least two blocks and some prose.
/// `good_below`: prose inside each node. `title`: the title's words; `words` those of each block
/// (hashes, sorted).
std::vector<Repeat> find_repeats(HtmlDocument const& document, std::vector<HtmlBlock> const& blocks,
                                 std::vector<float> const& good_below,
                                 std::vector<std::vector<std::uint64_t>> const& words,
                                 std::vector<std::uint64_t> const& title);

}  // namespace wirewatch
