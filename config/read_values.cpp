#include <fmt/format.h>

#include <algorithm>

#include "base/text.h"
#include "config/draft.h"
#include "config/keys.h"

namespace wirewatch {
namespace {

bool has_control(std::string_view text) {
  return std::any_of(text.begin(), text.end(),
                     [](unsigned char c) { return c < 0x20 || c == 0x7F; });
}

/// A header's name as RFC 9110 5.1 allows it.
bool is_token(std::string_view name) {
  constexpr std::string_view kMarks = "!#$%&'*+-.^_`|~";
  return !name.empty() && std::all_of(name.begin(), name.end(), [&](unsigned char c) {
    return std::isalnum(c) || kMarks.find(static_cast<char>(c)) != std::string_view::npos;
  });
}

/// What is wrong with a URL; "" when nothing is.
std::string_view url_problem(std::string_view url, FileUrl file) {
  if (has_control(url) || url.find(' ') != std::string_view::npos)
    return "it holds a space, a line end or a control character";
  std::string const lower = lower_ascii(url);
  if (lower.starts_with("file:"))
    return file == FileUrl::allowed ? "" : "only http and https are spoken here";
  std::size_t const scheme = lower.starts_with("http://")    ? 7
                             : lower.starts_with("https://") ? 8
                                                             : 0;
  if (scheme == 0)
    return file == FileUrl::allowed ? "it begins with neither http:// nor https:// nor file:"
                                    : "it begins with neither http:// nor https://";
  std::string_view const rest = url.substr(scheme);
  if (rest.empty() || rest.front() == '/' || rest.front() == '?' || rest.front() == '#')
    return "it names no host";
  return "";
}

}  // namespace

Node const* find_key(Node const& map, std::string_view name) {
  if (map.kind != Node::Kind::map) return nullptr;
  for (std::size_t i = 0; i + 1 < map.items.size(); i += 2)
    if (map.items[i].text == name) return &map.items[i + 1];
  return nullptr;
}

bool define(Reader& reader, Draft& draft, std::string_view kind, std::string const& name,
            Mark const& mark) {
  auto const [known, fresh] = draft.defined.emplace(fmt::format("{} {}", kind, name), mark);
  if (fresh) return true;
  Mark const& first = known->second;
  reader.error(mark, fmt::format("another {} is called '{}', at {}:{}", kind, name,
                                 reader.files().at(first.file).path, first.line));
  return false;
}

void refer(Reader& reader, Draft& draft, Draft::Reference::Kind kind, Node const& value,
           std::string_view expected, std::vector<std::string>& names) {
  Reader::for_each(value, [&](Node const& item) {
    std::string name;
    if (!reader.read_text(item, expected, name)) return;
    draft.references.push_back({kind, item.mark, name});
    names.push_back(std::move(name));
  });
}

void read_headers(Reader& reader, Node const& value, std::vector<HttpHeader>& headers) {
  reader.for_each_entry(value, "headers", [&](Node const& key, Node const& text) {
    reader.hide(text);
    HttpHeader header{key.text, {}};
    if (!is_token(header.name))
      reader.error(key.mark, fmt::format("'{}' is not the name of a header", key.text));
    if (!reader.read_text_with_secrets(text, "the header's value", header.value)) return;
    if (has_control(header.value))
      return reader.error(text.mark, "a header's value holds a line end or a control character");
    headers.push_back(std::move(header));
  });
}

void read_url(Reader& reader, Node const& value, FileUrl file, std::string& url) {
  std::string text;
  if (!reader.read_text_with_secrets(value, "a URL", text)) return;
  std::string_view const problem = url_problem(text, file);
  if (!problem.empty())
    return reader.error(value.mark, fmt::format("not a usable URL: {}", problem));
  url = std::move(text);
}

}  // namespace wirewatch
