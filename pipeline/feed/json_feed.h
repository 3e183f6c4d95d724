#pragma once

#include <string_view>

#include "pipeline/feed/parse_feed.h"

namespace wirewatch {

/// JSON Feed 1.0 and 1.1. Broken or cut JSON is read up to the fault (`bozo`); JSON that is no feed
/// gives format none.
ParsedFeed parse_json_feed(std::string_view utf8, ParseHints const& hints);

}  // namespace wirewatch
