#include "pipeline/feed/json_feed.h"

#include <fmt/format.h>

#include <boost/json.hpp>
#include <charconv>

#include "base/text.h"
#include "pipeline/feed/feed_date.h"
#include "pipeline/feed/resolve_url.h"

namespace wirewatch {
namespace {

namespace json = boost::json;

constexpr std::size_t kMaxDepth = 64;

std::string text_of(json::object const& object, std::string_view key) {
  auto const* const value = object.if_contains(key);
  if (!value) return {};
  if (auto const* const text = value->if_string())
    return std::string(trim({text->data(), text->size()}));
  if (value->is_int64() || value->is_uint64() || value->is_double()) return json::serialize(*value);
  return {};
}

json::array const& list_of(json::object const& object, std::string_view key) {
  static json::array const empty;
  auto const* const value = object.if_contains(key);
  return value && value->is_array() ? value->get_array() : empty;
}

void add_author(std::vector<std::string>& authors, json::value const& value) {
  auto const* const author = value.if_object();
  if (!author) return;
  std::string name = text_of(*author, "name");
  if (name.empty()) name = text_of(*author, "email");
  if (!name.empty()) authors.push_back(std::move(name));
}

std::vector<std::string> authors_of(json::object const& object) {
  std::vector<std::string> authors;
  for (auto const& author : list_of(object, "authors")) add_author(authors, author);
  if (auto const* const author = object.if_contains("author"); author && authors.empty())
    add_author(authors, *author);
  return authors;
}

std::optional<TimePoint> date_of(json::object const& item, std::string_view key, Entry& entry) {
  std::string const text = text_of(item, key);
  auto const time = parse_feed_date(text);
  if (!time && !text.empty()) entry.undatable = true;
  return time;
}

Enclosure read_attachment(json::object const& attachment, std::string const& base) {
  Enclosure enclosure;
  enclosure.url = resolve_url(base, text_of(attachment, "url"));
  enclosure.type = text_of(attachment, "mime_type");
  auto const* const size = attachment.if_contains("size_in_bytes");
  if (size && size->is_int64() && size->get_int64() > 0)
    enclosure.bytes = static_cast<std::uint64_t>(size->get_int64());
  return enclosure;
}

Entry read_item(json::object const& item, std::string const& base) {
  Entry entry;
  entry.id = text_of(item, "id");
  entry.title = text_of(item, "title");
  entry.link = text_of(item, "url");
  if (entry.link.empty()) entry.link = text_of(item, "external_url");
  if (!entry.link.empty()) entry.link = resolve_url(base, entry.link);
  entry.summary = text_of(item, "summary");
  entry.content = text_of(item, "content_html");
  if (entry.content.empty()) entry.content = text_of(item, "content_text");
  entry.published = date_of(item, "date_published", entry);
  entry.updated = date_of(item, "date_modified", entry);
  entry.authors = authors_of(item);
  for (auto const& tag : list_of(item, "tags"))
    if (auto const* const text = tag.if_string())
      entry.categories.emplace_back(text->data(), text->size());
  for (auto const& value : list_of(item, "attachments"))
    if (auto const* const attachment = value.if_object();
        attachment && !text_of(*attachment, "url").empty())
      entry.enclosures.push_back(read_attachment(*attachment, base));
  return entry;
}

/// Where JSON can be cut so that closing the brackets that are open there makes it whole: behind
/// the last complete member, element or bracket.
std::string close_cut_json(std::string_view text) {
  std::string open;
  std::string open_at_end;
  std::size_t end = 0;
  bool in_string = false;
  for (std::size_t at = 0; at < text.size(); ++at) {
    char const c = text[at];
    if (in_string) {
      if (c == '\\') ++at;
      in_string = c != '"';
      continue;
    }
    if (c == '"') in_string = true;
    if (c == '{') open += '}';
    if (c == '[') open += ']';
    if (open.size() > kMaxDepth) break;
    if (c == '}' || c == ']') {
      if (open.empty() || open.back() != c) break;
      open.pop_back();
    }
    if (c == '}' || c == ']' || c == ',') {
      end = c == ',' ? at : at + 1;
      open_at_end = open;
    }
  }
  return std::string(text.substr(0, end)) + std::string(open_at_end.rbegin(), open_at_end.rend());
}

enum class Reading { strict, tolerant };

json::value parse(std::string_view text, Reading reading, json::error_code& fault) {
  json::parse_options options;
  options.max_depth = kMaxDepth;
  options.allow_invalid_utf8 = true;
  options.allow_comments = options.allow_trailing_commas = reading == Reading::tolerant;
  return json::parse(json::string_view(text.data(), text.size()), fault, {}, options);
}

/// The number of an escape like "\\ud83d" at the head of `text`, 0 where there is none.
unsigned escaped_unit(std::string_view text) {
  unsigned unit = 0;
  if (text.size() < 6 || text[0] != '\\' || text[1] != 'u') return 0;
  auto const read = std::from_chars(text.data() + 2, text.data() + 6, unit, 16);
  return read.ptr == text.data() + 6 ? unit : 0;
}

/// `text` with what strings may not hold replaced: control characters by spaces, half surrogate
/// pairs by U+FFFD.
std::string with_sound_strings(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t at = 0; at < text.size();) {
    auto const rest = text.substr(at);
    std::size_t length = rest[0] == '\\' ? std::min<std::size_t>(2, rest.size()) : 1;
    unsigned const unit = escaped_unit(rest);
    if (unit >= 0xD800 && unit < 0xE000) {
      unsigned const next = escaped_unit(rest.substr(6));
      bool const is_pair = unit < 0xDC00 && next >= 0xDC00 && next < 0xE000;
      length = is_pair ? 12 : 6;
      out += is_pair ? rest.substr(0, length) : std::string_view("\\ufffd");
    } else if (static_cast<unsigned char>(rest[0]) < 0x20) {
      out += ' ';
    } else {
      out += rest.substr(0, length);
    }
    at += length;
  }
  return out;
}

/// Broken JSON as it is meant, as far as it goes.
json::value parse_broken(std::string_view text, json::error_code& fault) {
  std::string const plain = with_sound_strings(text);
  json::value whole = parse(plain, Reading::tolerant, fault);
  if (!fault) return whole;
  fault.clear();
  return parse(close_cut_json(plain), Reading::tolerant, fault);
}

bool is_feed(json::object const& object) {
  return text_of(object, "version").find("jsonfeed.org") != std::string::npos;
}

}  // namespace

