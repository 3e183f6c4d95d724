#include "pipeline/article/sequence_model.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <functional>
#include <numeric>
#include <utility>

#include "pipeline/article/log_odds.h"
#include "pipeline/article/model_lines.h"

namespace wirewatch {
namespace {

constexpr std::string_view kLeftOut = "left_out";

/// The numbers between colons.
using Groups = std::vector<std::vector<float>>;

/// -1 at the first edge to 1 at the last, each edge as far from the next.
float place_of(float value, std::vector<float> const& edges) {
  if (edges.size() < 2 || value <= edges.front()) return edges.size() < 2 ? 0 : -1;
  if (!(value < edges.back())) return 1;
  auto const above = std::upper_bound(edges.begin(), edges.end(), value);
  float const below = *(above - 1);
  float const step = float(above - edges.begin()) - 1 + (value - below) / (*above - below);
  return 2 * step / float(edges.size() - 1) - 1;
}

/// sum[u] += value * weights[u]
void add_weighted(float value, float const* weights, std::span<float> sum) {
  for (std::size_t u = 0; u < sum.size(); ++u) sum[u] += value * weights[u];
}

/// For each unit of a state its weights on all units of the sum.
void add_product(float const* state, std::vector<float> const& weights, std::span<float> sum) {
  for (std::size_t from = 0; from < sum.size(); ++from)
    add_weighted(state[from], &weights[from * sum.size()], sum);
}

}  // namespace

class SequenceParser {
 public:
  SequenceParser(SequenceModel& model, std::vector<std::string> names)
      : model_(model), names_(std::move(names)) {
    names_.emplace_back(kLeftOut);
  }

  /// An empty string, or what is wrong.
  std::string read_line(std::string_view line) {
    auto const word = take_word(line);
    std::string name;
    if (word == "measure") name = std::string(take_word(line));
    Groups groups;
    if (auto problem = read_numbers(line, groups); !problem.empty()) return problem;
    if (word == "measure") return add_measure(name, groups);
    if (model_.measures_.size() != names_.size())
      return fmt::format("the measure '{}' is missing", names_[model_.measures_.size()]);
    if (word == "start") return take(groups, {units()}, {&model_.start_});
    if (word == "layer") return add_layer(groups);
    if (word == "end") return take_end(groups);
    if (model_.layers_.empty()) return fmt::format("'{}' is not understood", word);
    auto& layer = model_.layers_.back();
    if (word == "scale") return take(groups, {units()}, {&layer.scale});
    if (word == "shift") return take(groups, {units()}, {&layer.shift});
    if (word == "unit") return add_unit(groups, layer);
    return fmt::format("'{}' is not understood", word);
  }

  /// An empty string, or what the whole lacks.
  std::string finish() const {
    if (model_.start_.empty() || model_.end_.empty()) return "'start' or 'end' is missing";
    for (auto const& layer : model_.layers_)
      if (layer.scale.empty() || layer.shift.empty() || layer.bias.size() != units())
        return "a layer is not complete";
    return {};
  }

 private:
  std::size_t units() const { return model_.measures_.front().weights.size(); }

  static std::string_view take_word(std::string_view& line) {
    auto const end = std::min(line.find(' '), line.size());
    auto const word = line.substr(0, end);
    line.remove_prefix(std::min(end + 1, line.size()));
    return word;
  }

  static std::string read_numbers(std::string_view line, Groups& groups) {
    groups.emplace_back();
    while (!line.empty()) {
      auto const word = take_word(line);
      if (word == ":") {
        groups.emplace_back();
        continue;
      }
      float value = 0;
      auto const result = std::from_chars(word.data(), word.data() + word.size(), value);
      if (result.ec != std::errc() || result.ptr != word.data() + word.size())
        return fmt::format("a number was expected at '{}'", word);
      groups.back().push_back(value);
    }
    return {};
  }

  /// Moves each group to its place, if it has the right size.
  static std::string take(Groups& groups, std::vector<std::size_t> const& sizes,
                          std::vector<std::vector<float>*> const& places) {
    bool fits = groups.size() == sizes.size();
    for (std::size_t i = 0; fits && i < sizes.size(); ++i) fits = groups[i].size() == sizes[i];
    if (!fits) return "other numbers were expected";
    for (std::size_t i = 0; i < places.size(); ++i) *places[i] = std::move(groups[i]);
    return {};
  }

  std::string add_measure(std::string const& name, Groups& groups) {
    auto const at = model_.measures_.size();
    if (at >= names_.size() || names_[at] != name)
      return fmt::format("no measure is called '{}' here", name);
    auto const fits = groups.size() == 2 && !groups[1].empty() &&
                      (at == 0 || groups[1].size() == units()) &&
                      std::is_sorted(groups[0].begin(), groups[0].end(), std::less_equal<>());
    if (!fits) return "rising edges and a weight for each unit were expected";
    model_.measures_.push_back({std::move(groups[0]), std::move(groups[1])});
    return {};
  }

  std::string add_layer(Groups& groups) {
    if (groups.size() != 1 || groups[0].size() != 1 || groups[0][0] < 1)
      return "a distance was expected";
    model_.layers_.emplace_back().distance = std::size_t(groups[0][0]);
    return {};
  }

