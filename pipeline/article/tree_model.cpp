#include "pipeline/article/tree_model.h"

#include <fmt/format.h>

#include <algorithm>
#include <bit>
#include <boost/container/small_vector.hpp>
#include <charconv>
#include <map>

#include "pipeline/article/log_odds.h"
#include "pipeline/article/model_lines.h"

namespace wirewatch {

class TreeParser {
 public:
  TreeParser(TreeModel& model, std::vector<std::string> const& names) : model_(model) {
    model.tests_.resize(names.size());
    for (std::size_t i = 0; i < names.size(); ++i) index_[names[i]] = std::uint16_t(i);
  }

  /// An empty string, or what is wrong.
  std::string read_line(std::string_view line) {
    rest_ = line;
    problem_.clear();
    if (rest_.starts_with("bias ")) {
      rest_.remove_prefix(5);
      model_.bias_ = number();
    } else {
      tree_ = model_.leaves_.size() / TreeModel::kMostLeaves;
      if (tree_ > UINT16_MAX) return "there are more than 65536 trees";
      leaf_ = 0;
      model_.leaves_.resize(model_.leaves_.size() + TreeModel::kMostLeaves);
      node(0);
    }
    if (problem_.empty() && !rest_.empty()) problem_ = fmt::format("'{}' is left over", rest_);
    return problem_;
  }

 private:
  void node(std::size_t depth) {
    if (depth == TreeModel::kMostLeaves || leaf_ == TreeModel::kMostLeaves)
      problem_ = fmt::format("there are more than {} leaves", TreeModel::kMostLeaves);
    if (!problem_.empty()) return;
    auto const less = rest_.find('<');
    bool const leaf = less == std::string_view::npos || less > rest_.find_first_of("(),");
    if (leaf) {
      model_.leaves_[tree_ * TreeModel::kMostLeaves + leaf_++] = float(number());
      return;
    }
    auto const found = index_.find(std::string(rest_.substr(0, less)));
    if (found == index_.end())
      problem_ = fmt::format("no measure is called '{}'", rest_.substr(0, less));
    if (!problem_.empty()) return;
    rest_.remove_prefix(less + 1);
    auto const threshold = float(number());
    expect('(');
    auto const begin = leaf_;
    node(depth + 1);
    auto const end = leaf_;
    expect(',');
    node(depth + 1);
    expect(')');
    auto const first_branch = (1U << end) - (1U << begin);
    model_.tests_[found->second].push_back(
        {threshold, std::uint16_t(tree_), std::uint16_t(~first_branch)});
  }

  double number() {
    double value = 0;
    auto const result = std::from_chars(rest_.data(), rest_.data() + rest_.size(), value);
    if (result.ec != std::errc()) problem_ = fmt::format("a number was expected at '{}'", rest_);
    rest_.remove_prefix(std::size_t(result.ptr - rest_.data()));
    return value;
  }

  void expect(char c) {
    if (!problem_.empty()) return;
    if (rest_.empty() || rest_.front() != c)
      problem_ = fmt::format("'{}' was expected at '{}'", c, rest_);
    else
      rest_.remove_prefix(1);
  }

  TreeModel& model_;
  std::map<std::string, std::uint16_t, std::less<>> index_;
  std::string_view rest_;
  std::string problem_;
  std::size_t tree_ = 0;
  std::size_t leaf_ = 0;  ///< of the tree, the next one
};

Result<TreeModel> TreeModel::parse(std::string_view text, std::vector<std::string> const& names) {
  TreeModel model;
  TreeParser parser(model, names);
  auto problem = read_model_lines(
      text, [&](std::string_view line) { return parser.read_line(line); },
      [] { return std::string(); });
  if (!problem.empty()) return fail(Error::Kind::parse, std::move(problem));
  for (auto& tests : model.tests_) std::ranges::sort(tests, {}, &Test::threshold);
  return model;
}

double TreeModel::log_odds(std::span<float const> features) const {
  constexpr std::size_t kUsual = 512;  // trees: so many need no allocation
  boost::container::small_vector<std::uint16_t, kUsual> left(leaves_.size() / kMostLeaves,
                                                             UINT16_MAX);
  auto* const of_tree = left.data();
  for (std::size_t i = 0; i < tests_.size(); ++i) {
    float const value = features[i];
    for (auto const& test : tests_[i]) {
      if (value < test.threshold) break;
      of_tree[test.tree] &= test.left;
    }
  }
  double sum = bias_;
  for (std::size_t tree = 0; tree < left.size(); ++tree) {
    auto const leftmost = std::size_t(std::countr_zero(left[tree]));
    sum += double(leaves_[tree * kMostLeaves + leftmost]);
  }
  return sum;
}

double TreeModel::probability(std::span<float const> features) const {
  return probability_of(log_odds(features));
}

}  // namespace wirewatch
