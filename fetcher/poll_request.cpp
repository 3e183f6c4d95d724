#include "fetcher/poll_request.h"

#include "fetcher/feed_address.h"

namespace wirewatch {
namespace {

constexpr char const* kAccept =
    "application/atom+xml, application/rss+xml, application/feed+json, application/rdf+xml;q=0.9, "
    "application/xml;q=0.8, text/xml;q=0.8, application/json;q=0.7, */*;q=0.5";

}  // namespace

Request poll_request(FeedSource const& feed, FeedState const& state) {
  Request request;
  request.url = poll_address(feed, state);
  request.headers = feed.headers;
  request.headers.push_back({"Accept", kAccept});
  if (!state.etag.empty()) request.headers.push_back({"If-None-Match", state.etag});
  if (!state.last_modified.empty())
    request.headers.push_back({"If-Modified-Since", state.last_modified});
  return request;
}

}  // namespace wirewatch
