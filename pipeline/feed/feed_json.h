#pragma once

#include <string>
#include <string_view>

#include "pipeline/feed/feed.h"

namespace wirewatch {

/// One feed as one line of JSON without line end. `file` says where it came from. Texts are
/// well-formed UTF-8 whatever the feed held.
std::string to_json(ParsedFeed const& feed, std::string_view file);

/// "rss", "atom", "rdf", "jsonfeed"; "" for none.
char const* name_of(FeedFormat format);

}  // namespace wirewatch
