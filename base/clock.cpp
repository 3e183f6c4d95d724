#include "base/clock.h"

#include <fmt/format.h>

#include <array>
#include <charconv>

namespace wirewatch {

using namespace std::chrono;

TimePoint SystemClock::now() const { return time_point_cast<milliseconds>(system_clock::now()); }

std::string format_iso(TimePoint time) {
  auto const day = floor<days>(time);
  year_month_day const date(day);
  auto const since = time - day;
  auto const clock = hh_mm_ss(since);
  auto text = fmt::format("{:04}-{:02}-{:02}T{:02}:{:02}:{:02}", int(date.year()),
                          unsigned(date.month()), unsigned(date.day()), clock.hours().count(),
                          clock.minutes().count(), clock.seconds().count());
  if (auto const ms = clock.subseconds().count()) text += fmt::format(".{:03}", ms);
  return text + 'Z';
}

namespace {

struct Unit {
  char name;
  std::int64_t seconds;
};
constexpr std::array<Unit, 4> kUnits{{{'d', 86400}, {'h', 3600}, {'m', 60}, {'s', 1}}};
constexpr std::int64_t kMaxSeconds = 10 * 366 * 86400LL;

}  // namespace

std::string format_duration(milliseconds duration) {
  if (duration < 0ms) return "-" + format_duration(-duration);
  if (duration < 1s) return fmt::format("{}ms", duration.count());
  auto rest = duration_cast<seconds>(duration).count();
  std::string text;
  int parts = 0;
  for (auto const& unit : kUnits) {
    auto const count = rest / unit.seconds;
    rest %= unit.seconds;
    if (count == 0 || parts == 2) continue;
    if (!text.empty()) text += ' ';
    text += fmt::format("{}{}", count, unit.name);
    ++parts;
  }
  return text;
}

std::optional<seconds> parse_duration(std::string_view text) {
  std::int64_t total = 0;
  if (text.empty()) return std::nullopt;
  while (!text.empty()) {
    std::int64_t count = 0;
    auto const [end, error] = std::from_chars(text.data(), text.data() + text.size(), count);
    if (error != std::errc{} || count < 0 || count > kMaxSeconds) return std::nullopt;
    text.remove_prefix(std::size_t(end - text.data()));
    if (text.empty()) return std::nullopt;
    std::int64_t scale = 0;
    for (auto const& unit : kUnits)
      if (unit.name == text.front()) scale = unit.seconds;
    if (scale == 0) return std::nullopt;
    text.remove_prefix(1);
    total += count * scale;
    if (total > kMaxSeconds) return std::nullopt;
  }
  return seconds(total);
}

}  // namespace wirewatch
