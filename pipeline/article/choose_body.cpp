#include "pipeline/article/choose_body.h"

#include <algorithm>
#include <numeric>
#include <unordered_set>

#include "pipeline/article/block_features.h"

namespace wirewatch {
namespace {

constexpr double kTooShort = 300;      // letters: so little is as often a teaser as an article
constexpr std::uint32_t kPhrase = 30;  // letters: less may be said twice in one article

/// A page that shows its article twice (for small screens, for print) has it once.
void drop_copies(PageView const& page, BodyChoice& choice) {
  std::unordered_set<std::uint64_t> seen;
  for (std::size_t i = 0; i < choice.kept.size(); ++i)
    if (choice.kept[i] && page.blocks[i].letters >= kPhrase &&
        !seen.insert(page.text_hashes[i]).second)
      choice.kept[i] = false;
}

}  // namespace

BodyChoice choose_body(PageView const& page, BodyModel const& model) {
  auto const n = page.blocks.size();
  std::vector<float> values;
  FeatureRow row(values);
  std::vector<std::vector<float>> first_values(n);
  std::vector<double> first(n);
  for (std::size_t i = 0; i < n; ++i) {
    values.clear();
    measure_block(page, i, row);
    first[i] = model.first.probability(values);
    first_values[i] = values;
  }
  Judgement const judgement(page, first);
  BodyChoice choice;
  std::vector<double> letters;
  for (std::size_t i = 0; i < n; ++i) {
    values = first_values[i];
    judgement.measure(i, row);
    choice.probability.push_back(model.second.probability(values));
    letters.push_back(page.blocks[i].letters);
  }
  keep_likely(choice, letters);
  drop_copies(page, choice);
  return choice;
}

void keep_likely(BodyChoice& choice, std::vector<double> const& letters) {
  auto const& p = choice.probability;
  std::vector<std::size_t> order(p.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::sort(order.begin(), order.end(), [&](auto a, auto b) { return p[a] > p[b]; });
  double wanted = 0;
  for (std::size_t i = 0; i < p.size(); ++i) wanted += p[i] * letters[i];
  double kept = 0;
  double right = 0;
  double best = 0;
  double best_kept = 0;
  double threshold = 1;
  for (auto const i : order) {
    kept += letters[i];
    right += p[i] * letters[i];
    double const f1 = 2 * right / (kept + wanted);
    if (f1 <= best) continue;
    best = f1;
    best_kept = kept;
    threshold = p[i];
  }
  choice.kept.assign(p.size(), false);
  for (std::size_t i = 0; i < p.size(); ++i) choice.kept[i] = p[i] >= threshold;
  choice.confidence = best * std::min(1.0, best_kept / kTooShort);
}

}  // namespace wirewatch
