#pragma once

#include <chrono>
#include <optional>
#include <string>

#include "config/config.h"
#include "fetcher/failure.h"
#include "fetcher/feed_memory.h"
#include "store/store.h"

namespace wirewatch {

/// No feed is left alone longer than this, but one that is retired.
inline constexpr std::chrono::seconds kLongestWait = std::chrono::hours(24);

/// What a poll told about the time of the next one, beside what the feed's memory holds.
struct PollHints {
  std::optional<std::chrono::seconds> fresh_for{};    ///< HTTP caching, of 304s too
  std::optional<std::chrono::seconds> retry_after{};  ///< of 429 and 503
  std::optional<Failure> failure{};
};

struct NextPoll {
  TimePoint at{};
  std::string why;  ///< for people
};

/// What one look at a feed may cost, in seconds that one entry waits: so that a feed which is
/// expected to publish an entry an hour is looked at each `every`, one with an entry a day five
/// times more rarely. The price comes from the feed's own floor: no feed's polls depend on the
/// others.
double price_of_look(std::chrono::seconds every);

/// When to look at a feed again: the longest of its `every`, its learned rhythm, what the document
/// (ttl, sy:*, skipHours, skipDays) and the server (cache headers) ask for, at most `max_delay`;
/// after failures the back-off of their kind; Retry-After always. `failures` of the state are those
/// in a row, this poll included; `jitter` is from [0, 1) and moves the time by up to 10 %: a bound
/// is only approached from below, a server's demand only from above, a learned time is moved later
/// by a minute at most.
NextPoll next_poll(FeedSource const& feed, FeedState const& state, FeedMemory const& memory,
                   PollHints const& hints, TimePoint now, double jitter);

/// When to poll a feed whose state was read at a start, or after the clock was set: as it was
/// planned; a poll that is overdue within one `every`, the longer overdue the further spread, so
/// that a restart does not ask everybody at once; a plan that no clock in order could have made
/// counts as overdue. `fraction` is from [0, 1).
TimePoint resumed_poll(FeedSource const& feed, FeedState const& state, TimePoint now,
                       double fraction);

}  // namespace wirewatch
