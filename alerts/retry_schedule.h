#pragma once

#include <chrono>
#include <optional>
#include <string>

#include "base/clock.h"
#include "base/result.h"
#include "net/http.h"
#include "store/store.h"

namespace wirewatch {

/// What a receiver's answer means for the delivery and for its sink. No socket, no clock.
struct Verdict {
  Delivery delivery;  ///< with state, attempts, due and last_result after this attempt
  std::optional<TimePoint>
      sink_blocked_until;  ///< Retry-After; TimePoint::max() when 410 disabled the sink
};

/// 2xx is done. 410 disables the sink and keeps the delivery for resending. 408, 425, 429, 5xx but
/// 501, and failed exchanges are tried again after 5 s .. 24 h over about three days; Retry-After
/// (at most 24 h) blocks the whole sink. Everything else, redirects included, is dead at once.
/// `random` in [0,1) spreads the waits by +-10 %. Source: Standard Webhooks 1.0, "Deliverability
/// and reliability"; RFC 9110 15 and 10.2.3.
Verdict after_attempt(Delivery delivery, Result<Response> const& answer, TimePoint now,
                      double random);

}  // namespace wirewatch
