#pragma once

#include "config/config.h"
#include "fetcher/feed_memory.h"
#include "fetcher/poll_note.h"
#include "net/http.h"
#include "store/store.h"

namespace wirewatch {

/// The address to ask: the config's, or where permanent redirects have led for long enough.
std::string const& poll_address(FeedSource const& feed, FeedState const& state);

/// After a good poll: counts where permanent redirects (301, 308) lead. A target that five polls in
/// a row over at least a week were sent to becomes the feed's address, if each of them found
/// entries there that are known. Never one that drops encryption, nor, for a feed with headers of
/// its own, one of another host.
void weigh_redirect(FeedSource const& feed, Response const& response, bool has_known_entries,
                    TimePoint now, FeedState& state, FeedMemory& memory, PollNotes& notes);

/// After a failed poll: three in a row at such an address lead back to the config's. True if this
/// one did.
bool doubt_move(FeedSource const& feed, FeedState& state, FeedMemory& memory, PollNotes& notes);

}  // namespace wirewatch