ParsedFeed parse_json_feed(std::string_view utf8, ParseHints const& hints) {
  ParsedFeed feed;
  json::error_code fault;
  json::value document = parse(utf8, Reading::strict, fault);
  if (fault) {
    feed.bozo = true;
    feed.problem = fmt::format("broken JSON: {}", fault.message());
    json::error_code second_fault;
    document = parse_broken(utf8, second_fault);
    if (second_fault) return feed;
  }
  auto const* const object = document.if_object();
  if (!object || !is_feed(*object)) {
    if (!feed.bozo) feed.problem = "not a feed but other JSON";
    return feed;
  }
  feed.format = FeedFormat::json_feed;
  feed.title = text_of(*object, "title");
  feed.link = text_of(*object, "home_page_url");
  feed.description = text_of(*object, "description");
  feed.language = text_of(*object, "language");
  feed.self_url = text_of(*object, "feed_url");
  std::string const& base = hints.base_url.empty() ? feed.self_url : hints.base_url;
  for (auto const& item : list_of(*object, "items")) {
    if (!item.is_object()) continue;
    if (feed.entries.size() >= hints.max_entries) {
      feed.problem = fmt::format("more than {} entries: the rest is left out", hints.max_entries);
      break;
    }
    feed.entries.push_back(read_item(item.get_object(), base));
  }
  return feed;
}

}  // namespace wirewatch
