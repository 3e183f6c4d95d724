#include "fetcher/feed_address.h"

#include <fmt/format.h>

#include <algorithm>
#include <boost/url/parse.hpp>

#include "base/text.h"

namespace wirewatch {
namespace {

using namespace std::chrono_literals;

constexpr int kSightings = 5;
constexpr auto kPeriod = 24h * 7;
constexpr int kMostFailures = 3;

std::string host_of(std::string const& url) {
  auto const parsed = boost::urls::parse_uri(url);
  return parsed ? lower_ascii(std::string(parsed->encoded_host_and_port())) : std::string();
}

bool is_permanent(Response const& response) {
  return !response.redirects.empty() &&
         std::all_of(response.redirects.begin(), response.redirects.end(),
                     [](Redirect const& one) { return one.status == 301 || one.status == 308; });
}

bool may_move(FeedSource const& feed, std::string const& from, std::string const& to) {
  if (from.starts_with("https:") && !to.starts_with("https:")) return false;
  return feed.headers.empty() || host_of(from) == host_of(to);
}

void forget_redirect(FeedMemory& memory) {
  memory.redirect_to.clear();
  memory.redirect_sightings = 0;
  memory.redirect_since = {};
}

}  // namespace

std::string const& poll_address(FeedSource const& feed, FeedState const& state) {
  return state.moved_to.empty() ? feed.url : state.moved_to;
}

void weigh_redirect(FeedSource const& feed, Response const& response, bool has_known_entries,
                    TimePoint now, FeedState& state, FeedMemory& memory, PollNotes& notes) {
  memory.moved_failures = 0;
  std::string const from = poll_address(feed, state);
  if (!is_permanent(response) || response.url == from) return forget_redirect(memory);
  if (!has_known_entries) return;
  if (memory.redirect_to != response.url) {
    memory.redirect_to = response.url;
    memory.redirect_sightings = 0;
    memory.redirect_since = now;
  }
  memory.redirect_sightings = std::min(memory.redirect_sightings + 1, kSightings);
  if (memory.redirect_sightings < kSightings || now - memory.redirect_since < kPeriod ||
      !may_move(feed, from, response.url))
    return;
  notes.push_back(
      {"feed.moved",
       fmt::format("{} has redirected to {} since {}, which is asked from "
                   "now on; put it into the config",
                   masked_url(from), masked_url(response.url), format_iso(memory.redirect_since))});
  state.moved_to = response.url == feed.url ? std::string() : response.url;
  forget_redirect(memory);
}

bool doubt_move(FeedSource const& feed, FeedState& state, FeedMemory& memory, PollNotes& notes) {
  if (state.moved_to.empty() || ++memory.moved_failures < kMostFailures) return false;
  notes.push_back(
      {"feed.moved_back", fmt::format("{} fails: the address of the config is asked again, {}",
                                      masked_url(state.moved_to), masked_url(feed.url))});
  state.moved_to.clear();
  state.etag.clear();  // they were the other address's
  state.last_modified.clear();
  memory.moved_failures = 0;
  forget_redirect(memory);
  return true;
}

}  // namespace wirewatch
