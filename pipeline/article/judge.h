#pragma once

#include <cmath>
#include <span>
#include <vector>

#include "pipeline/article/feature_row.h"
#include "pipeline/article/sequence_model.h"

namespace wirewatch {

/// A first judgement below it is final: the block needs no other one.
constexpr double kClear = 0.004;

/// The probability of each of a page's `blocks` to be body. `measure(block, row)` tells what is
/// measured of a block by itself, `Judgement(page, probability).measure(block, row)` what the
/// probabilities of all blocks add to it. The model's trees judge by the former, then by both, and
/// its sequence judges the blocks in doubt in their order. With what these make of the blocks
/// around, the second trees are asked again for what is not sure yet.
template <class Judgement, class View, class Model, class Measure>
std::vector<double> judge(View const& page, std::size_t blocks, Model const& model,
                          Measure const& measure) {
  constexpr double kSure = 0.03;              // more than kClear: what is clear is sure
  constexpr std::size_t kMostUnsure = 4'000;  // no real page has more
  constexpr double kAgain = 2.0 / 3;          // how far the second are believed again
  std::vector<float> measures;                // of all blocks, one behind the other
  FeatureRow row(measures);
  std::vector<double> first;
  SequenceReading sequence(model.sequence);
  for (std::size_t i = 0; i < blocks; ++i) {
    auto const begin = measures.size();
    measure(i, row);
    if (i == 0) measures.reserve(blocks * measures.size());
    auto const own = std::span(measures).subspan(begin);
    first.push_back(model.first.probability(own));
    first[i] < kClear ? sequence.skip() : sequence.add(own);
  }
  auto const width = blocks ? measures.size() / blocks : 0;
  std::vector<float> values;
  FeatureRow both(values);
  auto const ask_second = [&](Judgement const& judgement, std::size_t i) {
    auto const own = std::span(measures).subspan(i * width, width);
    values.assign(own.begin(), own.end());
    judgement.measure(i, both);
    return model.second.probability(values);
  };
  auto joined = first;
  Judgement const by_first(page, first);
  for (std::size_t i = 0; i < blocks; ++i)
    if (first[i] >= kClear) joined[i] = ask_second(by_first, i);
  sequence.join(joined);
  std::vector<std::size_t> unsure;
  for (std::size_t i = 0; i < blocks && unsure.size() < kMostUnsure; ++i)
    if (joined[i] > kSure && joined[i] < 1 - kSure) unsure.push_back(i);
  if (unsure.empty()) return joined;
  auto last = joined;
  Judgement const by_all(page, joined);
  for (auto const i : unsure) last[i] = std::lerp(joined[i], ask_second(by_all, i), kAgain);
  return last;
}

}  // namespace wirewatch
