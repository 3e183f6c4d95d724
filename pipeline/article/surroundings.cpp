#include "pipeline/article/surroundings.h"

#include <algorithm>

namespace wirewatch {
namespace {

bool is_picture(HtmlNode const& node) {
  return node.kind == HtmlNode::Kind::element &&
         (node.tag == Tag::img || node.tag == Tag::picture || node.tag == Tag::video ||
          node.tag == Tag::iframe);
}

bool holds(HtmlDocument const& document, std::uint32_t node, std::uint32_t other) {
  return other >= node && other < document.nodes()[node].end;
}

/// The innermost element around `node` that holds `other` too.
std::uint32_t common(HtmlDocument const& document, std::uint32_t node, std::uint32_t other,
                     std::uint32_t& levels) {
  while (!holds(document, node, other)) node = document.nodes()[node].parent, ++levels;
  return node;
}

}  // namespace

Distance distance(HtmlDocument const& document, std::uint32_t from, std::uint32_t to) {
  Distance out;
  common(document, from, to, out.up);
  common(document, to, from, out.down);
  return out;
}

std::vector<std::uint32_t> count_blocks(HtmlDocument const& document,
                                        std::vector<HtmlBlock> const& blocks) {
  auto const& nodes = document.nodes();
  std::vector<std::uint32_t> count(nodes.size());
  for (auto const& block : blocks) ++count[block.element];
  for (std::size_t i = nodes.size(); i-- > 1;) count[nodes[i].parent] += count[i];
  return count;
}

std::vector<Pictures> find_pictures(HtmlDocument const& document,
                                    std::vector<HtmlBlock> const& blocks) {
  auto const& nodes = document.nodes();
  std::vector<std::uint32_t> pictures;
  for (std::uint32_t i = 1; i < nodes.size(); ++i)
    if (is_picture(nodes[i])) pictures.push_back(i);
  auto const count = count_blocks(document, blocks);
  std::vector<Pictures> out(blocks.size());
  for (std::size_t i = 0; i < blocks.size(); ++i) {
    auto const element = blocks[i].element;
    auto const next = std::lower_bound(pictures.begin(), pictures.end(), element);
    auto const consider = [&](std::uint32_t picture) {
      std::uint32_t levels = 0;
      auto const company = count[common(document, element, picture, levels)];
      if (out[i].company == 0 || company < out[i].company) out[i].company = company;
    };
    if (next != pictures.end()) {
      consider(*next);
      out[i].after =
          i + 1 == blocks.size() || *next < blocks[i + 1].element || *next < nodes[element].end;
    }
    if (next != pictures.begin()) {
      consider(*(next - 1));
      out[i].before = i == 0 || *(next - 1) > blocks[i - 1].element;
    }
  }
  return out;
}

}  // namespace wirewatch
