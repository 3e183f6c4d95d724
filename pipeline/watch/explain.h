#pragma once

#include <string>

#include "pipeline/watch/document.h"
#include "pipeline/watch/stem.h"
#include "pipeline/watch/watch_rule.h"

namespace wirewatch {

/// Why a rule fires on a document or does not: its tree, a node a line, with what was found where,
/// and the fewest leaves that would have to change to turn the answer round.
std::string explain_rule(WatchRule const& rule, Document const& document, Stemmer& stemmer);

}  // namespace wirewatch
