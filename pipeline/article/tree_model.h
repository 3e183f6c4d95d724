#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace wirewatch {

/// A sum of small decision trees: the log-odds of a block being body. Written as text, one tree a
/// line, so that it can be read, compared and argued with:
///   bias -1.25
///   link_share<0.31(letters<5.2(-0.12,0.3),-0.55)
/// A test that holds goes to the first branch.
class TreeModel {
 public:
  /// `names` are those of the measures, in their order. An Error names the line and what is wrong
  /// with it.
  static Result<TreeModel> parse(std::string_view text, std::vector<std::string> const& names);

  double log_odds(std::span<float const> features) const;
  double probability(std::span<float const> features) const;

 private:
  friend class TreeParser;
  struct Node {
    std::uint16_t feature = 0;
    std::uint16_t otherwise =
        0;            ///< index of the second branch, 0 for a leaf; the first one is next
    float value = 0;  ///< threshold, or the leaf's weight
  };
  double bias_ = 0;
  std::vector<Node> nodes_;
  std::vector<std::uint32_t> roots_;
};

}  // namespace wirewatch
