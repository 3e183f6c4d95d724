#pragma once

#include <vector>

#include "pipeline/article/body_model.h"
#include "pipeline/article/page_view.h"

namespace wirewatch {

/// Which blocks of a page are its article.
struct BodyChoice {
  std::vector<double> probability;  ///< for each block; body from kBody on
  double confidence = 0;            ///< 0 to 1: the F1 to be expected of the choice
  static constexpr double kBody = 0.5;
};

BodyChoice choose_body(PageView const& page, BodyModel const& model);

/// The F1 that the probabilities themselves promise, by letters.
double expected_f1(std::vector<double> const& probability, std::vector<double> const& letters);

}  // namespace wirewatch
