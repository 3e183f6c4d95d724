#pragma once

#include <vector>

#include "fetcher/compare_entries.h"
#include "fetcher/feed_memory.h"

namespace wirewatch {

/// Teaches the memory when a feed publishes. Of its first document all dates but the oldest few
/// count, for those may be pinned; later the new entries, at their date or, where that is missing,
/// in the future or older than a day, at `now`.
void learn_backlog(std::vector<Entry> const& entries, TimePoint now, FeedMemory& memory);
void learn_changes(std::vector<Entry> const& entries, EntryChanges const& changes, TimePoint now,
                   FeedMemory& memory);

}  // namespace wirewatch
