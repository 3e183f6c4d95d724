#pragma once

#include <string>
#include <string_view>

namespace wirewatch {

/// `reference` made absolute against `base` (RFC 3986 5.2), without judging or changing the
/// characters of either: feeds hold spaces and letters of all scripts in URLs. White space around
/// it is removed. Without a base, or where the base is not hierarchical, the reference comes back.
std::string resolve_url(std::string_view base, std::string_view reference);

/// Whether `text` begins with a scheme ("http:", "tag:").
bool has_scheme(std::string_view text);

}  // namespace wirewatch
