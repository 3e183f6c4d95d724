#pragma once

#include <string>
#include <string_view>

#include "pipeline/feed/feed.h"

namespace wirewatch {

struct ParseHints {
  std::string content_type;           ///< the HTTP header's value; may be empty
  std::string base_url;               ///< where the document came from; may be empty
  std::size_t max_entries = 100'000;  ///< further entries are dropped, `problem` says so
};

/// Reads any feed: RSS 0.9x/1.0/2.0, RDF, Atom 0.3/1.0, JSON Feed 1.x, in any encoding, ill-formed
/// or not. HTML in place of a feed gives format none and the feeds it announces. Never fails: what
/// cannot be read is said in `problem`.
ParsedFeed parse_feed(std::string_view bytes, ParseHints const& hints);

}  // namespace wirewatch
