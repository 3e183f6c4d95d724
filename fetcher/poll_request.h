#pragma once

#include "config/config.h"
#include "net/http.h"
#include "store/store.h"

namespace wirewatch {

/// The request of a poll: both validators byte for byte. `state` is of the feed's present address.
Request poll_request(FeedSource const& feed, FeedState const& state);

}  // namespace wirewatch
