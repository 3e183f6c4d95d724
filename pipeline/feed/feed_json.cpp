#include "pipeline/feed/feed_json.h"

#include <boost/json.hpp>

#include "base/text.h"

namespace wirewatch {
namespace {

namespace json = boost::json;

json::value text(std::string const& value) {
  if (value.empty()) return nullptr;
  return json::value(is_utf8(value) ? json::string(value) : json::string(repair_utf8(value)));
}

json::value date(std::optional<TimePoint> const& time) {
  return time ? json::value(format_iso(*time)) : json::value(nullptr);
}

json::array list(std::vector<std::string> const& values) {
  json::array out;
  for (std::string const& value : values) out.push_back(text(value));
  return out;
}

json::object object(Entry const& entry) {
  json::object out;
  out["id"] = text(entry.id);
  out["title"] = text(entry.title);
  out["link"] = text(entry.link);
  out["published"] = date(entry.published);
  out["updated"] = date(entry.updated);
  if (entry.undatable) out["undatable"] = true;
  out["authors"] = list(entry.authors);
  out["categories"] = list(entry.categories);
  out["summary"] = text(entry.summary);
  out["content"] = text(entry.content);
  json::array enclosures;
  for (Enclosure const& enclosure : entry.enclosures) enclosures.push_back(text(enclosure.url));
  out["enclosures"] = std::move(enclosures);
  return out;
}

}  // namespace

char const* name_of(FeedFormat format) {
  switch (format) {
    case FeedFormat::rss:
      return "rss";
    case FeedFormat::atom:
      return "atom";
    case FeedFormat::rdf:
      return "rdf";
    case FeedFormat::json_feed:
      return "jsonfeed";
    case FeedFormat::none:
      break;
  }
  return "";
}

std::string to_json(ParsedFeed const& feed, std::string_view file) {
  json::object out;
  out["file"] = text(std::string(file));
  out["format"] = text(name_of(feed.format));
  out["bozo"] = feed.bozo;
  if (!feed.problem.empty()) out["problem"] = text(feed.problem);
  if (feed.challenge) out["challenge"] = true;
  out["feed"] = json::object{{"title", text(feed.title)},
                             {"link", text(feed.link)},
                             {"description", text(feed.description)},
                             {"language", text(feed.language)}};
  json::array entries;
  entries.reserve(feed.entries.size());
  for (Entry const& entry : feed.entries) entries.push_back(object(entry));
  out["entries"] = std::move(entries);
  if (!feed.discovered.empty()) out["discovered"] = list(feed.discovered);
  return json::serialize(out);
}

}  // namespace wirewatch
