#pragma once

#include <boost/json/object.hpp>
#include <string>

#include "config/config.h"
#include "store/store.h"

namespace wirewatch {

/// What is known of a feed, for people and for programs. Addresses are masked.
std::string feed_row(FeedSource const& feed, FeedState const& state, TimePoint now);
std::string feed_page(FeedSource const& feed, FeedState const& state, TimePoint now);
boost::json::object feed_json(FeedSource const& feed, FeedState const& state);
/// With results, rhythm and redirects.
boost::json::object feed_details(FeedSource const& feed, FeedState const& state);

}  // namespace wirewatch
