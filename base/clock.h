#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace wirewatch {

/// A moment in UTC with millisecond steps.
using TimePoint = std::chrono::sys_time<std::chrono::milliseconds>;
using Seconds = std::chrono::seconds;

/// Where time comes from. Nothing reads the system's clock behind its back, so tests never sleep.
class Clock {
 public:
  virtual ~Clock() = default;
  virtual TimePoint now() const = 0;
};

class SystemClock : public Clock {
 public:
  TimePoint now() const override;
};

/// "2024-06-19T05:45:00Z"; with milliseconds only where they are not zero. Years 0000 to 9999.
std::string format_iso(TimePoint time);

/// A duration as people write it: "45s", "5m", "2h 30m", "1d". Rounded to its two largest units.
std::string format_duration(std::chrono::milliseconds duration);

/// Reads "30s", "5m", "2h", "1d", "2h30m". nullopt for anything else, for negatives and for more
/// than ten years.
std::optional<std::chrono::seconds> parse_duration(std::string_view text);

}  // namespace wirewatch
