#pragma once

#include <string>
#include <vector>

#include "pipeline/article/article.h"

namespace wirewatch {

/// Where one term of a rule was found.
struct Evidence {
  std::string term;   ///< as the rule states it
  std::string field;  ///< "title", "body", ...
  Span span;          ///< bytes of that field's original text
  friend bool operator==(Evidence const&, Evidence const&) = default;
};

/// A watch that fires on an article, and what it saw.
struct Match {
  std::string watch;
  std::vector<Evidence> evidence;  ///< at most a few dozen, in the order of the text
  std::string
      snippet;  ///< of the body or title around the first evidence; hits between U+E000 and U+E001
  friend bool operator==(Match const&, Match const&) = default;
};

}  // namespace wirewatch
