#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace wirewatch {

/// RFC 4648, white space allowed anywhere, padding optional. nullopt for any other character.
std::optional<std::string> decode_base64(std::string_view text);

}  // namespace wirewatch
