#pragma once

#include <map>
#include <optional>
#include <string>

#include "config/config.h"
#include "net/http.h"
#include "pipeline/feed/feed.h"
#include "store/store.h"

namespace wirewatch {

/// What a poll brought, and what is known beside it.
struct PollAnswer {
  Result<Response> response;
  std::optional<ParsedFeed> parsed;         ///< where `needs_parsing`
  std::map<std::string, SeenEntry> seen{};  ///< the feed's, where `needs_parsing`
};

/// What it means.
struct PollOutcome {
  PollCommit commit;
  std::string result;  ///< for people: "304", "200, 3 new", "timeout after 20s"
  bool failed = false;
  std::size_t fresh = 0;
  std::size_t changed = 0;
  std::optional<std::chrono::seconds> host_pause;  ///< the whole host asked to be left alone
};

/// Whether the body is a new one that must be read: status 200, and not the bytes of last time.
bool needs_parsing(FeedState const& before, Response const& response);

/// The change that a poll makes: state with validators and next poll, entries new and edited. A
/// pure function; `jitter` is from [0, 1).
PollOutcome apply_poll(FeedSource const& feed, FeedState const& before, PollAnswer const& answer,
                       TimePoint now, double jitter);

}  // namespace wirewatch
