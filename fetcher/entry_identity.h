#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "pipeline/feed/feed.h"
#include "store/store.h"

namespace wirewatch {

using SeenEntries = std::map<std::string, SeenEntry>;  ///< by key

/// What each entry of one document is remembered by, in the document's order: a key from its guid,
/// else its link, else its title and text. Entries of the document that share a guid (or, without
/// one, a link) are told apart by link and title. One that was `seen` keeps the key it had then,
/// even if its guid was shared then and is not now, or the other way round. The hash of what it
/// says is blind to trivial edits: markup, white space, case, punctuation, counters, the time of an
/// update.
std::vector<SeenEntry> identify(std::vector<Entry> const& entries, SeenEntries const& seen);

}  // namespace wirewatch
