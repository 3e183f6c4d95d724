#include "tests/corpus/train/boosting.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>
#include <random>

namespace wirewatch::train {
namespace {

constexpr std::size_t kBins = 48;

/// Each measure cut into bins of about equal numbers of rows.
struct Binned {
  std::vector<std::vector<float>>
      cuts;                        ///< by measure: a value less than cuts[b] lies in bin b or below
  std::vector<std::uint8_t> bins;  ///< row after row

  std::uint8_t const* row(std::size_t i) const { return bins.data() + i * cuts.size(); }
};

Binned bin(Examples const& examples) {
  Binned out;
  std::mt19937 random(7);
  for (std::size_t f = 0; f < examples.width; ++f) {
    std::vector<float> sample;
    for (int i = 0; i < 20000; ++i) sample.push_back(examples.row(random() % examples.size())[f]);
    std::sort(sample.begin(), sample.end());
    std::vector<float> cuts;
    for (std::size_t b = 1; b < kBins; ++b) {
      float const cut = sample[b * sample.size() / kBins];
      if (cut > sample.front() && (cuts.empty() || cut > cuts.back())) cuts.push_back(cut);
    }
    if (cuts.empty() && sample.back() > sample.front()) cuts.push_back(sample.back());
    out.cuts.push_back(std::move(cuts));
  }
  out.bins.reserve(examples.values.size());
  for (std::size_t i = 0; i < examples.size(); ++i)
    for (std::size_t f = 0; f < examples.width; ++f) {
      auto const& cuts = out.cuts[f];
      auto const above = std::upper_bound(cuts.begin(), cuts.end(), examples.row(i)[f]);
      out.bins.push_back(std::uint8_t(above - cuts.begin()));
    }
  return out;
}

template <class Number>
struct SumOf {
  Number gradient = 0;
  Number hessian = 0;
  template <class Other>
  void operator+=(SumOf<Other> const& o) {
    gradient += Number(o.gradient), hessian += Number(o.hessian);
  }
};
using Sum = SumOf<double>;
using SmallSum = SumOf<float>;  ///< one row's, or one bin's

struct Split {
  double gain = 0;
  std::size_t feature = 0;
  std::size_t bin = 0;
};

using Histogram = std::vector<std::array<SmallSum, kBins>>;  ///< by chosen column, by bin

struct Node {
  std::vector<std::uint32_t> rows;
  Histogram histogram;
  Sum sum;
  Split split;
  int left = -1;
  int right = -1;
};

class Booster {
 public:
  Booster(Examples const& examples, std::vector<std::string> const& names,
          BoostingOptions const& options)
      : examples_(examples), names_(names), options_(options), binned_(bin(examples)), random_(11) {
    double positive = 0;
    double all = 0;
    for (std::size_t i = 0; i < examples.size(); ++i) {
      positive += double(examples.labels[i] * examples.weights[i]);
      all += double(examples.weights[i]);
    }
    bias_ = std::log(positive / (all - positive));
    scores_.assign(examples.size(), bias_);
    gradients_.resize(examples.size());
  }

  std::string run() {
    std::string out = fmt::format("bias {:.4g}\n", bias_);
    for (int t = 0; t < options_.trees; ++t) {
      find_gradients();
      grow();
      out += text(0) + "\n";
      for (std::size_t i = 0; i < examples_.size(); ++i) scores_[i] += value_of(i);
    }
    return out;
  }

 private:
  void find_gradients() {
    for (std::size_t i = 0; i < examples_.size(); ++i) {
      double const p = 1 / (1 + std::exp(-scores_[i]));
      double const w = double(examples_.weights[i]);
      gradients_[i] = {float(w * (p - double(examples_.labels[i]))),
                       float(std::max(w * p * (1 - p), 1e-6))};
    }
  }

  void choose_rows(Node& root) {
    for (std::uint32_t i = 0; i < examples_.size(); ++i) {
      if (uniform() >= options_.rows) continue;
      root.rows.push_back(i);
      root.sum += gradients_[i];
    }
  }

  void grow() {
    nodes_.assign(1, {});
    choose_rows(nodes_[0]);
    columns_.clear();
    for (std::size_t f = 0; f < examples_.width; ++f)
      if (!binned_.cuts[f].empty() && uniform() < options_.columns) columns_.push_back(f);
    count(nodes_[0]);
    find_split(nodes_[0]);
    for (int leaves = 1; leaves < options_.leaves; ++leaves) {
      int best = -1;
      for (int i = 0; i < int(nodes_.size()); ++i)
        if (nodes_[std::size_t(i)].left < 0 && nodes_[std::size_t(i)].split.gain > 1e-3 &&
            (best < 0 || nodes_[std::size_t(i)].split.gain > nodes_[std::size_t(best)].split.gain))
          best = i;
      if (best < 0) break;
      divide(std::size_t(best));
    }
  }

