#pragma once

#include <optional>
#include <string>

#include "config/config.h"
#include "fetcher/compare_entries.h"
#include "fetcher/poll_note.h"
#include "net/http.h"
#include "pipeline/feed/feed.h"
#include "store/store.h"

namespace wirewatch {

/// What a poll brought, and what is known beside it.
struct PollAnswer {
  Result<Response> response;
  std::optional<ParsedFeed> parsed;  ///< where `needs_parsing`
  SeenEntries seen{};                ///< the feed's, where `needs_parsing`
};

/// What it means.
struct PollOutcome {
  PollCommit commit;
  std::string result;  ///< for people: "304", "200, 3 new", "timeout after 20s"
  bool failed = false;
  std::size_t fresh = 0;
  std::size_t changed = 0;
  PollNotes notes;
  /// The server asked to be left alone, with all that it holds.
  std::optional<std::chrono::seconds> host_pause;
};

/// What is known of a feed under its present address; that alone where the config's has changed.
FeedState state_of(FeedSource const& feed, FeedState stored);

/// Whether the body must be read: a new one of status 200, or a page that may say why we are not
/// let in.
bool needs_parsing(FeedState const& before, Response const& response);

/// The change that a poll makes: state with validators and next poll, entries new and edited,
/// articles about the feed itself. A pure function; `before` is by state_of(), `jitter` from [0,
/// 1).
PollOutcome apply_poll(FeedSource const& feed, FeedState before, PollAnswer answer, TimePoint now,
                       double jitter);

}  // namespace wirewatch
