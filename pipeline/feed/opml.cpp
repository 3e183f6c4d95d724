#include "pipeline/feed/opml.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <pugixml.hpp>
#include <sstream>

#include "base/text.h"
#include "pipeline/text/charset.h"

namespace wirewatch {
namespace {

constexpr std::size_t kMaxTags = 16;

/// An attribute by name without regard to case: exports differ in "xmlUrl" and "xmlurl".
std::string attribute(pugi::xml_node node, std::string_view name) {
  for (pugi::xml_attribute const one : node.attributes())
    if (equals_ignoring_case(one.name(), name)) return std::string(trim(one.value()));
  return {};
}

std::string label(pugi::xml_node node) {
  std::string const text = attribute(node, "text");
  return text.empty() ? attribute(node, "title") : text;
}

void add_tag(std::vector<std::string>& tags, std::string tag) {
  if (!tag.empty() && std::find(tags.begin(), tags.end(), tag) == tags.end())
    tags.push_back(std::move(tag));
}

/// "/news/asia,wire": comma-separated, each a path or a word.
void add_categories(std::vector<std::string>& tags, std::string_view categories) {
  while (!categories.empty()) {
    std::size_t const end = std::min(categories.find(','), categories.size());
    std::string_view one = trim(categories.substr(0, end));
    while (one.starts_with('/')) one.remove_prefix(1);
    add_tag(tags, std::string(one));
    categories.remove_prefix(std::min(end + 1, categories.size()));
  }
}

OpmlFeed feed_of(pugi::xml_node outline, std::string url) {
  OpmlFeed feed;
  feed.name = label(outline);
  feed.url = std::move(url);
  for (pugi::xml_node above = outline.parent(); equals_ignoring_case(above.name(), "outline");
       above = above.parent()) {
    if (feed.tags.size() >= kMaxTags) break;
    add_tag(feed.tags, label(above));
  }
  std::reverse(feed.tags.begin(), feed.tags.end());
  add_categories(feed.tags, attribute(outline, "category"));
  return feed;
}

/// The next node in the document's order; no recursion, so that depth costs nothing.
pugi::xml_node next_in_order(pugi::xml_node node) {
  if (node.first_child()) return node.first_child();
  while (node && !node.next_sibling()) node = node.parent();
  return node ? node.next_sibling() : node;
}

}  // namespace

Result<std::vector<OpmlFeed>> read_opml(std::string_view bytes) {
  DecodedText const decoded = decode_text(bytes, {}, MarkupKind::xml);
  pugi::xml_document document;
  auto const parsed = document.load_buffer(decoded.utf8.data(), decoded.utf8.size(),
                                           pugi::parse_default, pugi::encoding_utf8);
  pugi::xml_node root = document.first_child();
  while (root && !equals_ignoring_case(root.name(), "opml")) root = root.next_sibling();
  if (!root)
    return fail(Error::Kind::parse, parsed ? "this is no OPML: there is no <opml> element"
                                           : fmt::format("this is no OPML: {} at byte {}",
                                                         parsed.description(), parsed.offset));
  std::vector<OpmlFeed> feeds;
  for (pugi::xml_node node = root; node; node = next_in_order(node)) {
    if (!equals_ignoring_case(node.name(), "outline")) continue;
    if (std::string url = attribute(node, "xmlUrl"); !url.empty())
      feeds.push_back(feed_of(node, std::move(url)));
  }
  return feeds;
}

std::string write_opml(std::span<OpmlFeed const> feeds, std::string_view title) {
  pugi::xml_document document;
  pugi::xml_node opml = document.append_child("opml");
  opml.append_attribute("version") = "2.0";
  opml.append_child("head").append_child("title").text() = std::string(title).c_str();
  pugi::xml_node body = opml.append_child("body");
  std::map<std::string, pugi::xml_node> groups;
  for (OpmlFeed const& feed : feeds) {
    pugi::xml_node parent = body;
    if (!feed.tags.empty()) {
      pugi::xml_node& group = groups[feed.tags.front()];
      if (!group) {
        group = body.append_child("outline");
        group.append_attribute("text") = feed.tags.front().c_str();
      }
      parent = group;
    }
    pugi::xml_node outline = parent.append_child("outline");
    outline.append_attribute("type") = "rss";
    outline.append_attribute("text") = feed.name.c_str();
    outline.append_attribute("xmlUrl") = feed.url.c_str();
    if (feed.tags.size() > 1)
      outline.append_attribute("category") =
          fmt::format("{}", fmt::join(feed.tags.begin() + 1, feed.tags.end(), ",")).c_str();
  }
  std::ostringstream out;
  document.save(out, "  ", pugi::format_indent, pugi::encoding_utf8);
  return out.str();
}

}  // namespace wirewatch
