#include "pipeline/article/json_ld.h"

#include <algorithm>
#include <array>
#include <boost/json.hpp>
#include <map>
#include <string>

#include "base/text.h"

namespace wirewatch {
namespace {

namespace json = boost::json;

constexpr std::size_t kMaxScript = 4'000'000;
constexpr std::size_t kMaxList = 50;
constexpr std::size_t kMaxNamed = 200;
constexpr std::size_t kMaxUpdates = 200;

/// Scripts hold raw line ends in strings, HTML comments, a trailing semicolon.
json::value parse_leniently(std::string_view whole) {
  std::string script(whole);
  for (std::string_view const wrapper : {"<![CDATA[", "]]>"})
    if (auto const at = script.find(wrapper); at != std::string::npos)
      script.erase(at, wrapper.size());
  auto const begin = script.find_first_of("{[");
  auto const end = script.find_last_of("}]");
  if (begin == std::string::npos || end == std::string::npos || end < begin) return {};
  auto text = script.substr(begin, end - begin + 1);
  std::replace_if(
      text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < 0x20; }, ' ');
  json::parse_options options;
  options.allow_comments = true;
  options.allow_trailing_commas = true;
  options.allow_invalid_utf8 = true;
  options.max_depth = 64;
  boost::system::error_code error;
  auto value = json::parse(text, error, {}, options);
  return error ? json::value() : value;
}

std::string string_of(json::value const* value) {
  if (!value) return {};
  if (value->is_string()) return repair_utf8(std::string_view(value->get_string()));
  if (value->is_array() && !value->get_array().empty()) return string_of(&value->get_array()[0]);
  if (value->is_object())
    for (char const* key : {"@value", "name", "url", "@id"})
      if (auto const* inner = value->get_object().if_contains(key))
        if (inner->is_string()) return string_of(inner);
  return {};
}

/// Names: a string, an object with a name or the "@id" of one that has it, or a list of these.
void append_names(json::value const* value, std::vector<std::string>& out) {
  if (!value || out.size() >= kMaxList) return;
  if (value->is_array()) {
    for (auto const& item : value->get_array()) append_names(&item, out);
  } else if (value->is_object()) {
    auto const& object = value->get_object();
    append_names(object.if_contains(object.contains("name") ? "name" : "@id"), out);
  } else if (auto name = string_of(value); !trim(name).empty()) {
    out.emplace_back(trim(name));
  }
}

bool has_type(json::object const& object, std::string_view ending) {
  auto const matches = [&](json::value const& type) {
    return type.is_string() && std::string_view(type.get_string()).ends_with(ending);
  };
  auto const* type = object.if_contains("@type");
  if (!type) return false;
  if (type->is_array())
    return std::any_of(type->get_array().begin(), type->get_array().end(), matches);
  return matches(*type);
}

bool is_article(json::object const& object) {
  constexpr std::array<std::string_view, 5> kTypes{"Article", "BlogPosting", "Posting", "Report",
                                                   "Review"};
  return std::any_of(kTypes.begin(), kTypes.end(),
                     [&](auto type) { return has_type(object, type); });
}

void set_once(std::string& field, json::object const& object, char const* key) {
  if (field.empty()) field = std::string(trim(string_of(object.if_contains(key))));
}

void read_article(json::object const& object, LinkedData& out) {
  out.is_article = true;
  set_once(out.headline, object, "headline");
  set_once(out.headline, object, "name");
  set_once(out.body, object, "articleBody");
  set_once(out.body, object, "text");
  set_once(out.description, object, "description");
  set_once(out.published, object, "datePublished");
  set_once(out.published, object, "dateCreated");
  set_once(out.modified, object, "dateModified");
  set_once(out.section, object, "articleSection");
  set_once(out.image, object, "image");
  set_once(out.image, object, "thumbnailUrl");
  set_once(out.site_name, object, "publisher");
  set_once(out.url, object, "mainEntityOfPage");
  set_once(out.url, object, "url");
  set_once(out.language, object, "inLanguage");
  if (out.authors.empty()) append_names(object.if_contains("author"), out.authors);
  if (out.authors.empty()) append_names(object.if_contains("creator"), out.authors);
  if (out.keywords.empty()) append_names(object.if_contains("keywords"), out.keywords);
}

void read_updates(json::value const* updates, std::vector<std::string>& out) {
  if (!updates || !updates->is_array()) return;
  for (auto const& update : updates->get_array()) {
    if (out.size() >= kMaxUpdates) return;
    if (!update.is_object()) continue;
    if (auto text = string_of(update.get_object().if_contains("articleBody")); !text.empty())
      out.push_back(std::move(text));
  }
}

using NamesById = std::map<std::string, std::string, std::less<>>;

/// Articles anywhere in the tree: in lists, in "@graph", as "mainEntity"; and the names that others
/// refer to.
void walk(json::value const& value, LinkedData& out, NamesById& named, int depth) {
  if (depth > 6) return;
  if (value.is_array()) {
    for (auto const& item : value.get_array()) walk(item, out, named, depth + 1);
    return;
  }
  if (!value.is_object()) return;
  auto const& object = value.get_object();
  if (object.contains("@id") && object.contains("name") && named.size() < kMaxNamed)
    named.emplace(string_of(object.if_contains("@id")), string_of(object.if_contains("name")));
  if (is_article(object)) {
    // Lists of other articles come behind the page's own: only the first one is read.
    if (!out.is_article) read_article(object, out);
    read_updates(object.if_contains("liveBlogUpdate"), out.updates);
    return;
  }
  if (has_type(object, "WebPage")) {
    set_once(out.description, object, "description");
    set_once(out.published, object, "datePublished");
    set_once(out.modified, object, "dateModified");
    set_once(out.language, object, "inLanguage");
  }
  for (char const* key :
       {"@graph", "mainEntity", "mainEntityOfPage", "hasPart", "itemListElement", "item"})
    if (auto const* inner = object.if_contains(key)) walk(*inner, out, named, depth + 1);
}

}  // namespace

LinkedData read_linked_data(HtmlDocument const& document) {
  LinkedData out;
  NamesById named;
  for (auto const& node : document.nodes()) {
    if (node.kind != HtmlNode::Kind::raw || node.tag != Tag::script || node.length > kMaxScript)
      continue;
    auto const& script = document.nodes()[node.parent];
    if (lower_ascii(document.attribute(script, "type")).find("ld+json") == std::string::npos)
      continue;
    walk(parse_leniently(document.source_of(node)), out, named, 0);
  }
  auto const resolve = [&](std::string& name) {
    if (auto const found = named.find(name); found != named.end()) name = found->second;
  };
  std::ranges::for_each(out.authors, resolve);
  resolve(out.site_name);
  if (out.site_name.starts_with("http") || out.site_name.starts_with('#')) out.site_name.clear();
  std::erase_if(out.authors, [](std::string const& name) { return name.starts_with('#'); });
  return out;
}

}  // namespace wirewatch
