#pragma once

#include <string>
#include <vector>

#include "pipeline/watch/document.h"
#include "pipeline/watch/match.h"

namespace wirewatch {

/// A few hundred bytes of text around the first hit (of the body before the title), on one line,
/// hits between U+E000 and U+E001, cut at words with "…". These two code points never come from
/// the text itself.
std::string make_snippet(Document const& document, std::vector<Evidence> const& evidence);

}  // namespace wirewatch
