// feeds list, show, discover, add, import, export: what is polled, by hand. The store is only read,
// also beside a running daemon.
#include <fmt/format.h>

#include <algorithm>
#include <boost/asio/io_context.hpp>
#include <boost/json.hpp>
#include <cstdio>
#include <map>
#include <set>

#include "app/commands.h"
#include "app/exit_code.h"
#include "app/feed_lines.h"
#include "app/feed_report.h"
#include "app/http_settings.h"
#include "app/input_files.h"
#include "app/load_or_complain.h"
#include "app/opened_store.h"
#include "base/task.h"
#include "base/text.h"
#include "fetcher/apply_poll.h"
#include "fetcher/poll_request.h"
#include "pipeline/article/extract.h"
#include "pipeline/feed/opml.h"
#include "pipeline/feed/parse_feed.h"

namespace wirewatch {
namespace {

namespace asio = boost::asio;
namespace json = boost::json;

constexpr std::size_t kLongestName = 60;

using States = std::map<std::string, FeedState>;

/// nullopt with everything said.
std::optional<States> read_states(Config const& config) {
  auto const store = open_to_read(config);
  if (!store) return std::nullopt;
  auto read = store->feed_states();
  if (!read) {
    complain(read.error().what);
    return std::nullopt;
  }
  States states;
  for (FeedState& state : *read) states[state.feed] = std::move(state);
  return states;
}

FeedState state_in(States const& states, FeedSource const& feed) {
  auto const found = states.find(feed.name);
  return state_of(feed, found == states.end() ? FeedState{} : found->second);
}

int put_out(std::string const& text) {
  bool const is_out = std::fwrite(text.data(), 1, text.size(), stdout) == text.size();
  return is_out && std::fflush(stdout) == 0 ? kExitOk : kExitIo;
}

Result<Response> fetch(FeedSource const& feed, HttpOptions options) {
  asio::io_context loop;
  HttpClient http(loop, std::move(options));
  Result<Response> answer = fail(Error::Kind::io, "nothing was asked");
  auto ask = [](HttpClient& client, Request request,
                Result<Response>& out) -> asio::awaitable<void> {
    out = co_await client.send(std::move(request));
  };
  spawn(loop, "fetch", ask(http, poll_request(feed, {}), answer));
  loop.run();
  return answer;
}

/// What stands at the address; an Error in words where it is not to be had.
Result<ParsedFeed> look_at(FeedSource const& feed, HttpOptions options) {
  auto const response = fetch(feed, std::move(options));
  if (!response) return fail(response.error());
  ParseHints hints;
  hints.content_type = response->content_type;
  hints.base_url = response->url;
  ParsedFeed parsed = parse_feed(response->body, hints);
  if (parsed.challenge) return fail(Error::Kind::http, parsed.problem);
  if (response->status != 200)
    return fail(Error::Kind::http, fmt::format("answers {}", response->status));
  return parsed;
}

/// Puts feeds into the config's file, or on standard output where that cannot be done by machine.
int add_or_print(Config const& config, std::vector<FeedSource> const& feeds) {
  auto const added = add_feeds(config, feeds);
  int const shown = put_out(feed_lines(feeds, 2));
  if (added) return shown;
  complain(added.error().what);
  if (added.error().kind != Error::Kind::config) return kExitIo;
  complain("put the lines above into the list of feeds by hand");
  return kExitNo;
}

/// The feed at the address, or the one that a page there announces.
Result<ParsedFeed> find_feed(FeedSource& feed, HttpOptions const& options) {
  auto parsed = look_at(feed, options);
  if (!parsed || parsed->format != FeedFormat::none) return parsed;
  if (parsed->discovered.size() != 1) {
    std::string what = parsed->problem.empty() ? "no feed" : parsed->problem;
    if (!parsed->discovered.empty()) what = "the page announces several feeds, choose one:";
    for (std::string const& url : parsed->discovered) what += " " + masked_url(url);
    return fail(Error::Kind::parse, std::move(what));
  }
  feed.url = parsed->discovered.front();
  parsed = look_at(feed, options);
  if (parsed && parsed->format == FeedFormat::none)
    return fail(Error::Kind::parse,
                fmt::format("the page announces {}, which is no feed", masked_url(feed.url)));
  return parsed;
}

/// A name that no feed has; empty where the address must do.
std::string free_name(std::set<std::string>& taken, std::string_view wanted) {
  std::string name(cut_utf8(trim(wanted), kLongestName));
  if (name.find("${") != std::string::npos || printable(name) != name) name.clear();
  return !name.empty() && taken.insert(name).second ? name : std::string();
}

std::set<std::string> names_of(Config const& config) {
  std::set<std::string> names;
  for (FeedSource const& feed : config.feeds) names.insert(feed.name);
  return names;
}

FeedSource const* feed_at(Config const& config, std::string const& url) {
  auto const found = std::find_if(config.feeds.begin(), config.feeds.end(),
                                  [&](FeedSource const& feed) { return feed.url == url; });
  return found == config.feeds.end() ? nullptr : &*found;
}

}  // namespace

int run_feeds_list(FeedsOptions const& options) {
  auto const snapshot = load_or_complain(options.config);
  if (!snapshot) return kExitConfig;
  auto const states = read_states(snapshot->config);
  if (!states) return kExitIo;
  TimePoint const now = SystemClock{}.now();
  std::string out;
  for (FeedSource const& feed : snapshot->config.feeds) {
    FeedState const state = state_in(*states, feed);
    out +=
        options.json ? json::serialize(feed_json(feed, state)) + "\n" : feed_row(feed, state, now);
  }
  return put_out(out);
}

int run_feeds_show(FeedsOptions const& options) {
  auto const snapshot = load_or_complain(options.config);
  if (!snapshot) return kExitConfig;
  FeedSource const* const feed = snapshot->config.feed(options.feed);
  if (!feed) {
    complain(
        fmt::format("no feed is called '{}'; `wirewatch feeds list` shows them", options.feed));
    return kExitUsage;
  }
  auto const states = read_states(snapshot->config);
  if (!states) return kExitIo;
  FeedState const state = state_in(*states, *feed);
  return put_out(options.json ? json::serialize(feed_details(*feed, state)) + "\n"
                              : feed_page(*feed, state, SystemClock{}.now()));
}

int run_feeds_discover(FeedsOptions const& options) {
  HttpOptions http;
  if (!options.config.empty()) {
    auto const snapshot = load_or_complain(options.config);
    if (!snapshot) return kExitConfig;
    http = http_settings(snapshot->config);
  }
  if (options.allow_private) http.allow_networks = {"0.0.0.0/0", "::/0"};
  FeedSource feed;
  feed.url = options.url;
  auto const parsed = look_at(feed, http);
  if (!parsed) {
    complain(fmt::format("{}: {}", masked_url(options.url), parsed.error().what));
    return kExitUnavailable;
  }
  if (parsed->format != FeedFormat::none) return put_out(options.url + "\n");
  if (parsed->discovered.empty()) {
    complain(fmt::format("{} announces no feed{}{}", masked_url(options.url),
                         parsed->problem.empty() ? "" : ": ", parsed->problem));
    return kExitNo;
  }
  std::string out;
  for (std::string const& url : parsed->discovered) out += url + "\n";
  return put_out(out);
}

int run_feeds_add(FeedsOptions const& options) {
  auto const snapshot = load_or_complain(options.config);
  if (!snapshot) return kExitConfig;
  Config const& config = snapshot->config;
  FeedSource feed;
  feed.url = options.url;
  auto const parsed = find_feed(feed, http_settings(config));
  if (!parsed) {
    complain(fmt::format("{}: {}", masked_url(feed.url), parsed.error().what));
    return parsed.error().kind == Error::Kind::parse ? kExitNo : kExitUnavailable;
  }
  if (FeedSource const* const known = feed_at(config, feed.url)) {
    complain(
        fmt::format("{} is in the config already, as '{}'", masked_url(feed.url), known->name));
    return kExitNo;
  }
  std::set<std::string> taken = names_of(config);
  if (!options.feed.empty() && taken.contains(options.feed)) {
    complain(fmt::format("a feed is called '{}' already", options.feed));
    return kExitUsage;
  }
  feed.name = options.feed.empty() ? free_name(taken, visible_text(parsed->title)) : options.feed;
  complain(fmt::format("{}: {} entries{}", masked_url(feed.url), parsed->entries.size(),
                       parsed->bozo ? "; ill-formed, but readable" : ""));
  return add_or_print(config, {feed});
}

int run_feeds_import(FeedsOptions const& options) {
  auto const snapshot = load_or_complain(options.config);
  if (!snapshot) return kExitConfig;
  auto const bytes = read_file(options.file);
  if (!bytes) {
    complain(bytes.error().what);
    return kExitNoInput;
  }
  auto const listed = read_opml(*bytes);
  if (!listed) {
    complain(fmt::format("{}: {}", options.file, listed.error().what));
    return kExitData;
  }
  std::set<std::string> taken = names_of(snapshot->config);
  std::set<std::string> urls;
  std::vector<FeedSource> feeds;
  std::size_t unusable = 0;
  for (OpmlFeed const& one : *listed) {
    bool const is_web = one.url.starts_with("http://") || one.url.starts_with("https://");
    if (!is_web || one.url.find("${") != std::string::npos)
      ++unusable;
    else if (!feed_at(snapshot->config, one.url) && urls.insert(one.url).second) {
      FeedSource feed;
      feed.url = one.url;
      feed.name = free_name(taken, one.name);
      feed.tags = one.tags;
      feeds.push_back(std::move(feed));
    }
  }
  complain(fmt::format("{}: {} feeds, {} of them new{}", options.file, listed->size(), feeds.size(),
                       unusable > 0 ? fmt::format(", {} without an http address", unusable) : ""));
  return feeds.empty() ? kExitOk : add_or_print(snapshot->config, feeds);
}

int run_feeds_export(FeedsOptions const& options) {
  auto const snapshot = load_or_complain(options.config);
  if (!snapshot) return kExitConfig;
  std::vector<OpmlFeed> feeds;
  for (FeedSource const& feed : snapshot->config.feeds)
    feeds.push_back({feed.name, feed.url, feed.tags});
  return put_out(write_opml(feeds, "wirewatch"));
}

}  // namespace wirewatch
