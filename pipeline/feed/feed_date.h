#pragma once

#include <optional>
#include <string_view>

#include "base/clock.h"

namespace wirewatch {

/// Reads a date as feeds write it: RFC 822 and 2822 with zone names, missing parts and wrong
/// weekdays; ISO 8601 in its odd forms; asctime; month names in many European languages. Times
/// without a zone count as UTC. nullopt for anything else: a guess would reorder articles.
std::optional<TimePoint> parse_feed_date(std::string_view text);

}  // namespace wirewatch