  double uniform() { return double(random_() % 1000000) / 1e6; }
  double gain(Sum const& s) const {
    return s.gradient * s.gradient / (s.hessian + options_.smoothing);
  }

  void count(Node& node) const {
    node.histogram.assign(columns_.size(), {});
    for (auto const row : node.rows) {
      auto const* const bins = binned_.row(row);
      for (std::size_t c = 0; c < columns_.size(); ++c)
        node.histogram[c][bins[columns_[c]]] += gradients_[row];
    }
  }

  /// What is left of the parent's histogram without one child is the other's.
  static void subtract(Histogram& parent, Histogram const& child) {
    for (std::size_t c = 0; c < parent.size(); ++c)
      for (std::size_t b = 0; b < kBins; ++b) {
        parent[c][b].gradient -= child[c][b].gradient;
        parent[c][b].hessian -= child[c][b].hessian;
      }
  }

  void find_split(Node& node) const {
    for (std::size_t c = 0; c < columns_.size(); ++c) {
      auto const f = columns_[c];
      Sum left;
      for (std::size_t b = 0; b < binned_.cuts[f].size(); ++b) {
        left += node.histogram[c][b];
        Sum const right{node.sum.gradient - left.gradient, node.sum.hessian - left.hessian};
        if (left.hessian < options_.least_weight || right.hessian < options_.least_weight) continue;
        double const won = gain(left) + gain(right) - gain(node.sum);
        if (won > node.split.gain) node.split = {won, f, b};
      }
    }
  }

  void divide(std::size_t at) {
    Node left;
    Node right;
    auto const& split = nodes_[at].split;
    for (auto const row : nodes_[at].rows) {
      Node& side = binned_.row(row)[split.feature] <= split.bin ? left : right;
      side.rows.push_back(row);
      side.sum += gradients_[row];
    }
    Node& smaller = left.rows.size() < right.rows.size() ? left : right;
    Node& larger = &smaller == &left ? right : left;
    count(smaller);
    larger.histogram = std::move(nodes_[at].histogram);
    subtract(larger.histogram, smaller.histogram);
    find_split(left);
    find_split(right);
    nodes_[at].left = int(nodes_.size());
    nodes_[at].right = int(nodes_.size()) + 1;
    nodes_[at].rows = {};
    nodes_.push_back(std::move(left));
    nodes_.push_back(std::move(right));
  }

  double leaf(Node const& node) const {
    double const value =
        -options_.rate * node.sum.gradient / (node.sum.hessian + options_.smoothing);
    return std::round(value * 1000) / 1000;
  }

  double value_of(std::size_t row) const {
    Node const* node = &nodes_[0];
    while (node->left >= 0) {
      bool const left = binned_.row(row)[node->split.feature] <= node->split.bin;
      node = &nodes_[std::size_t(left ? node->left : node->right)];
    }
    return leaf(*node);
  }

  std::string text(std::size_t at) const {
    Node const& node = nodes_[at];
    if (node.left < 0) return fmt::format("{:.3f}", leaf(node));
    return fmt::format("{}<{:.6g}({},{})", names_[node.split.feature],
                       binned_.cuts[node.split.feature][node.split.bin],
                       text(std::size_t(node.left)), text(std::size_t(node.right)));
  }

  Examples const& examples_;
  std::vector<std::string> const& names_;
  BoostingOptions const& options_;
  Binned binned_;
  std::mt19937 random_;
  double bias_ = 0;
  std::vector<double> scores_;
  std::vector<SmallSum> gradients_;
  std::vector<Node> nodes_;
  std::vector<std::size_t> columns_;
};

}  // namespace

void Examples::append(Examples const& other) {
  width = other.width;
  values.insert(values.end(), other.values.begin(), other.values.end());
  labels.insert(labels.end(), other.labels.begin(), other.labels.end());
  weights.insert(weights.end(), other.weights.begin(), other.weights.end());
}

std::string boost(Examples const& examples, std::vector<std::string> const& names,
                  BoostingOptions const& options) {
  return Booster(examples, names, options).run();
}

}  // namespace wirewatch::train
