#include "pipeline/article/choose_body.h"

#include <algorithm>

namespace wirewatch {
namespace {

double share(std::uint32_t part, std::uint32_t whole) {
  return whole ? double(part) / double(whole) : 0;
}

bool is_good(HtmlBlock const& block) {
  constexpr auto kOutside = bit(Around::nav) | bit(Around::footer) | bit(Around::aside) |
                            bit(Around::form) | bit(Around::hidden) | bit(Around::button) |
                            bit(Around::figcaption);
  return block.letters >= 80 && share(block.link_letters, block.letters) < 0.4 &&
         !(block.around & kOutside);
}

}  // namespace

BodyChoice choose_body(HtmlDocument const& document, HtmlBlocks const& blocks,
                       PageMetadata const&) {
  auto const& nodes = document.nodes();
  std::vector<double> mass(nodes.size());
  for (auto const& block : blocks.blocks) {
    if (!is_good(block)) continue;
    auto const parent = nodes[block.element].parent;
    mass[parent] += block.letters;
    mass[nodes[parent].parent] += block.letters / 2.0;
  }
  auto const top = std::uint32_t(std::max_element(mass.begin(), mass.end()) - mass.begin());
  BodyChoice choice;
  for (auto const& block : blocks.blocks) {
    bool const inside = block.element >= top && block.element < nodes[top].end && mass[top] > 0;
    bool const linked = share(block.link_letters, block.letters) > 0.5;
    choice.probability.push_back(inside && !linked && (is_good(block) || block.letters > 15) ? 0.8
                                                                                             : 0.1);
  }
  choice.confidence = mass[top] > 500 ? 0.7 : 0.2;
  return choice;
}

}  // namespace wirewatch
