#pragma once

#include <string>
#include <string_view>

namespace wirewatch {

/// Any text that means to be a feed, rewritten as well-formed XML: junk around the root cut off,
/// tags closed and matched without regard to case, attributes quoted, HTML entities and the
/// document's own (simple) entities resolved, stray '&' and '<' escaped, forbidden characters
/// dropped. One pass; the result is at most a few times as long as the text. Empty when no tag of a
/// feed is in it.
std::string repair_xml(std::string_view text);

/// Where a feed's root begins (`<rss`, `<feed`, `<rdf:RDF`, `<channel`, `<entry`), outside
/// comments; npos when there is none.
std::size_t find_feed_root(std::string_view text);

}  // namespace wirewatch
