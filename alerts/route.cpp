#include "alerts/route.h"

#include <algorithm>

namespace wirewatch {
namespace {

template <class T>
bool contains(std::vector<T> const& values, T const& value) {
  return std::find(values.begin(), values.end(), value) != values.end();
}

bool overlap(std::vector<std::string> const& a, std::vector<std::string> const& b) {
  return std::any_of(a.begin(), a.end(),
                     [&](std::string const& value) { return contains(b, value); });
}

bool fits(Route const& route, WatchSpec const& watch, Article const& article) {
  if (!route.severities.empty() && !contains(route.severities, watch.severity)) return false;
  if (!route.watches.empty() && !contains(route.watches, watch.name)) return false;
  if (!route.tags.empty() && !overlap(route.tags, watch.tags)) return false;
  return route.feeds.empty() || contains(route.feeds, article.source) ||
         overlap(route.feeds, article.tags);
}

}  // namespace

std::vector<std::string> sinks_for(Config const& config, WatchSpec const& watch,
                                   Article const& article) {
  std::vector<std::string> sinks;
  if (config.routes.empty())
    for (SinkSpec const& sink : config.sinks) sinks.push_back(sink.name);
  for (Route const& route : config.routes) {
    if (!fits(route, watch, article)) continue;
    for (std::string const& sink : route.sinks)
      if (!contains(sinks, sink)) sinks.push_back(sink);
  }
  return sinks;
}

}  // namespace wirewatch