  std::string add_unit(Groups& groups, SequenceModel::Layer& layer) {
    auto const n = units();
    std::vector<float> bias;
    std::vector<float> before;
    std::vector<float> own;
    std::vector<float> behind;
    std::vector<float> page;
    auto problem = take(groups, {1, n, n, n, n}, {&bias, &before, &own, &behind, &page});
    if (problem.empty() && layer.bias.size() == n) problem = "a unit too many";
    if (!problem.empty()) return problem;
    auto const unit = layer.bias.size();
    layer.bias.push_back(bias[0]);
    put_column(before, unit, layer.before);
    put_column(own, unit, layer.own);
    put_column(behind, unit, layer.behind);
    put_column(page, unit, layer.page);
    return {};
  }

  static void put_column(std::vector<float> const& column, std::size_t at,
                         std::vector<float>& matrix) {
    auto const n = column.size();
    matrix.resize(n * n);
    for (std::size_t row = 0; row < n; ++row) matrix[row * n + at] = column[row];
  }

  std::string take_end(Groups& groups) {
    auto problem = take(groups, {units() + 1}, {&model_.end_});
    if (!problem.empty()) return problem;
    model_.bias_ = model_.end_.front();
    model_.end_.erase(model_.end_.begin());
    return {};
  }

  SequenceModel& model_;
  std::vector<std::string> names_;
};

Result<SequenceModel> SequenceModel::parse(std::string_view text,
                                           std::vector<std::string> const& names) {
  SequenceModel model;
  SequenceParser parser(model, names);
  auto problem = read_model_lines(
      text, [&](std::string_view line) { return parser.read_line(line); },
      [&] { return parser.finish(); });
  if (!problem.empty()) return fail(Error::Kind::parse, std::move(problem));
  return model;
}

void SequenceReading::skip() { ++blocks_; }

void SequenceReading::add(std::span<float const> measures) {
  auto const units = model_.start_.size();
  auto const since = doubtful_.empty() ? blocks_ : blocks_ - doubtful_.back() - 1;
  doubtful_.push_back(blocks_++);
  states_.insert(states_.end(), model_.start_.begin(), model_.start_.end());
  auto const state = std::span(states_).last(units);
  for (std::size_t i = 0; i < model_.measures_.size(); ++i) {
    auto const& measure = model_.measures_[i];
    float const value = i < measures.size() ? measures[i] : float(since);
    add_weighted(place_of(value, measure.edges), measure.weights.data(), state);
  }
  for (auto& value : state) value = std::max(value, 0.0F);
}

std::vector<float> SequenceReading::norm(SequenceModel::Layer const& layer,
                                         std::vector<float> const& states) {
  constexpr float kEpsilon = 1e-5F;  // as in training
  auto const units = layer.scale.size();
  std::vector<float> out(states.size());
  for (std::size_t at = 0; at < states.size(); at += units) {
    auto const state = std::span(states).subspan(at, units);
    float const mean = std::accumulate(state.begin(), state.end(), 0.0F) / float(units);
    float squares = 0;
    for (auto const value : state) squares += (value - mean) * (value - mean);
    float const spread = std::sqrt(squares / float(units) + kEpsilon);
    for (std::size_t u = 0; u < units; ++u)
      out[at + u] = (state[u] - mean) / spread * layer.scale[u] + layer.shift[u];
  }
  return out;
}

void SequenceReading::apply(SequenceModel::Layer const& layer, std::vector<float>& states) {
  auto const units = layer.scale.size();
  auto const n = states.size() / units;
  auto const normed = norm(layer, states);
  std::vector<float> mean(units);
  for (std::size_t i = 0; i < n; ++i) add_weighted(1 / float(n), &normed[i * units], mean);
  auto common = layer.bias;  // the same for every block
  add_product(mean.data(), layer.page, common);
  std::vector<float> sum;
  for (std::size_t i = 0; i < n; ++i) {
    auto const* const own = &normed[i * units];
    auto const step = layer.distance * units;
    sum = common;
    if (i >= layer.distance) add_product(own - step, layer.before, sum);
    add_product(own, layer.own, sum);
    if (i + layer.distance < n) add_product(own + step, layer.behind, sum);
    for (std::size_t u = 0; u < units; ++u) states[i * units + u] += std::max(sum[u], 0.0F);
  }
}

std::vector<double> SequenceReading::log_odds() const {
  auto const units = model_.start_.size();
  auto states = states_;
  for (auto const& layer : model_.layers_) apply(layer, states);
  std::vector<double> out;
  for (auto state = states.begin(); state != states.end(); state += std::ptrdiff_t(units))
    out.push_back(
        double(std::inner_product(model_.end_.begin(), model_.end_.end(), state, model_.bias_)));
  return out;
}

void SequenceReading::join(std::vector<double>& probability) const {
  constexpr double kSurest = 3;  // it is more often wrong than it knows
  auto const odds = log_odds();
  for (std::size_t i = 0; i < odds.size(); ++i) {
    auto& p = probability[doubtful_[i]];
    p = probability_of((wirewatch::log_odds(p) + std::clamp(odds[i], -kSurest, kSurest)) / 2);
  }
}

}  // namespace wirewatch
