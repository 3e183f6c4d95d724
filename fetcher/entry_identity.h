#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "pipeline/feed/feed.h"
#include "store/store.h"

namespace wirewatch {

/// What each entry of one document is remembered by, in the document's order: a key from its guid,
/// else its link, else its title and text. A guid that several entries of the document share is
/// told apart by link and title.
std::vector<SeenEntry> identify(std::vector<Entry> const& entries);

/// A hash of what an entry says, blind to trivial edits: markup, white space, case, tracking
/// parameters, bare counters.
std::uint64_t content_hash(Entry const& entry);

}  // namespace wirewatch
