#pragma once

#include <string_view>

#include "pipeline/article/feature_row.h"

namespace wirewatch {

/// Words that tell what a paragraph is for, whatever it says: those of picture credits, of prompts
/// and legal notes, of notes about writers, and those that join thoughts, which headlines, captions
/// and prompts seldom need. In the main languages; elsewhere all are 0.
struct LineWords {
  unsigned words = 0;
  unsigned credit = 0;
  unsigned prompt = 0;
  unsigned writer = 0;
  unsigned joining = 0;
};

LineWords count_line_words(std::string_view text);

void measure_line_words(LineWords const& words, FeatureRow& row);

}  // namespace wirewatch
