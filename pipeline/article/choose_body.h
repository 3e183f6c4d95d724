#pragma once

#include <vector>

#include "pipeline/article/html_blocks.h"
#include "pipeline/article/page_metadata.h"

namespace wirewatch {

/// Which blocks of a page are its article.
struct BodyChoice {
  std::vector<double> probability;  ///< for each block
  double confidence = 0;            ///< 0 to 1
};

BodyChoice choose_body(HtmlDocument const& document, HtmlBlocks const& blocks,
                       PageMetadata const& metadata);

}  // namespace wirewatch
