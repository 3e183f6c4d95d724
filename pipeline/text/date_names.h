#pragma once

#include <chrono>
#include <optional>
#include <string_view>

namespace wirewatch {

/// 1 to 12 for the name of a month, whole or shortened, in English or another
/// European language, Arabic or Hebrew;
/// `word` in lower case (ASCII letters at least). nullopt for other words.
std::optional<unsigned> month_named(std::string_view word);

/// Minutes east of UTC at a local time for a zone by abbreviation ("est", "cet", "jst") or IANA
/// name
/// ("america/new_york"), lower case. nullopt for zones that nobody knows.
std::optional<std::chrono::minutes> zone_offset(std::string_view zone,
                                                std::chrono::local_seconds local);

}  // namespace wirewatch
