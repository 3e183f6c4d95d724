#include "pipeline/article/tree_model.h"

#include <fmt/format.h>

#include <charconv>
#include <map>

#include "pipeline/article/log_odds.h"
#include "pipeline/article/model_lines.h"

namespace wirewatch {

class TreeParser {
 public:
  TreeParser(TreeModel& model, std::vector<std::string> const& names) : model_(model) {
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
      root_ = model_.nodes_.size();
      model_.roots_.push_back(std::uint32_t(root_));
      node(0);
    }
    if (problem_.empty() && !rest_.empty()) problem_ = fmt::format("'{}' is left over", rest_);
    return problem_;
  }

 private:
  static constexpr int kMaxDepth = 32;

  void node(int depth) {
    auto const at = model_.nodes_.size();
    model_.nodes_.emplace_back();
    if (depth > kMaxDepth) problem_ = "too deep";
    auto const less = rest_.find('<');
    bool const leaf = less == std::string_view::npos || less > rest_.find_first_of("(),");
    if (leaf) {
      model_.nodes_[at].value = float(number());
      return;
    }
    auto const found = index_.find(std::string(rest_.substr(0, less)));
    if (found == index_.end())
      problem_ = fmt::format("no measure is called '{}'", rest_.substr(0, less));
    if (!problem_.empty()) return;
    rest_.remove_prefix(less + 1);
    auto const threshold = float(number());
    expect('(');
    node(depth + 1);
    expect(',');
    auto const otherwise = model_.nodes_.size() - root_;
    if (!problem_.empty()) return;
    node(depth + 1);
    expect(')');
    model_.nodes_[at] = {found->second, std::uint16_t(otherwise), threshold};
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
  std::size_t root_ = 0;
};

Result<TreeModel> TreeModel::parse(std::string_view text, std::vector<std::string> const& names) {
  TreeModel model;
  TreeParser parser(model, names);
  auto problem = read_model_lines(
      text, [&](std::string_view line) { return parser.read_line(line); },
      [] { return std::string(); });
  if (!problem.empty()) return fail(Error::Kind::parse, std::move(problem));
  return model;
}

double TreeModel::log_odds(std::span<float const> features) const {
  double sum = bias_;
  for (auto const root : roots_) {
    std::size_t at = 0;
    Node const* node = &nodes_[root];
    while (node->otherwise) {
      at = features[node->feature] < node->value ? at + 1 : node->otherwise;
      node = &nodes_[root + at];
    }
    sum += double(node->value);
  }
  return sum;
}

double TreeModel::probability(std::span<float const> features) const {
  return probability_of(log_odds(features));
}

}  // namespace wirewatch
