#include "pipeline/article/state_values.h"

#include <array>
#include <boost/json.hpp>

#include "base/text.h"
#include "pipeline/article/html/cue.h"
#include "pipeline/article/html/tag.h"
#include "pipeline/article/words.h"

namespace wirewatch {
namespace {

namespace json = boost::json;

constexpr int kMaxDepth = 40;
constexpr std::size_t kLongestName = 60;  ///< longer ones are addresses of requests

std::string_view view(json::value const& value) { return std::string_view(value.get_string()); }

bool holds_text(std::string_view key) {
  auto const name = lower_ascii(key);
  for (std::string_view const part : {"text", "html", "content", "body", "paragraph"})
    if (name.find(part) != std::string::npos) return true;
  for (std::string_view const whole : {"value", "data", "markup", "copy", "children", "heading"})
    if (name == whole) return true;
  auto const tag = find_tag(name);
  return tag == Tag::p || tag == Tag::li || tag == Tag::blockquote || is_heading(tag);
}

std::string_view type_of(json::object const& object) {
  std::string_view type;
  for (char const* key :
       {"type", "_type", "nodeType", "__typename", "component", "tag", "tagName", "kind", "name"}) {
    auto const* const named = object.if_contains(key);
    if (!named || !named->is_string()) continue;
    type = view(*named);
    if (type != "tag" && type != "element") break;
  }
  return type;
}

bool is_paragraph(std::string_view type) {
  auto const name = lower_ascii(type);
  if (name.find("paragraph") != std::string::npos || name == "block") return true;
  if (name.starts_with("head") || name.starts_with("list-item") || name.starts_with("listitem"))
    return true;
  auto const tag = find_tag(name);
  return tag == Tag::p || tag == Tag::li || is_heading(tag);
}

/// Another page, with an address of its own.
bool is_link(json::object const& object) {
  for (char const* key : {"url", "href", "link", "canonical_url", "slug", "src", "permalink"})
    if (auto const* value = object.if_contains(key); value && value->is_string()) return true;
  return false;
}

bool is_markup(std::string_view text) {
  return text.find("</") != std::string_view::npos || text.find("<br") != std::string_view::npos ||
         text.find("<p>") != std::string_view::npos;
}

bool is_phrase(std::string_view text) {
  if (text.find(' ') != std::string_view::npos) return text.find("://") > 8;
  for (std::size_t at = 0; at < text.size() && at < 24;)
    if (has_no_spaces(next_code_point(text, at))) return true;
  return false;
}

}  // namespace

bool leads_elsewhere(std::string_view name) {
  constexpr auto kElsewhere =
      bit(Cue::related) | bit(Cue::popular) | bit(Cue::teaser) | bit(Cue::comment) |
      bit(Cue::share) | bit(Cue::nav) | bit(Cue::footer) | bit(Cue::sidebar) | bit(Cue::ad) |
      bit(Cue::newsletter) | bit(Cue::bio) | bit(Cue::caption) | bit(Cue::popup);
  if (name.size() > kLongestName) return false;
  return (find_cues(name) & kElsewhere) || lower_ascii(name).find("author") != std::string::npos;
}

std::string state_text(std::string_view text) {
  if (is_markup(text)) return repair_utf8(text);
  std::string out;
  for (char const c : text) {
    if (c == '\n')
      out += "<p>";
    else if (c == '<')
      out += "&lt;";
    else
      out += c;
  }
  return repair_utf8(out);
}

StateValues::StateValues(json::value const& root) : root_(root), indexed_(false) {
  // Nuxt's list begins with what holds all the rest: {"data": 1, ...} or ["Reactive", 1].
  if (!root.is_array() || root.get_array().size() < 3) return;
  auto const& first = root.get_array()[0];
  auto const is_index = [](json::value const& value) { return value.is_int64(); };
  if (first.is_array() && first.get_array().size() == 2)
    indexed_ = first.get_array()[0].is_string() && is_index(first.get_array()[1]);
  else if (first.is_object() && !first.get_object().empty())
    indexed_ = is_index(first.get_object().begin()->value());
}

void StateValues::name(std::string id, json::value const& value) {
  named_.emplace(std::move(id), &value);
}

json::value const& StateValues::begin(json::value const& root) const {
  return indexed_ ? root.get_array()[0] : root;
}

json::value const& StateValues::of(json::value const& value) const {
  if (indexed_ && value.is_int64()) {
    auto const& list = root_.get_array();
    auto const at = value.get_int64();
    return at >= 0 && std::size_t(at) < list.size() ? list[std::size_t(at)] : value;
  }
  std::string_view wanted;
  if (value.is_object() && value.get_object().size() <= 4) {
    auto const& object = value.get_object();
    auto const* const id = object.if_contains(object.if_contains("generated") ? "id" : "__ref");
    if (id && id->is_string()) wanted = view(*id);
  } else if (value.is_string() && view(value).size() < 10 && view(value).starts_with('$')) {
    wanted = view(value).substr(view(value).starts_with("$L") ? 2 : 1);
  }
  if (wanted.empty()) return value;
  auto const found = named_.find(std::string(wanted));
  return found == named_.end() ? value : *found->second;
}

std::string StateMarkup::of(json::value const& value) {
  out_.clear();
  add(value, Line::own, 0);
  return std::move(out_);
}

void StateMarkup::add(json::value const& reference, Line line, int depth) {
  if (depth > kMaxDepth || budget_ == 0) return;
  --budget_;
  auto const& value = values_.of(reference);
  if (value.is_string()) add_text(view(value), line);
  if (value.is_array()) add_list(value, line, depth);
  if (value.is_object()) add_object(value, line, depth);
}

void StateMarkup::add_list(json::value const& value, Line line, int depth) {
  auto const& list = value.get_array();
  if (list.empty()) return;
  auto const& first = values_.of(list[0]);
  auto const name = first.is_string() && list.size() > 1 ? view(first) : std::string_view();
  if (name == "$") return add_component(value, depth);
  if (find_tag(name) != Tag::other) return add_element(name, value, depth);
  for (auto const& item : list) add(item, line, depth + 1);
}

/// ["p", ...]: an element as a list of its name and what it holds.
void StateMarkup::add_element(std::string_view name, json::value const& list, int depth) {
  auto const tag = find_tag(name);
  if (is_void(tag) || is_invisible(tag) || leads_elsewhere(name)) return;
  if (is_block(tag)) ((out_ += '<') += name) += '>';
  for (std::size_t i = 1; i < list.get_array().size(); ++i)
    add(list.get_array()[i], Line::same, depth + 1);
  if (is_block(tag)) ((out_ += "</") += name) += '>';
}

/// ["$", "p", KEY, {"children": ...}]: React's own.
void StateMarkup::add_component(json::value const& value, int depth) {
  auto const& list = value.get_array();
  if (list.size() < 4) return;
  auto const& name = values_.of(list[1]);
  auto const& properties = values_.of(list[3]);
  if (!name.is_string() || !properties.is_object()) return;
  auto const tag = find_tag(view(name));
  if (is_void(tag) || is_invisible(tag) || leads_elsewhere(view(name))) return;
  auto const* const children = properties.get_object().if_contains("children");
  if (is_block(tag)) ((out_ += '<') += view(name)) += '>';
  if (children) add(*children, Line::same, depth + 1);
  if (is_block(tag)) ((out_ += "</") += view(name)) += '>';
  if (tag == Tag::other && !children) add(properties, Line::own, depth + 1);
}

void StateMarkup::add_object(json::value const& value, Line line, int depth) {
  auto const& object = value.get_object();
  auto const type = type_of(object);
  if (line == Line::own && (leads_elsewhere(type) || is_link(object))) return;
  std::string_view text;
  for (auto const& member : object) {
    if (!holds_text(member.key()) || budget_ == 0) continue;
    --budget_;
    auto const& child = values_.of(member.value());
    if (child.is_string() && view(child).size() > text.size()) text = view(child);
  }
  if (!text.empty()) return add_text(text, line);
  bool const paragraph = is_paragraph(type);
  if (paragraph) out_ += "<p>";
  for (auto const& member : object) {
    if (budget_ == 0 || leads_elsewhere(member.key())) continue;
    auto const& child = values_.of(member.value());
    if (child.is_array() || child.is_object()) add(child, paragraph ? Line::same : line, depth + 1);
  }
  if (paragraph) out_ += "</p>";
}

void StateMarkup::add_text(std::string_view text, Line line) {
  if (line == Line::own && !is_phrase(text)) return;
  budget_ -= std::min(budget_, text.size() / 64);
  bool const markup = line == Line::own && is_markup(text);
  if (line == Line::own) out_ += markup ? "<div>" : "<p>";
  out_ += state_text(text);
  if (line == Line::own) out_ += markup ? "</div>" : "</p>";
}

}  // namespace wirewatch
