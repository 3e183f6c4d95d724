#include "pipeline/feed/parse_feed.h"

#include <fmt/format.h>

#include <pugixml.hpp>

#include "base/text.h"
#include "pipeline/feed/feed_reader.h"
#include "pipeline/feed/html_page.h"
#include "pipeline/feed/json_feed.h"
#include "pipeline/feed/xml_chars.h"
#include "pipeline/feed/xml_check.h"
#include "pipeline/feed/xml_repair.h"
#include "pipeline/text/charset.h"
#include "pipeline/text/charset_labels.h"
#include "pipeline/text/declared_charset.h"

namespace wirewatch {
namespace {

constexpr std::size_t kSniffed = 65'536;

MarkupKind kind_of(std::string_view bytes) {
  std::size_t const first = bytes.find_first_not_of(std::string_view("\xEF\xBB\xBF \t\r\n\0", 8));
  if (first == std::string_view::npos) return MarkupKind::xml;
  return bytes[first] == '{' || bytes[first] == '[' ? MarkupKind::json : MarkupKind::xml;
}

/// Whether the first tag with a feed's name begins a feed, not a lone channel or entry.
bool holds_whole_feed(std::string_view text) {
  std::size_t const root = find_feed_root(text);
  if (root == std::string_view::npos) return false;
  auto const name = lower_ascii(text.substr(root + 1, 7));
  return name.starts_with("rss") || name.starts_with("rdf:rdf") || name.starts_with("feed");
}

/// Whether XML may be in that encoding: Unicode by itself, others where header or declaration say
/// so.
bool is_announced(std::string_view charset, std::string_view bytes, std::string_view content_type) {
  if (charset.starts_with("utf-")) return true;
  for (auto const label :
       {content_type_charset(content_type), declared_charset(bytes, MarkupKind::xml)})
    if (auto const* const known = find_charset(label); known && known->name == charset) return true;
  return false;
}

ParsedFeed read_document(std::string& text, ParseHints const& hints) {
  pugi::xml_document document;
  auto const loaded = document.load_buffer_inplace(text.data(), text.size(), pugi::parse_default,
                                                   pugi::encoding_utf8);
  ParsedFeed feed = read_xml_feed(document, hints.base_url, hints.max_entries);
  feed.bozo = !loaded;
  return feed;
}

ParsedFeed read_xml(std::string text, ParseHints const& hints) {
  XmlCheck check = check_xml(text);
  if (!check.plain) text = repair_xml(text);
  ParsedFeed feed = read_document(text, hints);
  feed.bozo = feed.bozo || !check.well_formed;
  if (!check.problem.empty()) feed.problem = std::move(check.problem);
  return feed;
}

/// What stands in place of a feed: a page, or something that holds a whole feed inside ("<pre>").
ParsedFeed read_page(std::string_view text, ParseHints const& hints) {
  ParsedFeed page = read_page_without_feed(text, hints.base_url);
  if (!page.discovered.empty() || page.challenge || !holds_whole_feed(text)) return page;
  std::string inner = repair_xml(text);
  ParsedFeed feed = read_document(inner, hints);
  if (feed.entries.empty()) return page;
  feed.bozo = true;
  feed.problem = "the feed stands inside another document";
  return feed;
}

}  // namespace

ParsedFeed parse_feed(std::string_view bytes, ParseHints const& hints) {
  MarkupKind const kind = kind_of(bytes);
  DecodedText decoded = decode_text(bytes, hints.content_type, kind);
  if (kind == MarkupKind::json) return parse_json_feed(decoded.utf8, hints);
  auto const head = std::string_view(decoded.utf8).substr(0, kSniffed);
  if (is_html_page(head) || find_feed_root(decoded.utf8) == std::string_view::npos)
    return read_page(decoded.utf8, hints);
  ParsedFeed feed = read_xml(std::move(decoded.utf8), hints);
  if (feed.format == FeedFormat::none)  // a feed's tag stands somewhere inside something else
    return read_page(decode_text(bytes, hints.content_type, kind).utf8, hints);
  if (feed.bozo) return feed;
  bool const announced = is_announced(decoded.charset, bytes, hints.content_type);
  feed.bozo = decoded.repaired || !announced;
  if (decoded.repaired)
    feed.problem = fmt::format("bytes that are not valid in {}", decoded.charset);
  else if (!announced)
    feed.problem = fmt::format("encoded in {} and does not say so", decoded.charset);
  return feed;
}

}  // namespace wirewatch
