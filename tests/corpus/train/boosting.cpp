#include "tests/corpus/train/boosting.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <random>

namespace wirewatch::train {
namespace {

constexpr std::size_t kBins = 48;
constexpr int kSampled = 20000;  // rows that the cuts are found from

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
  std::size_t measure = 0;
  std::size_t bin = 0;
};

using Histogram = std::vector<std::array<SmallSum, kBins>>;  ///< by chosen column, by bin

struct Growing {
  std::vector<std::uint32_t> rows;
  Histogram histogram;
  Sum sum;
  Split split;
};

class Booster {
 public:
  Booster(Examples const& examples, Binning const& binning, BoostingOptions const& options)
      : examples_(examples), binning_(binning), options_(options), random_(11) {
    double positive = 0;
    double all = 0;
    for (std::size_t i = 0; i < examples.size(); ++i) {
      positive += double(examples.labels[i] * examples.weights[i]);
      all += double(examples.weights[i]);
    }
    out_.bias = std::log(positive / (all - positive));
    scores_.assign(examples.size(), out_.bias);
    gradients_.resize(examples.size());
  }

  Boosted run() {
    for (int t = 0; t < options_.trees; ++t) {
      find_gradients();
      grow();
      for (std::size_t i = 0; i < examples_.size(); ++i)
        scores_[i] += value_of(tree_, examples_.row(i));
      out_.trees.push_back(std::move(tree_));
    }
    return std::move(out_);
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

  void choose_rows(Growing& root) {
    for (std::uint32_t i = 0; i < examples_.size(); ++i) {
      if (uniform() >= options_.rows) continue;
      root.rows.push_back(i);
      root.sum += gradients_[i];
    }
  }

  void grow() {
    tree_.assign(1, {});
    growing_.assign(1, {});
    choose_rows(growing_[0]);
    columns_.clear();
    for (std::size_t f = 0; f < examples_.width; ++f)
      if (!binning_.cuts(f).empty() && uniform() < options_.columns) columns_.push_back(f);
    count(growing_[0]);
    find_split(growing_[0]);
    for (int leaves = 1; leaves < options_.leaves; ++leaves) {
      std::size_t best = tree_.size();
      for (std::size_t i = 0; i < tree_.size(); ++i)
        if (tree_[i].left < 0 && growing_[i].split.gain > 1e-3 &&
            (best == tree_.size() || growing_[i].split.gain > growing_[best].split.gain))
          best = i;
      if (best == tree_.size()) break;
      divide(best);
    }
    for (std::size_t i = 0; i < tree_.size(); ++i)
      if (tree_[i].left < 0) tree_[i].value = leaf(growing_[i]);
  }

  double uniform() { return double(random_() % 1000000) / 1e6; }
  double gain(Sum const& s) const {
    return s.gradient * s.gradient / (s.hessian + options_.smoothing);
  }

  void count(Growing& node) const {
    node.histogram.assign(columns_.size(), {});
    for (auto const row : node.rows) {
      auto const* const bins = examples_.row(row);
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

  void find_split(Growing& node) const {
    for (std::size_t c = 0; c < columns_.size(); ++c) {
      auto const f = columns_[c];
      Sum left;
      for (std::size_t b = 0; b < binning_.cuts(f).size(); ++b) {
        left += node.histogram[c][b];
        Sum const right{node.sum.gradient - left.gradient, node.sum.hessian - left.hessian};
        if (left.hessian < options_.least_weight || right.hessian < options_.least_weight) continue;
        double const won = gain(left) + gain(right) - gain(node.sum);
        if (won > node.split.gain) node.split = {won, f, b};
      }
    }
  }

  void divide(std::size_t at) {
    Growing left;
    Growing right;
    auto const split = growing_[at].split;
    for (auto const row : growing_[at].rows) {
      Growing& side = examples_.row(row)[split.measure] <= split.bin ? left : right;
      side.rows.push_back(row);
      side.sum += gradients_[row];
    }
    Growing& smaller = left.rows.size() < right.rows.size() ? left : right;
    Growing& larger = &smaller == &left ? right : left;
    count(smaller);
    larger.histogram = std::move(growing_[at].histogram);
    subtract(larger.histogram, smaller.histogram);
    find_split(left);
    find_split(right);
    tree_[at] = {split.measure, split.bin, int(tree_.size()), int(tree_.size()) + 1, 0};
    tree_.resize(tree_.size() + 2);
    growing_[at].rows = {};
    growing_.push_back(std::move(left));
    growing_.push_back(std::move(right));
  }

  double leaf(Growing const& node) const {
    double const value =
        -options_.rate * node.sum.gradient / (node.sum.hessian + options_.smoothing);
    return std::round(value * 1000) / 1000;
  }

  Examples const& examples_;
  Binning const& binning_;
  BoostingOptions const& options_;
  std::mt19937 random_;
  Boosted out_;
  std::vector<double> scores_;
  std::vector<SmallSum> gradients_;
  Boosted::Tree tree_;
  std::vector<Growing> growing_;  ///< by node of the tree
  std::vector<std::size_t> columns_;
};

std::string node_text(Boosted::Tree const& tree, std::size_t at, Binning const& binning,
                      std::vector<std::string> const& names) {
  auto const& node = tree[at];
  if (node.left < 0) return fmt::format("{:.3f}", node.value);
  return fmt::format("{}<{:.6g}({},{})", names[node.measure], binning.cuts(node.measure)[node.bin],
                     node_text(tree, std::size_t(node.left), binning, names),
                     node_text(tree, std::size_t(node.right), binning, names));
}

}  // namespace

Binning::Binning(std::vector<float> const& values, std::size_t width) {
  std::mt19937 random(7);
  auto const rows = values.size() / width;
  for (std::size_t f = 0; f < width; ++f) {
    std::vector<float> sample;
    for (int i = 0; i < kSampled; ++i) sample.push_back(values[random() % rows * width + f]);
    std::sort(sample.begin(), sample.end());
    std::vector<float> cuts;
    for (std::size_t b = 1; b < kBins; ++b) {
      float const cut = sample[b * sample.size() / kBins];
      if (cut > sample.front() && (cuts.empty() || cut > cuts.back())) cuts.push_back(cut);
    }
    if (cuts.empty() && sample.back() > sample.front()) cuts.push_back(sample.back());
    cuts_.push_back(std::move(cuts));
  }
}

void Binning::append_bins(float const* row, std::vector<std::uint8_t>& bins) const {
  for (std::size_t f = 0; f < width(); ++f) {
    auto const& cuts = cuts_[f];
    bins.push_back(std::uint8_t(std::upper_bound(cuts.begin(), cuts.end(), row[f]) - cuts.begin()));
  }
}

void Examples::append(Examples const& other) {
  width = other.width;
  bins.insert(bins.end(), other.bins.begin(), other.bins.end());
  labels.insert(labels.end(), other.labels.begin(), other.labels.end());
  weights.insert(weights.end(), other.weights.begin(), other.weights.end());
}

double value_of(Boosted::Tree const& tree, std::uint8_t const* bins) {
  auto const* node = tree.data();
  while (node->left >= 0)
    node = &tree[std::size_t(bins[node->measure] <= node->bin ? node->left : node->right)];
  return node->value;
}

double Boosted::probability(std::uint8_t const* bins) const {
  double sum = bias;
  for (auto const& tree : trees) sum += value_of(tree, bins);
  return 1 / (1 + std::exp(-sum));
}

std::string Boosted::text(Binning const& binning, std::vector<std::string> const& names) const {
  std::string out = fmt::format("bias {:.4g}\n", bias);
  for (auto const& tree : trees) out += node_text(tree, 0, binning, names) + "\n";
  return out;
}

Boosted boost(Examples const& examples, Binning const& binning, BoostingOptions const& options) {
  return Booster(examples, binning, options).run();
}

}  // namespace wirewatch::train
