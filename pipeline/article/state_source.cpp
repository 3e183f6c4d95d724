#include "pipeline/article/state_source.h"

#include <algorithm>
#include <boost/json.hpp>
#include <cstdlib>

#include "base/text.h"
#include "pipeline/article/script_json.h"

namespace wirewatch {
namespace {

namespace json = boost::json;

constexpr std::size_t kMaxScript = 3'000'000;   ///< bytes of one
constexpr std::size_t kMaxScripts = 6'000'000;  ///< of all of a page
constexpr std::size_t kMaxStates = 200;
constexpr std::size_t kLeastScript = 500;
constexpr std::size_t kMaxRows = 5'000;
constexpr int kMaxNesting = 60;

std::string_view view(json::value const& value) { return std::string_view(value.get_string()); }

bool is_linked_data(HtmlDocument const& document, HtmlNode const& node) {
  auto const& script = document.nodes()[node.parent];
  return lower_ascii(document.attribute(script, "type")).find("ld+json") != std::string::npos;
}

/// The text of a call `push([1, "..."])`.
std::string pushed_text(json::value const& value) {
  if (!value.is_array() || value.get_array().size() != 2) return {};
  auto const& text = value.get_array()[1];
  return text.is_string() ? std::string(view(text)) : std::string();
}

/// The rows of what was pushed to `__next_f`: "ID:JSON" to the line's end, or "ID:T" with a length
/// in hexadecimal and so many bytes of text.
void read_rows(std::string_view all, PageStates& out) {
  for (std::size_t at = 0; at < all.size() && out.rows.size() < kMaxRows;) {
    auto const colon = all.find(':', at);
    if (colon == std::string_view::npos) break;
    std::string const id(trim(all.substr(at, colon - at)));
    auto const line_end = std::min(all.find('\n', colon), all.size());
    auto rest = all.substr(colon + 1, line_end - colon - 1);
    at = line_end + 1;
    if (id.size() > 8) continue;
    if (rest.starts_with('T')) {
      auto const comma = rest.find(',');
      if (comma == std::string_view::npos || comma > 8) continue;
      auto const begin = colon + 2 + comma;
      auto const length = std::min<std::size_t>(
          std::strtoul(std::string(rest.substr(1, comma)).c_str(), nullptr, 16), all.size());
      out.rows.emplace_back(id, json::value(json::string(all.substr(begin, length))));
      at = std::min(begin + length, all.size());
    } else if (rest.starts_with('[') || rest.starts_with('{')) {
      out.rows.emplace_back(id, parse_state(rest, out.values_left));
    }
  }
}

}  // namespace

PageStates::PageStates(HtmlDocument const& document) {
  std::string pushed;
  std::size_t left = kMaxScripts;
  for (auto const& node : document.nodes()) {
    if (node.kind != HtmlNode::Kind::raw || node.tag != Tag::script) continue;
    if (node.length > std::min(kMaxScript, left) || is_linked_data(document, node)) continue;
    auto const script = document.source_of(node);
    bool const pushes = script.find("__next_f") != std::string_view::npos;
    if (script.size() < kLeastScript && !pushes) continue;
    left -= script.size();
    for (auto const& text : find_json(script, pushes ? 1 : kLeastScript)) {
      if (roots.size() >= kMaxStates) break;
      if (auto value = parse_state(text, values_left); pushes)
        pushed += pushed_text(value);
      else
        roots.push_back(std::move(value));
    }
  }
  read_rows(pushed, *this);
}

json::value parse_state(std::string_view text, std::size_t& values_left) {
  auto const values = 1 + std::size_t(std::count(text.begin(), text.end(), ','));
  if (values > values_left) return {};
  values_left -= values;
  json::parse_options options;
  options.allow_invalid_utf8 = true;
  options.max_depth = kMaxNesting;
  boost::system::error_code error;
  auto value = json::parse(text, error, {}, options);
  return error ? json::value() : value;
}

}  // namespace wirewatch
