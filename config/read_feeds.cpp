#include <fmt/format.h>

#include "base/text.h"
#include "config/draft.h"
#include "config/keys.h"
#include "pipeline/feed/opml.h"

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
    {"opml", [](Reader&, Node const&, FeedSource&) {}},  // read by read_opml_feeds
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

/// A name that no feed has yet, so that a list made elsewhere need not know ours.
std::string free_name(Draft const& draft, OpmlFeed const& feed) {
  auto const is_free = [&](std::string const& name) {
    return !name.empty() && !draft.defined.contains("feed " + name);
  };
  if (is_free(feed.name)) return feed.name;
  std::string const name = name_from_url(feed.url);
  if (is_free(name)) return name;
  for (int i = 2;; ++i)
    if (std::string numbered = fmt::format("{} {}", name, i); is_free(numbered)) return numbered;
}

/// The feeds of an OPML file, with what stands beside `opml` for each of them. A list that cannot
/// be read takes only its own feeds away.
void read_opml_feeds(Reader& reader, Node const& value, FeedSource const& common, Draft& draft) {
  draft.unread_tags.insert(draft.unread_tags.end(), common.tags.begin(), common.tags.end());
  std::string path;
  if (!reader.read_text(value, "a path", path)) return;
  auto const number = reader.files().read(reader.path_beside(value.mark, path));
  auto const listed = number ? read_opml(reader.files().at(*number).bytes)
                             : Result<std::vector<OpmlFeed>>(fail(number.error()));
  if (!listed)
    return reader.warning(value.mark,
                          fmt::format("'{}' cannot be read, its feeds are not polled: {}", path,
                                      listed.error().what));
  for (OpmlFeed const& one : *listed) {
    if (!one.url.starts_with("http://") && !one.url.starts_with("https://")) {
      reader.warning(value.mark, fmt::format("'{}' lists '{}', which is no http or https address",
                                             path, printable(one.url)));
      continue;
    }
    FeedSource feed = common;
    feed.name = free_name(draft, one);
    feed.url = one.url;
    feed.tags.insert(feed.tags.end(), one.tags.begin(), one.tags.end());
    if (define(reader, draft, "feed", feed.name, value.mark))
      draft.config.feeds.push_back(std::move(feed));
  }
}

void read_feed(Reader& reader, Node const& node, Draft& draft) {
  FeedSource feed = draft.defaults;
  if (node.kind == Node::Kind::scalar)
    read_url(reader, node, FileUrl::allowed, feed.url);
  else
    read_map<FeedSource>(reader, node, described(node), kFeedKeys, feed);
  if (Node const* const list = find_key(node, "opml"))
    return read_opml_feeds(reader, *list, feed, draft);
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
