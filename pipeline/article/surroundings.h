#pragma once

#include <cstdint>
#include <vector>

#include "pipeline/article/html_blocks.h"

namespace wirewatch {

/// How far apart two elements stand in the tree.
struct Distance {
  std::uint32_t up = 0;    ///< levels from the first one up to what holds both
  std::uint32_t down = 0;  ///< and from there down to the second
};
Distance distance(HtmlDocument const& document, std::uint32_t from, std::uint32_t to);

/// The pictures near a block, which tell a caption.
struct Pictures {
  bool before = false;        ///< between the block before and this one
  bool after = false;         ///< between this one and the next, or inside
  std::uint32_t company = 0;  ///< blocks in the smallest element around block and picture; 0: none
};

/// Of each block.
std::vector<Pictures> find_pictures(HtmlDocument const& document,
                                    std::vector<HtmlBlock> const& blocks);

/// How many blocks stand in each node.
std::vector<std::uint32_t> count_blocks(HtmlDocument const& document,
                                        std::vector<HtmlBlock> const& blocks);

}  // namespace wirewatch
