#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "config/draft.h"
#include "config/keys.h"

namespace wirewatch {
namespace {

using namespace std::chrono_literals;

constexpr std::string_view kLaterTypes[] = {"slack",    "teams", "discord", "mattermost",
                                            "telegram", "ntfy",  "email"};

void read_type(Reader&, Node const&, SinkSpec&) {
}  // read first, since it decides which keys there are

/// A key as a whole, or what a reference stands for.
void read_secret(Reader& reader, Node const& value, SinkSpec& sink) {
  reader.hide(value);
  Reader::for_each(value, [&](Node const& item) {
    std::string secret;
    if (reader.read_text_with_secrets(item, "a secret", secret))
      sink.secrets.push_back(std::move(secret));
  });
}

void read_hook(Reader& reader, Node const& value, SinkSpec& sink) {
  reader.hide(value);  // who knows such a URL may post to it
  read_url(reader, value, FileUrl::refused, sink.url);
}

void read_path(Reader& reader, Node const& value, SinkSpec& sink) {
  std::string path;
  if (reader.read_text_with_secrets(value, "a path", path))
    sink.path = reader.path_beside(value.mark, path);
}

constexpr Key<SinkSpec> kLogKeys[] = {{"type", read_type}};
constexpr Key<SinkSpec> kJsonlKeys[] = {{"type", read_type}, {"path", read_path}};
constexpr Key<SinkSpec> kWebhookKeys[] = {
    {"type", read_type},
    {"url", read_hook},
    {"secret", read_secret},
    {"headers", [](Reader& r, Node const& v, SinkSpec& s) { read_headers(r, v, s.headers); }},
    {"timeout", [](Reader& r, Node const& v, SinkSpec& s) { r.read_duration(v, 1s, s.timeout); }},
};

struct SinkType {
  std::string_view name;
  SinkSpec::Type type;
  std::span<Key<SinkSpec> const> keys;
  std::string_view needed;  ///< a key that cannot be left out
};
constexpr SinkType kTypes[] = {{"log", SinkSpec::Type::log, kLogKeys, "type"},
                               {"jsonl", SinkSpec::Type::jsonl, kJsonlKeys, "path"},
                               {"webhook", SinkSpec::Type::webhook, kWebhookKeys, "url"}};

void unknown_type(Reader& reader, Node const& type) {
  std::vector<std::string_view> names;
  for (SinkType const& one : kTypes) names.push_back(one.name);
  std::string_view const nearest = did_you_mean(type.text, names);
  reader.error(
      type.mark,
      fmt::format("no sink type is called '{}'; there are {}", type.text, fmt::join(names, ", ")),
      nearest.empty() ? "" : fmt::format("did you mean '{}'?", nearest));
}

/// A type of a later version: the alerts meant for it are logged, so that they are not lost.
bool is_later_type(Reader& reader, Node const& type, std::string const& name) {
  if (std::find(std::begin(kLaterTypes), std::end(kLaterTypes), type.text) == std::end(kLaterTypes))
    return false;
  reader.warning(
      type.mark,
      fmt::format("sinks of type '{}' are not supported yet: alerts for '{}' go to the log",
                  type.text, name));
  return true;
}

/// Of keys that are not known any may be a secret.
void hide_values(Reader& reader, Node const& map) {
  for (std::size_t i = 0; i + 1 < map.items.size(); i += 2)
    if (map.items[i].text != "type") reader.hide(map.items[i + 1]);
}

void read_sink(Reader& reader, std::string const& name, Node const& node, Draft& draft) {
  SinkSpec sink;
  sink.name = name;
  Node const* const type = find_key(node, "type");
  if (!type) {
    if (node.kind != Node::Kind::map) return reader.wrong_kind(node, "a map with a type");
    return reader.error(node.mark, fmt::format("sink '{}' has no type", name),
                        "one of: log, jsonl, webhook");
  }
  auto const* const known =
      std::find_if(std::begin(kTypes), std::end(kTypes),
                   [&](SinkType const& one) { return one.name == type->text; });
  if (known == std::end(kTypes)) {
    hide_values(reader, node);
    if (!is_later_type(reader, *type, name)) return unknown_type(reader, *type);
  } else {
    sink.type = known->type;
    read_map<SinkSpec>(reader, node, fmt::format("{} sink '{}'", known->name, name), known->keys,
                       sink);
    if (!find_key(node, known->needed))
      reader.error(node.mark,
                   fmt::format("{} sink '{}' has no {}", known->name, name, known->needed));
  }
  draft.config.sinks.push_back(std::move(sink));
}

}  // namespace

void read_sinks(Reader& reader, Node const& value, Draft& draft) {
  if (value.kind == Node::Kind::list)
    return reader.error(value.mark, "sinks must be a map, found a list",
                        "write each sink as 'name: {type: ...}'");
  reader.for_each_entry(value, "sinks", [&](Node const& key, Node const& sink) {
    if (define(reader, draft, "sink", key.text, key.mark)) read_sink(reader, key.text, sink, draft);
  });
}

}  // namespace wirewatch
