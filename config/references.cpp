#include <fmt/format.h>

#include <algorithm>

#include "base/text.h"
#include "config/draft.h"

namespace wirewatch {
namespace {

using Kind = Draft::Reference::Kind;
using Names = std::vector<std::string_view>;

bool contains(auto const& values, auto const& value) {
  return std::find(values.begin(), values.end(), value) != values.end();
}

/// Everything that may be referred to.
struct Known {
  explicit Known(Draft const& draft) {
    for (FeedSource const& feed : draft.config.feeds) {
      feeds.push_back(feed.name);
      feeds_and_tags.insert(feeds_and_tags.end(), feed.tags.begin(), feed.tags.end());
    }
    feeds_and_tags.insert(feeds_and_tags.end(), feeds.begin(), feeds.end());
    feeds_and_tags.insert(feeds_and_tags.end(), draft.unread_tags.begin(), draft.unread_tags.end());
    for (SinkSpec const& sink : draft.config.sinks) sinks.push_back(sink.name);
    for (WatchSpec const& watch : draft.config.watches) {
      watches.push_back(watch.name);
      watch_tags.insert(watch_tags.end(), watch.tags.begin(), watch.tags.end());
    }
    for (Names* names : {&feeds, &feeds_and_tags, &sinks, &watches, &watch_tags}) {
      std::sort(names->begin(), names->end());
      names->erase(std::unique(names->begin(), names->end()), names->end());
    }
  }

  std::pair<std::string_view, Names const&> of(Kind kind) const {
    switch (kind) {
      case Kind::feed:
        return {"feed", feeds};
      case Kind::feed_or_tag:
        return {"feed or tag", feeds_and_tags};
      case Kind::sink:
        return {"sink", sinks};
      case Kind::watch:
        return {"watch", watches};
      case Kind::watch_tag:
        break;
    }
    return {"tag of a watch", watch_tags};
  }

  Names feeds, feeds_and_tags, sinks, watches, watch_tags;
};

/// Whether the route takes some alert of the watch; which feed it comes from is not known here.
bool may_take(Route const& route, WatchSpec const& watch) {
  return (route.severities.empty() || contains(route.severities, watch.severity)) &&
         (route.watches.empty() || contains(route.watches, watch.name)) &&
         (route.tags.empty() ||
          std::any_of(route.tags.begin(), route.tags.end(),
                      [&](std::string const& tag) { return contains(watch.tags, tag); }));
}

void check_routes(Reader& reader, Draft const& draft) {
  std::vector<Route> const& routes = draft.config.routes;
  if (routes.empty()) return;  // then every alert goes to every sink
  for (WatchSpec const& watch : draft.config.watches) {
    auto const takes = [&](Route const& route) { return may_take(route, watch); };
    if (std::any_of(routes.begin(), routes.end(), takes)) continue;
    Mark mark = reader.files().locate(watch.place.line, watch.place.column);
    mark.length = static_cast<std::uint32_t>(utf8_length(watch.name));
    reader.warning(
        mark, fmt::format("no route takes the alerts of watch '{}': nobody is told", watch.name));
  }
  for (SinkSpec const& sink : draft.config.sinks) {
    auto const leads = [&](Route const& route) { return contains(route.sinks, sink.name); };
    if (std::any_of(routes.begin(), routes.end(), leads)) continue;
    Mark mark = draft.defined.at("sink " + sink.name);
    reader.warning(mark, fmt::format("no route leads to sink '{}'", sink.name));
  }
}

}  // namespace

void check_references(Reader& reader, Draft const& draft) {
  Known const known(draft);
  for (Draft::Reference const& one : draft.references) {
    auto const& [kind, names] = known.of(one.kind);
    if (!std::binary_search(names.begin(), names.end(), one.name))
      reader.unknown_name(one.mark, kind, one.name, names);
  }
  if (!reader.has_errors()) check_routes(reader, draft);
}

}  // namespace wirewatch
