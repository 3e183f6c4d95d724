#pragma once

#include <string>
#include <vector>

#include "base/clock.h"
#include "config/config.h"
#include "pipeline/article/article.h"
#include "pipeline/watch/match.h"
#include "pipeline/watch/watch_spec.h"
#include "store/store.h"

namespace wirewatch {

/// One watch that fired on one revision of one story, before it is rendered for a sink.
struct Alert {
  WatchSpec const* watch = nullptr;  ///< outlives the Alert
  Article const* article = nullptr;  ///< outlives the Alert
  Match const* match = nullptr;      ///< outlives the Alert
  std::string story;                 ///< what stays the same over an article's revisions
  int revision = 0;
  TimePoint seen{};  ///< when the article's entry was first seen
};

/// What makes two articles one story, however many feeds carry it: address and headline (there are
/// sites whose pages all declare one address); without an address the entry of the feed.
std::string story_of(Article const& article, std::string const& feed, std::string const& key);

/// "msg_" and 32 hex digits, the same for the same alert however often it is made: the receiver's
/// idempotency key.
std::string delivery_id(Alert const& alert, std::string const& sink);

/// The JSON text of an alert as every sink of this version carries it:
/// {"type":"watch.matched","timestamp":...,"data": {alert, watch, severity, article, evidence,
/// snippet}}; at most about 20 kB, cut on code points. One line.
std::string render_json(Alert const& alert, std::string const& id);

/// One delivery for each sink that routes name, due at once.
std::vector<Delivery> make_deliveries(Config const& config, Alert const& alert, TimePoint now);

}  // namespace wirewatch
