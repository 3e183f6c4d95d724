#pragma once

#include <chrono>
#include <optional>
#include <string>

#include "config/config.h"
#include "store/store.h"

namespace wirewatch {

/// What a poll told about the time of the next one.
struct PollHints {
  std::optional<std::chrono::seconds> fresh_for;    ///< HTTP caching, of 304s too
  std::optional<std::chrono::seconds> retry_after;  ///< of 429 and 503
  std::optional<std::chrono::seconds> ttl;          ///< RSS ttl, sy:updatePeriod
};

struct NextPoll {
  TimePoint at{};
  std::string why;  ///< for people
};

/// When to look at a feed again. `failures` of the state are those in a row, this poll included;
/// `jitter` is from [0, 1).
NextPoll next_poll(FeedSource const& feed, FeedState const& state, PollHints const& hints,
                   TimePoint now, double jitter);

}  // namespace wirewatch
