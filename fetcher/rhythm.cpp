// The rate of a feed is a product of two habits, each learned by counting: how much it publishes in
// this hour of this kind of day, and at which minutes. Each count is drawn to what is known more
// broadly, as if a little had been seen there already (a gamma prior): an hour of weekends to the
// same hour of all days, that to the feed's average, the average of a new feed to one entry a day.
// So a quiet feed keeps an even rhythm until it has shown another one.
//
// Polls at a density proportional to the root of the rate minimise the sum of delays for Poisson
// arrivals (Sia, Cho and Cho 2007). Alone that starves feeds with little to say; so each feed
// counts as if it published half an entry a day more, spread by its own habits. That costs the sum
// nothing that could be measured and halves the mean delay of the quiet ones.
//
// Tuned on real publication times by halves of the sources (tests/bench/schedule_policy.cpp); the
// figures are flat around these values. Memory of bursts was tried and made delays longer: after a
// batch the next entries are less likely, not more. Minutes finer than five did not pay, nor did
// counting a batch as one.
#include "fetcher/rhythm.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <numeric>

namespace wirewatch {
namespace {

using namespace std::chrono;

constexpr days kHalfLife{14};
constexpr hours kFadeStep{24};  ///< fading in small steps would drown in the rounding of write()
constexpr double kNewFeedRate = 1.0 / 1440;  ///< entries a minute, before anything is known
constexpr double kNewFeedEntries = 1;  ///< how firmly that is believed, in entries; the same below
constexpr double kDayKindEntries = 20;
constexpr double kHourEntries = 0.5;
constexpr double kHourOfKindEntries = 0.5;
constexpr double kPhaseEntries = 12;
constexpr double kNeighbours = 0.3;  ///< share of the hours before and after that counts here

constexpr double kWorthOfEach =
    0.5 / 86'400;  ///< entries a second that every feed is looked at for
using Phase = duration<std::int64_t, std::ratio<300>>;

struct Slot {
  std::size_t hour;   ///< of day, 24 more on weekends
  std::size_t phase;  ///< of the hour
};

Slot slot_of(TimePoint at) {
  auto const day = floor<days>(at);
  auto const minute = floor<minutes>(at - day).count();
  weekday const of_week{day};
  bool const weekend = of_week == Saturday || of_week == Sunday;
  return {static_cast<std::size_t>(minute / 60 + (weekend ? 24 : 0)),
          static_cast<std::size_t>(minute % 60 / 5)};
}

/// Calls `visit(slot's hour, seconds)` for the hours between two moments; whole weeks count at
/// once.
template <class Visit>
void each_hour(TimePoint begin, TimePoint end, Visit visit) {
  if (auto const whole = floor<weeks>(end - begin); whole.count() > 0) {
    for (std::size_t hour = 0; hour < 48; ++hour)
      visit(hour, 3600.0 * (hour < 24 ? 5 : 2) * static_cast<double>(whole.count()));
    begin += whole;
  }
  while (begin < end) {
    TimePoint const next = std::min(end, TimePoint(floor<hours>(begin) + hours(1)));
    visit(slot_of(begin).hour, duration<double>(next - begin).count());
    begin = next;
  }
}

double rate_of(double entries, double watched, double prior_entries, double prior_rate) {
  return (entries + prior_entries) / (watched + prior_entries / prior_rate);
}

template <class Values>
double sum(Values const& values, std::size_t begin, std::size_t count) {
  double total = 0;
  for (std::size_t i = begin; i < begin + count; ++i) total += values[i];
  return total;
}

}  // namespace

void Rhythm::known_since(TimePoint begin) {
  if (!begin_) begin_ = watched_ = faded_ = floor<minutes>(begin);
}

void Rhythm::observe(TimePoint at) {
  Slot const slot = slot_of(at);
  counts_[slot.hour] += 1;
  phases_[slot.phase] += 1;
  latest_ = std::max(latest_.value_or(at), at);
}

void Rhythm::advance(TimePoint now) {
  now = floor<minutes>(now);
  if (!begin_) begin_ = watched_ = faded_ = now;
  if (watched_ < now) {
    each_hour(watched_, now, [&](std::size_t hour, double seconds_in_it) {
      minutes_[hour] += seconds_in_it / 60;
    });
    watched_ = now;
  }
  if (now - faded_ >= kFadeStep) fade(now);
}

void Rhythm::fade(TimePoint to) {
  double const factor = std::exp2(-duration<double>(to - faded_) / duration<double>(kHalfLife));
  for (double& count : counts_) count *= factor;
  for (double& watched : minutes_) watched *= factor;
  for (double& count : phases_) count *= factor;
  faded_ = to;
}

Rhythm::Forecast Rhythm::forecast() const {
  Forecast forecast;
  double const average =
      rate_of(sum(counts_, 0, kHours), sum(minutes_, 0, kHours), kNewFeedEntries, kNewFeedRate);
  for (std::size_t const kind : {std::size_t{0}, kHours / 2}) {
    double const of_kind =
        rate_of(sum(counts_, kind, 24), sum(minutes_, kind, 24), kDayKindEntries, average);
    for (std::size_t hour = 0; hour < 24; ++hour) {
      auto const around = [&](auto const& values, std::size_t of) {
        return values[of + hour] +
               kNeighbours * (values[of + (hour + 23) % 24] + values[of + (hour + 1) % 24]);
      };
      auto const all_days = [&](auto const& values) {
        return around(values, 0) + around(values, 24);
      };
      double const of_hour = rate_of(all_days(counts_), all_days(minutes_), kHourEntries, average);
      forecast.hours_[kind + hour] = rate_of(around(counts_, kind), around(minutes_, kind),
                                             kHourOfKindEntries, of_kind * of_hour / average) /
                                     60;
    }
  }
  double const all_phases = sum(phases_, 0, kPhases) + kPhaseEntries;
  for (std::size_t i = 0; i < kPhases; ++i)
    forecast.phases_[i] = (phases_[i] * kPhases + kPhaseEntries) / all_phases;
  return forecast;
}

double Rhythm::Forecast::rate(TimePoint at) const {
  Slot const slot = slot_of(at);
  return hours_[slot.hour] * phases_[slot.phase];
}

double Rhythm::Forecast::entries(TimePoint begin, TimePoint end) const {
  double total = 0;
  each_hour(begin, end,
            [&](std::size_t hour, double seconds_in_it) { total += hours_[hour] * seconds_in_it; });
  return total;
}

double Rhythm::Forecast::looks_for(double price) const {
  double const mean = (sum(hours_, 0, 24) * 5 + sum(hours_, 24, 24) * 2) / (24 * 7);
  return (1 + kWorthOfEach / mean) / (2 * price);
}

TimePoint Rhythm::Forecast::next_look(TimePoint since, double price, seconds limit) const {
  double const squared = looks_for(price);
  TimePoint const end = since + limit;
  double looks = 0;
  for (TimePoint at = since; at < end;) {
    TimePoint const next = std::min(end, TimePoint(floor<Phase>(at) + Phase(1)));
    double const more = std::sqrt(rate(at) * squared) * duration<double>(next - at).count();
    if (looks + more >= 1)
      return at + duration_cast<milliseconds>((next - at) * ((1 - looks) / more));
    looks += more;
    at = next;
  }
  return end;
}

double Rhythm::Forecast::looks(TimePoint begin, TimePoint end, double price, seconds limit) const {
  double const squared = looks_for(price);
  double const least = 1 / duration<double>(limit).count();
  double total = 0;
  each_hour(begin, end, [&](std::size_t hour, double seconds_in_it) {
    total += std::max(least, std::sqrt(hours_[hour] * squared)) * seconds_in_it;
  });
  return total;
}

double Rhythm::observed() const { return sum(counts_, 0, kHours); }

seconds Rhythm::watched_for() const {
  return begin_ ? duration_cast<seconds>(watched_ - *begin_) : seconds(0);
}

namespace {

// Written: a version, four times in minutes since 1970 (-1: none), then every number in letters of
// 5 bits, the lowest first, a sixth bit where more follow: entries in steps of 1/64, minutes whole.
constexpr std::string_view kLetters =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
constexpr auto kDigits = [] {
  std::array<int, 256> digits{};
  digits.fill(-1);
  for (std::size_t i = 0; i < kLetters.size(); ++i)
    digits[static_cast<unsigned char>(kLetters[i])] = static_cast<int>(i);
  return digits;
}();
constexpr std::string_view kVersion = "2";
constexpr double kEntrySteps = 64;
constexpr double kMost = (1 << 20) - 1;
constexpr unsigned kMoreFollow = 32;

void write_number(std::string& out, double value, double steps) {
  auto number = static_cast<unsigned>(std::clamp(std::round(value * steps), 0.0, kMost));
  for (; number >= kMoreFollow; number /= kMoreFollow)
    out += kLetters[number % kMoreFollow + kMoreFollow];
  out += kLetters[number];
}

bool read_number(std::string_view& text, double& value, double steps) {
  unsigned number = 0;
  for (unsigned shift = 0; shift < 20 && !text.empty(); shift += 5) {
    int const digit = kDigits[static_cast<unsigned char>(text.front())];
    if (digit < 0) return false;
    text.remove_prefix(1);
    auto const bits = static_cast<unsigned>(digit);
    number |= bits % kMoreFollow << shift;
    if (bits >= kMoreFollow) continue;
    value = static_cast<double>(number) / steps;
    return true;
  }
  return false;
}

void write_time(std::string& out, std::optional<TimePoint> time) {
  out += ':' + std::to_string(time ? floor<minutes>(*time).time_since_epoch().count() : -1);
}

bool read_time(std::string_view& text, std::optional<TimePoint>& time) {
  if (text.empty() || text[0] != ':') return false;
  std::int64_t count = 0;
  auto const [end, fault] = std::from_chars(text.data() + 1, text.data() + text.size(), count);
  if (fault != std::errc{} || count < -1 || count > 5'000'000'000) return false;
  text.remove_prefix(static_cast<std::size_t>(end - text.data()));
  time = count < 0 ? std::nullopt : std::optional(TimePoint(minutes(count)));
  return true;
}

}  // namespace

std::string Rhythm::write() const {
  std::string out{kVersion};
  for (auto const time : {begin_, std::optional(watched_), std::optional(faded_), latest_})
    write_time(out, time);
  out += ':';
  for (double const count : counts_) write_number(out, count, kEntrySteps);
  for (double const watched : minutes_) write_number(out, watched, 1);
  for (double const count : phases_) write_number(out, count, kEntrySteps);
  return out;
}

std::optional<Rhythm> Rhythm::read(std::string_view text) {
  Rhythm rhythm;
  if (!text.starts_with(kVersion)) return std::nullopt;
  text.remove_prefix(kVersion.size());
  std::optional<TimePoint> watched, faded;
  if (!read_time(text, rhythm.begin_) || !read_time(text, watched) || !read_time(text, faded) ||
      !read_time(text, rhythm.latest_) || !watched || !faded || text.empty() || text[0] != ':')
    return std::nullopt;
  rhythm.watched_ = *watched;
  rhythm.faded_ = *faded;
  text.remove_prefix(1);
  for (double& count : rhythm.counts_)
    if (!read_number(text, count, kEntrySteps)) return std::nullopt;
  for (double& watched_minutes : rhythm.minutes_)
    if (!read_number(text, watched_minutes, 1)) return std::nullopt;
  for (double& count : rhythm.phases_)
    if (!read_number(text, count, kEntrySteps)) return std::nullopt;
  if (!text.empty()) return std::nullopt;
  return rhythm;
}

}  // namespace wirewatch
