#pragma once

#include <pugixml.hpp>
#include <string>

#include "pipeline/feed/feed.h"

namespace wirewatch {

/// Reads RSS, RDF or Atom from parsed XML. Format none when the root is none of a feed's. Relative
/// links resolve against `base`; entries beyond `max_entries` are dropped and `problem` says so.
ParsedFeed read_xml_feed(pugi::xml_document const& document, std::string const& base,
                         std::size_t max_entries);

}  // namespace wirewatch
