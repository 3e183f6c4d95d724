#include "app/feed_lines.h"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <boost/json.hpp>
#include <filesystem>
#include <fstream>

#include "app/input_files.h"

namespace wirewatch {
namespace {

namespace fs = std::filesystem;

/// A text of JSON is one of YAML.
std::string as_yaml(std::string_view text) {
  return boost::json::serialize(boost::json::string(text));
}

std::string_view without_comment(std::string_view line) {
  if (auto const at = line.find(" #"); at != std::string_view::npos) line = line.substr(0, at);
  if (line.starts_with('#')) line = {};
  while (!line.empty() && (line.back() == ' ' || line.back() == '\t' || line.back() == '\r'))
    line.remove_suffix(1);
  return line;
}

bool is_item(std::string_view line) {
  std::size_t const at = line.find_first_not_of(' ');
  return at != std::string_view::npos && (line.substr(at) == "-" || line.substr(at, 2) == "- ");
}

/// Where the list under a key of the first column ends, and how deep its items stand.
struct List {
  std::size_t end = 0;
  std::size_t indent = 2;
};

std::optional<List> find_list(std::string_view yaml, std::size_t begin) {
  List list{begin, 2};
  bool has_items = false;
  for (std::size_t at = begin; at < yaml.size();) {
    std::size_t const end = std::min(yaml.find('\n', at), yaml.size() - 1) + 1;
    std::string_view const line = yaml.substr(at, end - at - (yaml[end - 1] == '\n' ? 1 : 0));
    std::string_view const content = without_comment(line);
    at = end;
    if (content.empty()) continue;
    if (!content.starts_with(' ') && !is_item(content)) break;
    if (!has_items && !is_item(content)) return std::nullopt;
    if (!has_items) list.indent = content.find('-');
    has_items = true;
    list.end = end;
  }
  return list;
}

bool write_whole(fs::path const& path, std::string const& bytes) {
  std::ofstream out(path, std::ios::binary);
  out << bytes;
  return static_cast<bool>(out.flush());
}

/// Watches know their lines, which move: they are compared by name.
bool is_the_same_but_for(Config const& before, Config const& after, std::size_t added) {
  auto const have_one_name = [](WatchSpec const& a, WatchSpec const& b) {
    return a.name == b.name;
  };
  return after.feeds.size() == before.feeds.size() + added &&
         std::equal(before.feeds.begin(), before.feeds.end(), after.feeds.begin()) &&
         std::equal(before.watches.begin(), before.watches.end(), after.watches.begin(),
                    after.watches.end(), have_one_name) &&
         after.sinks == before.sinks && after.routes.size() == before.routes.size() &&
         after.terms.size() == before.terms.size() && after.tests.size() == before.tests.size() &&
         after.state == before.state && after.allow_networks == before.allow_networks;
}

}  // namespace

std::string feed_lines(std::vector<FeedSource> const& feeds, std::size_t indent) {
  std::string out;
  for (FeedSource const& feed : feeds) {
    std::string lead = std::string(indent, ' ') + "- ";
    auto const add = [&](std::string_view key, std::string const& value) {
      out += fmt::format("{}{}: {}\n", lead, key, value);
      lead = std::string(indent + 2, ' ');
    };
    if (!feed.name.empty()) add("name", as_yaml(feed.name));
    add("url", as_yaml(feed.url));
    std::string tags;
    for (std::string const& tag : feed.tags) tags += (tags.empty() ? "" : ", ") + as_yaml(tag);
    if (!tags.empty()) add("tags", "[" + tags + "]");
  }
  return out;
}

std::optional<std::string> with_feeds(std::string_view yaml, std::vector<FeedSource> const& feeds) {
  std::string out(yaml);
  if (!out.empty() && out.back() != '\n') out += '\n';
  for (std::size_t at = 0; at < out.size();) {
    std::size_t const end = out.find('\n', at) + 1;
    std::string_view const content =
        without_comment(std::string_view(out).substr(at, end - 1 - at));
    at = end;
    if (!content.starts_with("feeds")) continue;
    if (content != "feeds:") return std::nullopt;
    auto const list = find_list(out, end);
    if (!list) return std::nullopt;
    return out.insert(list->end, feed_lines(feeds, list->indent));
  }
  return out + "\nfeeds:\n" + feed_lines(feeds, 2);
}

Result<void> add_feeds(Config const& config, std::vector<FeedSource> const& feeds) {
  std::error_code error;
  fs::path const path = fs::canonical(config.path, error);
  if (error) return fail(Error::Kind::io, fmt::format("{}: {}", config.path, error.message()));
  auto const before = read_file(path.string());
  if (!before) return fail(before.error());
  auto const after = with_feeds(*before, feeds);
  if (!after)
    return fail(Error::Kind::config,
                fmt::format("the list of feeds in {} has not an item a line", path.string()));
  fs::path const draft =
      path.parent_path() / fmt::format(".{}.{}", path.filename().string(), ::getpid());
  bool is_written = write_whole(draft, *after);
  if (is_written) fs::permissions(draft, fs::status(path, error).permissions(), error);
  LoadedConfig const loaded = load_config(draft.string(), SystemSecrets{});
  bool const is_good =
      loaded.snapshot && is_the_same_but_for(config, loaded.snapshot->config, feeds.size());
  if (is_written && is_good && !error) fs::rename(draft, path, error);
  if (is_written && is_good && !error) return {};
  std::error_code ignored;  // the draft may never have been made
  fs::remove(draft, ignored);
  if (!is_written || error)
    return fail(Error::Kind::io, fmt::format("{} cannot be written", path.string()));
  return fail(
      Error::Kind::config,
      fmt::format("adding to {} by machine would change more than its feeds", path.string()));
}

}  // namespace wirewatch
