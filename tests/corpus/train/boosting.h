#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace wirewatch::train {

/// Rows of measures with what is to be learned about them.
struct Examples {
  std::size_t width = 0;
  std::vector<float> values;  ///< row after row
  std::vector<float> labels;  ///< 0 or 1
  std::vector<float> weights;

  std::size_t size() const { return labels.size(); }
  float const* row(std::size_t i) const { return values.data() + i * width; }
  void append(Examples const& other);
};

struct BoostingOptions {
  int trees = 200;
  int leaves = 12;
  double rate = 0.05;
  double columns = 0.3;     ///< share of the measures each tree may use
  double rows = 0.3;        ///< share of the rows each tree is grown on
  double smoothing = 8;     ///< pulls leaves with little weight to zero
  double least_weight = 6;  ///< of a leaf
};

/// Gradient boosting of small trees for the logistic loss, on binned measures. The result in the
/// text form of TreeModel. Deterministic.
std::string boost(Examples const& examples, std::vector<std::string> const& names,
                  BoostingOptions const& options);

}  // namespace wirewatch::train
