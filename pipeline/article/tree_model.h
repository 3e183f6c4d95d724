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
/// A test that holds goes to the first branch. A tree has at most 16 leaves.
class TreeModel {
 public:
  /// `names` are those of the measures, in their order. An Error names the line and what is wrong
  /// with it.
  static Result<TreeModel> parse(std::string_view text, std::vector<std::string> const& names);

  /// `features`: a value for each of the names.
  double log_odds(std::span<float const> features) const;
  double probability(std::span<float const> features) const;

 private:
  friend class TreeParser;
  static constexpr std::size_t kMostLeaves = 16;  // of a tree

  /// A test that fails rules the leaves of its first branch out; of those that no failed test has
  /// ruled out the leftmost one is where the tests lead. So no tree is walked: the tests of a
  /// measure are gone through up to the first that holds (QuickScorer: Lucchese et al. 2015).
  struct Test {
    float threshold = 0;
    std::uint16_t tree = 0;
    std::uint16_t left = 0;  ///< a bit for each leaf that is not ruled out
  };
  double bias_ = 0;
  std::vector<std::vector<Test>> tests_;  ///< by measure, in order of threshold
  std::vector<float> leaves_;             ///< kMostLeaves places for each tree, from left to right
};

}  // namespace wirewatch
