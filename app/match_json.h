#pragma once

#include <boost/json/array.hpp>

#include "pipeline/watch/match.h"

namespace wirewatch {

/// A match's evidence as the subcommands print it: term, field, byte offsets in the article's text.
boost::json::array evidence_json(Match const& match);

}  // namespace wirewatch
