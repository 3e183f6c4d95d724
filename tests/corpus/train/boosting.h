#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace wirewatch::train {

/// Where each measure is cut into bins.
class Binning {
 public:
  Binning() = default;
  /// Of about equal numbers of rows. `values`: row after row, `width` of them in each.
  Binning(std::vector<float> const& values, std::size_t width);

  std::size_t width() const { return cuts_.size(); }
  /// A value less than cuts(measure)[b] lies in bin b or below.
  std::vector<float> const& cuts(std::size_t measure) const { return cuts_[measure]; }
  void append_bins(float const* row, std::vector<std::uint8_t>& bins) const;
  void append(Binning const& other) {
    cuts_.insert(cuts_.end(), other.cuts_.begin(), other.cuts_.end());
  }

 private:
  std::vector<std::vector<float>> cuts_;
};

/// Rows of binned measures with what is to be learned about them.
struct Examples {
  std::size_t width = 0;
  std::vector<std::uint8_t> bins;  ///< row after row
  std::vector<float> labels;       ///< 0 or 1
  std::vector<float> weights;

  std::size_t size() const { return labels.size(); }
  std::uint8_t const* row(std::size_t i) const { return bins.data() + i * width; }
  void append(Examples const& other);
};

struct BoostingOptions {
  int trees = 300;
  int leaves = 16;
  double rate = 0.05;
  double columns = 0.3;     ///< share of the measures each tree may use
  double rows = 0.3;        ///< share of the rows each tree is grown on
  double smoothing = 8;     ///< pulls leaves with little weight to zero
  double least_weight = 6;  ///< of a leaf
};

/// A sum of small trees over binned measures.
class Boosted {
 public:
  struct Node {
    std::size_t measure = 0;
    std::size_t bin = 0;  ///< up to this one to the left
    int left = -1;        ///< -1: a leaf
    int right = -1;
    double value = 0;
  };
  using Tree = std::vector<Node>;

  double bias = 0;
  std::vector<Tree> trees;

  double probability(std::uint8_t const* bins) const;
  /// In the text form of TreeModel.
  std::string text(Binning const& binning, std::vector<std::string> const& names) const;
};
double value_of(Boosted::Tree const& tree, std::uint8_t const* bins);

/// Gradient boosting for the logistic loss. Deterministic.
Boosted boost(Examples const& examples, Binning const& binning, BoostingOptions const& options);

}  // namespace wirewatch::train
