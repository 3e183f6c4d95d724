#pragma once

#include <string>
#include <string_view>

namespace wirewatch {

/// What a text says, for comparing two of its versions: its words in lower case, without markup,
/// punctuation, counters ("12 comments"), relative times ("5 minutes ago") and the time of an
/// update
/// ("Updated: 14:32"). Other numbers stay: "5 dead" and "7 dead" differ.
std::string essence(std::string_view markup);

/// A link without what changes while the page stays the same: scheme, "www.", tracking parameters,
/// the slash at its end. Not an address to fetch.
std::string plain_link(std::string_view link);

}  // namespace wirewatch
