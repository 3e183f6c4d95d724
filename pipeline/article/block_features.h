#pragma once

#include "pipeline/article/cohesion.h"
#include "pipeline/article/feature_row.h"
#include "pipeline/article/page_view.h"

namespace wirewatch {

/// What is measured of a block by itself and by where it stands.
void measure_block(PageView const& page, std::size_t block, FeatureRow& row);

/// What the first judgement of all blocks (their probabilities) tells about one of them: its
/// neighbours, its container, its place in the template, how much body lies before and behind it.
class Judgement {
 public:
  Judgement(PageView const& page, std::vector<double> const& probability);
  void measure(std::size_t block, FeatureRow& row) const;

 private:
  struct Mean {
    double weight = 0;
    double sum = 0;
    double value() const { return weight > 0 ? sum / weight : 0; }
  };
  void put_distance(std::string_view name, std::size_t from, std::size_t to, FeatureRow& row) const;

  PageView const& page_;
  std::vector<double> const& probability_;
  Cohesion cohesion_;                 ///< with what is likely body
  std::vector<double> mass_before_;   ///< expected letters of body before each block, and of all
  std::vector<std::uint32_t> since_;  ///< blocks since the last likely one
  std::vector<std::uint32_t> until_;
  std::size_t first_ = SIZE_MAX;        ///< the first likely block
  std::vector<std::size_t> last_;       ///< the last one before each block
  std::vector<std::uint32_t> heading_;  ///< the nearest heading before
  std::unordered_map<std::uint32_t, Mean> by_path_;
  std::unordered_map<std::uint32_t, Mean> by_parent_;
  std::unordered_map<std::uint32_t, Mean> by_grandparent_;
  std::unordered_map<std::uint32_t, Mean> by_article_;
  std::unordered_map<std::uint32_t, Mean> by_great_;  ///< by the container three levels up
  std::unordered_map<std::uint32_t, Mean> by_kind_;   ///< by tag and depth
};

}  // namespace wirewatch
