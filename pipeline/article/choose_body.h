#pragma once

#include <vector>

#include "pipeline/article/body_model.h"
#include "pipeline/article/page_view.h"

namespace wirewatch {

/// Which blocks of a page are its article.
struct BodyChoice {
  std::vector<double> probability;  ///< of each block
  std::vector<bool> kept;
  double confidence = 0;  ///< 0 to 1: the F1 to be expected of the choice
};

/// The probability of each block of a page to be body.
std::vector<double> judge_blocks(PageView const& page, BodyModel const& model);

/// What to keep of a page, each text once.
BodyChoice choose_body(PageView const& page, std::vector<double> probability);

/// Keeps what makes the expected F1 by letters greatest. Where the blocks are clear that is a
/// probability of one half; where all are doubtful it is less, since an empty body is surely wrong.
void keep_likely(BodyChoice& choice, std::vector<double> const& letters);

}  // namespace wirewatch
