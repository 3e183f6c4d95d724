#include <algorithm>
#include <array>
#include <cmath>

#include "pipeline/article/block_features.h"

namespace wirewatch {
namespace {

constexpr double kLikely = 0.5;
std::uint32_t kind_of(HtmlBlock const& block) {
  return std::uint32_t(block.tag) * 1024 + block.depth;
}
double share(double part, double whole) { return whole > 0 ? part / whole : 0; }

}  // namespace

Judgement::Judgement(PageView const& page, std::vector<double> const& probability)
    : page_(page), probability_(probability), cohesion_(page.subjects, probability) {
  auto const n = page.blocks.size();
  double mass = 0;
  std::uint32_t since = 100;
  std::size_t last = SIZE_MAX;
  std::uint32_t heading = UINT32_MAX;
  for (std::size_t i = 0; i < n; ++i) {
    auto const& block = page.blocks[i];
    double const weight = block.letters + 10.0;
    double const p = probability[i];
    mass_before_.push_back(mass);
    mass += p * block.letters;
    since_.push_back(since);
    last_.push_back(last);
    if (p >= kLikely) last = i;
    if (p >= kLikely && first_ == SIZE_MAX) first_ = i;
    since = p >= kLikely ? 0 : std::min(since + 1, 100U);
    heading_.push_back(heading);
    if (block.heading) heading = std::uint32_t(i);
    auto const parent = page.parent(block.element);
    auto const above = page.parent(parent);
    for (auto* mean :
         {&by_path_[block.path], &by_parent_[parent], &by_grandparent_[above],
          &by_great_[page.parent(above)], &by_article_[block.article], &by_kind_[kind_of(block)]}) {
      mean->weight += weight;
      mean->sum += weight * p;
    }
  }
  mass_before_.push_back(mass);
  until_.resize(n);
  std::uint32_t until = 100;
  for (std::size_t i = n; i-- > 0;) {
    until_[i] = until;
    until = probability[i] >= kLikely ? 0 : std::min(until + 1, 100U);
  }
}

/// How far a block stands in the tree from one that is likely body.
void Judgement::put_distance(std::string_view name, std::size_t from, std::size_t to,
                             FeatureRow& row) const {
  bool const there = from != SIZE_MAX;
  auto const& blocks = page_.blocks;
  auto const apart =
      there ? distance(page_.document, blocks[from].element, blocks[to].element) : Distance{};
  row.put(name, "up", there ? apart.up : -1.0);
  row.put(name, "down", there ? apart.down : -1.0);
}

void Judgement::measure(std::size_t i, FeatureRow& row) const {
  auto const& block = page_.blocks[i];
  auto const parent = page_.parent(block.element);
  double const weight = block.letters + 10.0;
  auto const p_at = [&](std::ptrdiff_t step) {
    auto const at = std::ptrdiff_t(i) + step;
    return at >= 0 && at < std::ptrdiff_t(probability_.size()) ? probability_[std::size_t(at)]
                                                               : -0.1;
  };
  // Means without the block itself, which would only repeat its own probability.
  auto const others = [&](Mean const& mean) {
    double const left = mean.weight - weight;
    return left > 5 ? (mean.sum - weight * probability_[i]) / left : -0.1;
  };
  constexpr std::array<std::string_view, 6> kSteps{"p-3", "p-2", "p-1", "p+1", "p+2", "p+3"};
  constexpr std::array<int, 6> kOffsets{-3, -2, -1, 1, 2, 3};
  row.put("p", probability_[i]);
  for (std::size_t k = 0; k < kSteps.size(); ++k) row.put(kSteps[k], p_at(kOffsets[k]));
  row.put("p_path", others(by_path_.at(block.path)));
  row.put("p_parent", others(by_parent_.at(parent)));
  row.put("p_grandparent", others(by_grandparent_.at(page_.parent(parent))));
  row.put("p_great", others(by_great_.at(page_.parent(page_.parent(parent)))));
  row.put("p_kind", others(by_kind_.at(kind_of(block))));
  row.put("p_article", others(by_article_.at(block.article)));
  row.put("cohesion_body", cohesion_.of(i));
  double const all = mass_before_.back();
  row.put("body_before", share(mass_before_[i], all));
  row.put("body_after", share(all - mass_before_[i + 1], all));
  row.put("body_letters", std::log2(1 + all));
  row.put("since_body", since_[i]);
  row.put("until_body", until_[i]);
  put_distance("from_first", first_, i, row);
  put_distance("from_last", last_[i], i, row);
  auto const heading = heading_[i];
  row.put("heading_p", heading == UINT32_MAX ? -0.1 : probability_[heading]);
  row.put("since_heading", heading == UINT32_MAX ? 100 : std::min(100.0, double(i - heading)));
  row.put("heading_invites", heading != UINT32_MAX && page_.traits[heading].invites);
}

}  // namespace wirewatch
