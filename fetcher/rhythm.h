#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>

#include "base/clock.h"

namespace wirewatch {

/// How often a feed publishes, learned from the times of its entries: by hour of day, apart for
/// working days and weekends (UTC), and by minute of the hour. Old habits fade with a half-life of
/// two weeks. A value of a few hundred bytes when written.
class Rhythm {
 public:
  /// The feed's first document tells all that was published since then; before the first advance.
  void known_since(TimePoint begin);
  /// An entry published at `at`.
  void observe(TimePoint at);
  /// The feed was watched up to `now`; to be called at each good poll.
  void advance(TimePoint now);

  /// What may be expected of the future.
  class Forecast;
  Forecast forecast() const;

  std::optional<TimePoint> latest() const { return latest_; }  ///< entry
  double observed() const;                                     ///< entries, old ones faded
  std::chrono::seconds watched_for() const;

  std::string write() const;
  static std::optional<Rhythm> read(std::string_view text);

  friend bool operator==(Rhythm const&, Rhythm const&) = default;

 private:
  static constexpr std::size_t kHours = 48;   ///< 24 of working days, 24 of weekends
  static constexpr std::size_t kPhases = 12;  ///< of an hour, five minutes each

  void fade(TimePoint to);

  std::array<double, kHours> counts_{};   ///< entries
  std::array<double, kHours> minutes_{};  ///< watched
  std::array<double, kPhases> phases_{};  ///< entries
  std::optional<TimePoint> begin_;        ///< of watching
  TimePoint watched_{};                   ///< up to here
  TimePoint faded_{};
  std::optional<TimePoint> latest_;
};

/// The rates that a rhythm leads one to expect. A value; made once for a decision.
class Rhythm::Forecast {
 public:
  /// Entries a second.
  double rate(TimePoint at) const;
  /// Entries from `begin` to `end`.
  double entries(TimePoint begin, TimePoint end) const;
  /// When to look again after `since`, if one look is worth as much as `price` seconds of one
  /// entry's waiting; at the latest `limit` after `since`. Looks come as densely as the root of the
  /// rate, which makes the entries' sum of waiting the least for the number of looks.
  TimePoint next_look(TimePoint since, double price, std::chrono::seconds limit) const;
  /// About how many looks that makes from `begin` to `end`; fewer where some minutes of the hour
  /// are quiet.
  double looks(TimePoint begin, TimePoint end, double price, std::chrono::seconds limit) const;
  /// How often each hour's entries come: 24 of working days, 24 of weekends (UTC), a second.
  std::array<double, kHours> const& hourly() const { return hours_; }

 private:
  friend class Rhythm;
  /// Looks a second, squared, for each entry a second.
  double looks_for(double price) const;

  std::array<double, kHours> hours_{};
  std::array<double, kPhases> phases_{};  ///< factors, 1 on average
};

}  // namespace wirewatch
