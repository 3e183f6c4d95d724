#include "pipeline/article/choose_body.h"

#include <algorithm>

#include "pipeline/article/block_features.h"

namespace wirewatch {

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
  choice.confidence = expected_f1(choice.probability, letters);
  return choice;
}

double expected_f1(std::vector<double> const& probability, std::vector<double> const& letters) {
  double kept = 0;
  double right = 0;
  double wanted = 0;
  for (std::size_t i = 0; i < probability.size(); ++i) {
    wanted += probability[i] * letters[i];
    if (probability[i] < BodyChoice::kBody) continue;
    kept += letters[i];
    right += probability[i] * letters[i];
  }
  constexpr double kTooShort = 300;  // so little text is as often a teaser as an article
  return kept + wanted > 0 ? 2 * right / (kept + wanted) * std::min(1.0, kept / kTooShort) : 0;
}

}  // namespace wirewatch
