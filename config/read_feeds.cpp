#include <fmt/format.h>

#include "base/text.h"
#include "config/draft.h"
#include "config/keys.h"

namespace wirewatch {
namespace {

using namespace std::chrono_literals;

constexpr Reader::Choice<FullText> kFullTexts[] = {
    {"auto", FullText::automatic}, {"always", FullText::always}, {"never", FullText::never}};
constexpr Reader::Choice<Backlog> kBacklogs[] = {{"silent", Backlog::silent},
                                                 {"alert", Backlog::alert}};

void read_every(Reader& reader, Node const& value, FeedSource& feed) {
  reader.read_duration(value, 1s, feed.every);
}
void read_max_delay(Reader& reader, Node const& value, FeedSource& feed) {
  reader.read_duration(value, 1s, feed.max_delay);
}
void read_full_text(Reader& reader, Node const& value, FeedSource& feed) {
  reader.read_choice<FullText>(value, "a way to get the text", kFullTexts, feed.full_text);
}
void read_backlog(Reader& reader, Node const& value, FeedSource& feed) {
  reader.read_choice<Backlog>(value, "a way to treat the backlog", kBacklogs, feed.backlog);
}

/// Selectors: one text, or a list that is joined by commas.
void read_selectors(Reader& reader, Node const& value, std::string& selectors) {
  std::vector<std::string> texts;
  if (reader.read_texts(value, "a selector", texts))
    selectors = fmt::format("{}", fmt::join(texts, ", "));
}

constexpr Key<ContentOverride> kContentKeys[] = {
    {"keep", [](Reader& r, Node const& v, ContentOverride& c) { read_selectors(r, v, c.keep); }},
    {"drop", [](Reader& r, Node const& v, ContentOverride& c) { read_selectors(r, v, c.drop); }},
};

constexpr Key<FeedSource> kFeedKeys[] = {
    {"name", [](Reader& r, Node const& v, FeedSource& f) { r.read_text(v, "a name", f.name); }},
    {"url",
     [](Reader& r, Node const& v, FeedSource& f) { read_url(r, v, FileUrl::allowed, f.url); }},
    {"tags", [](Reader& r, Node const& v, FeedSource& f) { r.read_texts(v, "a tag", f.tags); }},
    {"every", read_every},
    {"max_delay", read_max_delay},
    {"full_text", read_full_text},
    {"backlog", read_backlog},
    {"content",
     [](Reader& r, Node const& v, FeedSource& f) {
       read_map<ContentOverride>(r, v, "content", kContentKeys, f.content);
     }},
    {"headers", [](Reader& r, Node const& v, FeedSource& f) { read_headers(r, v, f.headers); }},
    {"opml", not_supported_yet<FeedSource>},
};

constexpr Key<FeedSource> kDefaultKeys[] = {
    {"every", read_every},
    {"max_delay", read_max_delay},
    {"full_text", read_full_text},
    {"backlog", read_backlog},
};

/// What a feed without a name is called: its address without scheme and "www.".
std::string name_from_url(std::string_view url) {
  if (auto const at = url.find("://"); at != std::string_view::npos) url.remove_prefix(at + 3);
  if (url.starts_with("www.")) url.remove_prefix(4);
  url = url.substr(0, url.find_first_of("?#"));
  if (auto const at = url.find('@'); at < url.find('/')) url.remove_prefix(at + 1);
  while (url.ends_with('/')) url.remove_suffix(1);
  return std::string(url);
}

std::string described(Node const& node) {
  Node const* const name = find_key(node, "name");
  return name && !name->text.empty() ? fmt::format("feed '{}'", name->text) : "a feed";
}

Mark const& place_of(Node const& node, std::string_view key) {
  Node const* const value = find_key(node, key);
  return value ? value->mark : node.mark;
}

void check_delays(Reader& reader, Node const& node, FeedSource& feed) {
  if (feed.max_delay >= feed.every) return;
  if (find_key(node, "max_delay"))
    reader.error(place_of(node, "max_delay"),
                 fmt::format("max_delay is shorter than every ({})", format_duration(feed.every)));
  else
    feed.max_delay = feed.every;
}

void read_feed(Reader& reader, Node const& node, Draft& draft) {
  FeedSource feed = draft.defaults;
  if (node.kind == Node::Kind::scalar)
    read_url(reader, node, FileUrl::allowed, feed.url);
  else
    read_map<FeedSource>(reader, node, described(node), kFeedKeys, feed);
  if (find_key(node, "opml")) {
    draft.unread_tags.insert(draft.unread_tags.end(), feed.tags.begin(), feed.tags.end());
    return;
  }
  if (node.kind == Node::Kind::map && !find_key(node, "url"))
    reader.error(node.mark, fmt::format("{} has no url", described(node)));
  check_delays(reader, node, feed);
  if (feed.name.empty()) feed.name = name_from_url(feed.url);
  if (feed.name.empty()) return;  // reported above
  if (define(reader, draft, "feed", feed.name, place_of(node, "name")))
    draft.config.feeds.push_back(std::move(feed));
}

}  // namespace

void read_defaults(Reader& reader, Node const& value, Draft& draft) {
  read_map<FeedSource>(reader, value, "defaults", kDefaultKeys, draft.defaults);
  check_delays(reader, value, draft.defaults);
}

void read_feeds(Reader& reader, Node const& value, Draft& draft) {
  if (value.kind == Node::Kind::map)
    return reader.error(value.mark, "feeds must be a list, found a map",
                        "write each feed as '- name: ...'");
  Reader::for_each(value, [&](Node const& feed) { read_feed(reader, feed, draft); });
}

}  // namespace wirewatch
