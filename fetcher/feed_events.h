#pragma once

#include <optional>

#include "config/config.h"
#include "fetcher/failure.h"
#include "fetcher/feed_memory.h"
#include "store/store.h"

namespace wirewatch {

/// A feed that is silent against its own rhythm, told once an episode: when at least eight entries
/// should have come since the last one, after twice the longest silence known and six hours.
/// nullopt when there is nothing to tell.
std::optional<PendingArticle> feed_quiet(FeedSource const& feed, FeedMemory& memory, TimePoint now);

/// A feed whose polls fail for six hours and three polls at least, or that is retired, told once an
/// episode. `state.failures` counts this poll.
std::optional<PendingArticle> feed_failing(FeedSource const& feed, FeedState const& state,
                                           Failure failure, std::string const& result,
                                           FeedMemory& memory, TimePoint now);

}  // namespace wirewatch
