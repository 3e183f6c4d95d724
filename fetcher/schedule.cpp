#include "fetcher/schedule.h"

#include <fmt/format.h>

#include <algorithm>

namespace wirewatch {
namespace {

using namespace std::chrono_literals;
using std::chrono::milliseconds;

constexpr std::chrono::seconds kLongest = 24h;
constexpr double kJitter = 0.1;

}  // namespace

NextPoll next_poll(FeedSource const& feed, FeedState const& state, PollHints const& hints,
                   TimePoint now, double jitter) {
  std::chrono::seconds wait = feed.every;
  std::string why = fmt::format("every {}", format_duration(feed.every));
  auto const at_least = [&](std::optional<std::chrono::seconds> value, std::string_view reason) {
    if (!value || *value <= wait) return;
    wait = *value;
    why = fmt::format("{} {}", reason, format_duration(*value));
  };
  at_least(hints.ttl, "the feed asks for");
  at_least(hints.fresh_for, "the server's cache headers say");
  std::chrono::seconds const bound = std::min(kLongest, std::max(feed.max_delay, feed.every));
  if (wait > bound) {
    wait = bound;
    why = fmt::format("max_delay {}", format_duration(bound));
  }
  if (state.failures > 0) {
    wait = std::min(bound, feed.every * (1 << std::min(state.failures, 10)));
    why = fmt::format("{} failure{} in a row", state.failures, state.failures == 1 ? "" : "s");
  }
  if (hints.retry_after && *hints.retry_after > wait) {
    wait = std::min(kLongest, *hints.retry_after);
    why = fmt::format("Retry-After {}", format_duration(wait));
  }
  auto const shift = (jitter * 2 - 1) * kJitter;
  auto const jittered = milliseconds(
      static_cast<std::int64_t>(static_cast<double>(milliseconds(wait).count()) * (1 + shift)));
  return {now + jittered, std::move(why)};
}

}  // namespace wirewatch
