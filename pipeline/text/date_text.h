#pragma once

#include <optional>
#include <string_view>

#include "base/clock.h"

namespace wirewatch {

/// How "3/4/2025" is meant where neither number is above 12 and no day of the week tells.
enum class DayOrder { day_first, month_first };

/// Reads a date as pages write it for machines: ISO 8601 in its variants ("2024-06-19",
/// "2024-06-19T05:45:00+0200", "20240619", "2024/06/19 05:45"), RFC 822 ("Wed, 19 Jun 2024 05:45:00
/// GMT"), "June 19, 2024 5:45 am", "19 juin 2024" (months as in date_names.h), "19.06.2024",
/// "19.06.24", seconds or milliseconds since 1970. A time without a zone counts as UTC, a day
/// without a time as its midnight. nullopt for anything else and for years outside 1990 to 2100: a
/// guess would reorder articles.
std::optional<TimePoint> parse_page_date(std::string_view text,
                                         DayOrder order = DayOrder::day_first);

/// The same with the zone that the text names: the source's own day may be another than UTC's.
struct PageDate {
  TimePoint time;
  std::chrono::minutes zone{0};  ///< east of UTC
};
std::optional<PageDate> read_page_date(std::string_view text, DayOrder order = DayOrder::day_first);

}  // namespace wirewatch
