#pragma once

#include <chrono>
#include <optional>

#include "base/result.h"
#include "net/http.h"
#include "pipeline/feed/feed.h"

namespace wirewatch {

/// Kinds of failed polls; each has its own patience.
enum class Failure {
  dns,
  refused,  ///< no connection, or one that broke
  timeout,
  tls,
  missing,    ///< 404 and other 4xx: feeds come back from these
  forbidden,  ///< 401, 403
  gone,       ///< 410: the feed is retired
  too_many,   ///< 429
  server,     ///< 5xx and answers that make no sense
  not_a_feed,
  challenge,  ///< a page that asks whether we are a robot
  too_large,
  refused_by_us,  ///< an address that may not be fetched
};

char const* name_of(Failure failure);  ///< for people: "the host's name is not found"

/// nullopt for a poll that went well. `parsed` where the body was read.
std::optional<Failure> failure_of(Result<Response> const& response,
                                  std::optional<ParsedFeed> const& parsed);

/// How long to wait after the `count`th failure in a row of a feed that is polled each `every`:
/// from `every` (slow classes: from half an hour or more), growing, up to a cap of one hour (server
/// errors) to a day (blocks). Never ends: only 410 retires a feed.
std::chrono::seconds back_off(Failure failure, int count, std::chrono::seconds every);

}  // namespace wirewatch
