#include "fetcher/schedule.h"

#include <fmt/format.h>

#include <algorithm>

namespace wirewatch {
namespace {

using namespace std::chrono_literals;
using std::chrono::milliseconds;
using std::chrono::seconds;

constexpr double kJitter = 0.1;
constexpr milliseconds kLearnedJitter = 1min;

/// A wait with its reason, and how chance may move it.
struct Wait {
  seconds length;
  std::string why;
  enum class Shift { either_way, later, sooner, little } shift = Shift::either_way;
};

milliseconds shifted(Wait const& wait, double jitter) {
  auto const part = [&](double share) {
    return milliseconds(
        static_cast<std::int64_t>(static_cast<double>(milliseconds(wait.length).count()) * share));
  };
  switch (wait.shift) {
    case Wait::Shift::later:
      return part(1 + jitter * kJitter);
    case Wait::Shift::sooner:
      return part(1 - jitter * kJitter);
    case Wait::Shift::little:
      return wait.length + std::min(part(jitter * kJitter),
                                    milliseconds(static_cast<std::int64_t>(
                                        jitter * static_cast<double>(kLearnedJitter.count()))));
    case Wait::Shift::either_way:
      break;
  }
  return part(1 + (jitter * 2 - 1) * kJitter);
}

bool is_skipped(FeedRhythmHints const& hints, TimePoint at) {
  auto const day = std::chrono::floor<std::chrono::days>(at);
  auto const hour = std::chrono::floor<std::chrono::hours>(at - day).count();
  auto const weekday = std::chrono::weekday(day).c_encoding();
  return (hints.skip_hours >> hour & 1U) != 0 || (hints.skip_days >> weekday & 1U) != 0;
}

/// The first moment from `at` on that the document does not ask to skip; `at` where it skips all.
TimePoint not_skipped(FeedRhythmHints const& hints, TimePoint at) {
  TimePoint time = at;
  for (int hour = 0; hour < 8 * 24; ++hour) {
    if (!is_skipped(hints, time)) return time;
    time = std::chrono::floor<std::chrono::hours>(time) + 1h;
  }
  return at;
}

Wait wait_after_success(FeedSource const& feed, FeedMemory const& memory, PollHints const& hints,
                        TimePoint now) {
  seconds const bound = std::min(kLongestWait, std::max(feed.max_delay, feed.every));
  Wait wait{feed.every, fmt::format("every {}", format_duration(feed.every))};
  Rhythm rhythm = memory.rhythm;
  rhythm.advance(now);
  TimePoint const learned = rhythm.forecast().next_look(now, price_of_look(feed.every), bound);
  if (auto const length = std::chrono::ceil<seconds>(learned - now); length > wait.length)
    wait = {length, fmt::format("its rhythm: {}", format_duration(length)), Wait::Shift::little};
  auto const at_least = [&](auto const& value, std::string_view reason) {
    if (!value || *value <= wait.length) return;
    wait = {*value, fmt::format("{} {}", reason, format_duration(*value)), Wait::Shift::later};
  };
  at_least(memory.hints.ttl, "its ttl asks for");
  at_least(memory.hints.update_period, "its update period is");
  at_least(hints.fresh_for, "the server's cache headers say");
  if (TimePoint const later = not_skipped(memory.hints, now + wait.length);
      later > now + wait.length)
    wait = {std::chrono::ceil<seconds>(later - now), "it asks not to be polled before then",
            Wait::Shift::later};
  if (wait.length >= bound && bound > feed.every)
    wait = {bound, fmt::format("max_delay {}", format_duration(bound)), Wait::Shift::sooner};
  return wait;
}

Wait wait_after_failure(FeedSource const& feed, FeedState const& state, Failure failure) {
  if (failure == Failure::gone)
    return {back_off(failure, 1, feed.every), "retired: the server says it is gone for good (410)",
            Wait::Shift::later};
  int const count = std::max(1, state.failures);
  return {back_off(failure, count, feed.every),
          fmt::format("{} failure{} in a row: {}", count, count == 1 ? "" : "s", name_of(failure))};
}

}  // namespace

double price_of_look(seconds every) {
  auto const floor = static_cast<double>(every.count());
  return std::max(1.0, floor * floor / (2 * 3600));  // a poll each T at rate r: price r T^2 / 2
}

NextPoll next_poll(FeedSource const& feed, FeedState const& state, FeedMemory const& memory,
                   PollHints const& hints, TimePoint now, double jitter) {
  Wait wait = hints.failure ? wait_after_failure(feed, state, *hints.failure)
                            : wait_after_success(feed, memory, hints, now);
  if (hints.retry_after && *hints.retry_after > wait.length) {
    wait.length = std::min(kLongestWait, *hints.retry_after);
    wait.why = fmt::format("Retry-After {}", format_duration(wait.length));
    wait.shift = Wait::Shift::later;
  }
  return {now + shifted(wait, jitter), std::move(wait.why)};
}

TimePoint resumed_poll(FeedSource const& feed, FeedState const& state, TimePoint now,
                       double fraction) {
  if (state.url != feed.url || state.next_poll == TimePoint{}) return now;
  milliseconds const every = feed.every;
  auto const spread = [&](milliseconds over) {
    return now + milliseconds(static_cast<std::int64_t>(
                     fraction * static_cast<double>(std::min(over, every).count())));
  };
  if (state.next_poll <= now) return spread(now - state.next_poll);
  bool const retired = read_memory(state.rhythm).retired;
  milliseconds const longest = retired ? 33 * 24h : milliseconds(kLongestWait) * 11 / 10;
  bool const planned_in_order = state.last_poll <= now + 1min && state.next_poll - now <= longest;
  return planned_in_order ? state.next_poll : spread(every);
}

}  // namespace wirewatch
