#include "app/poll_stream.h"

#include <fmt/format.h>

#include <algorithm>
#include <boost/asio/as_tuple.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/url/parse.hpp>
#include <random>

#include "app/input_files.h"
#include "base/log.h"
#include "base/task.h"
#include "base/text.h"
#include "fetcher/feed_address.h"
#include "fetcher/poll_request.h"
#include "fetcher/schedule.h"
#include "pipeline/feed/parse_feed.h"

namespace wirewatch {
namespace {

namespace asio = boost::asio;
using namespace std::chrono_literals;
using std::chrono::milliseconds;

// So many polls keep processor and network busy; more would only hold bodies in memory.
constexpr std::size_t kPlaces = 64;
// With those whose servers have not answered yet.
constexpr std::size_t kPollsAtOnce = 2048;
constexpr milliseconds kLendAfter = 250ms;
constexpr milliseconds kLendStep = 100ms;
constexpr milliseconds kStoreTrouble = 5s;
constexpr milliseconds kLongestSleep = 1h;

double random_fraction() {
  thread_local std::minstd_rand engine{std::random_device{}()};
  return std::uniform_real_distribution<double>(0, 1)(engine);
}

/// Name and port; of a local file the whole address.
std::string host_of(std::string const& url) {
  auto const parsed = boost::urls::parse_uri(url);
  return parsed && !parsed->encoded_host().empty()
             ? lower_ascii(std::string(parsed->encoded_host_and_port()))
             : url;
}

ParsedFeed parsed(Response const& response) {
  ParseHints hints;
  hints.content_type = response.content_type;
  hints.base_url = response.url;
  return parse_feed(response.body, hints);
}

}  // namespace

PollStream::PollStream(Services& services, std::function<void()> on_articles, HostLimits limits)
    : services_(services),
      on_articles_(std::move(on_articles)),
      limits_(limits),
      wakeup_(services.loop.get_executor()) {}

asio::awaitable<void> PollStream::run() {
  while (!services_.stopping && !co_await load()) co_await wakeup_.wait(kStoreTrouble);
  while (!services_.stopping) {
    begin_due(services_.clock.now());
    milliseconds const rest = until_due();
    co_await wakeup_.wait(rest);
  }
}

/// The memory of the last run.
asio::awaitable<bool> PollStream::load() {
  auto read_states = [](Store& store) { return store.feed_states(); };
  auto read_blocks = [](Store& store) { return store.host_blocks(); };
  auto states = co_await services_.store.run(read_states);
  auto const blocks = co_await services_.store.run(read_blocks);
  if (!states || !blocks) {
    log::error("store.unreadable", {{"why", states ? blocks.error().what : states.error().what}});
    co_return false;
  }
  snapshot_ = services_.snapshot;
  for (FeedState& state : *states) {
    if (FeedSource const* const feed = snapshot_->config.feed(state.feed))
      state.next_poll = resumed_poll(*feed, state, services_.clock.now(), random_fraction());
    states_[state.feed] = std::move(state);
  }
  for (Store::HostBlock const& block : *blocks) hosts_[block.host].not_before = block.until;
  config_changed();
  co_return true;
}

void PollStream::config_changed() {
  due_.clear();
  due_at_.clear();
  for (auto& [name, host] : hosts_) {
    host.waiting.clear();
    host.next.clear();
  }
  feeds_.clear();
  snapshot_ = services_.snapshot;
  for (FeedSource const& feed : snapshot_->config.feeds) {
    feeds_[feed.name] = &feed;
    if (polling_.contains(feed.name)) continue;  // lines up again when it is done
    auto const state = states_.find(feed.name);
    bool const is_known = state != states_.end() && state->second.url == feed.url;
    line_up(feed.name, is_known ? state->second.next_poll : TimePoint{});
  }
  wakeup_.notify();
}

FeedSource const* PollStream::find_feed(std::string const& name) const {
  auto const found = feeds_.find(name);
  return found == feeds_.end() ? nullptr : found->second;
}

/// Where the feed is asked.
std::string const& PollStream::address_of(FeedSource const& feed) const {
  auto const state = states_.find(feed.name);
  bool const is_known = state != states_.end() && state->second.url == feed.url;
  return is_known ? poll_address(feed, state->second) : feed.url;
}

void PollStream::line_up(std::string const& feed, TimePoint at) {
  auto const [entry, is_new] = due_at_.emplace(feed, at);
  if (!is_new) {
    due_.erase({entry->second, feed});
    entry->second = at;
  }
  due_.emplace(at, feed);
}

bool PollStream::has_room() const {
  return places_taken_ < kPlaces && polling_.size() < kPollsAtOnce;
}

milliseconds PollStream::until_due() const {
  if (due_.empty() || !has_room()) return kLongestSleep;
  auto const rest =
      std::chrono::duration_cast<milliseconds>(due_.begin()->first - services_.clock.now());
  return std::clamp(rest, milliseconds(1), kLongestSleep);
}

void PollStream::begin_due(TimePoint now) {
  while (!due_.empty() && due_.begin()->first <= now && has_room()) {
    std::string const name = due_.begin()->second;
    due_.erase(due_.begin());
    due_at_.erase(name);
    FeedSource const* const feed = find_feed(name);
    if (!feed || polling_.contains(name)) continue;
    std::string host_name = host_of(address_of(*feed));
    Host& host = hosts_[host_name];
    bool const is_next = host.next == name;
    if (is_next) host.next.clear();
    bool const has_turn = is_next || (host.waiting.empty() && host.next.empty());
    if (has_turn && host.not_before <= now && host.polling < limits_.polls_at_once) {
      begin(*feed, std::move(host_name), host, now);
    } else {
      host.waiting.insert(is_next ? host.waiting.begin() : host.waiting.end(), name);
      call_next(host, now);
    }
  }
}

void PollStream::begin(FeedSource const& feed, std::string host_name, Host& host, TimePoint now) {
  ++host.polling;
  host.not_before = now + limits_.spacing;
  ++places_taken_;
  polling_.insert(feed.name);
  call_next(host, now);
  spawn(services_.loop, "poll", poll(feed, std::move(host_name)));
}

void PollStream::call_next(Host& host, TimePoint now) {
  if (host.waiting.empty() || !host.next.empty() || host.polling >= limits_.polls_at_once) return;
  host.next = std::move(host.waiting.front());
  host.waiting.erase(host.waiting.begin());
  line_up(host.next, std::max(host.not_before, now));
}

asio::awaitable<void> PollStream::lend_places() {
  asio::steady_timer timer(services_.loop);
  while (!asking_.empty()) {
    timer.expires_after(kLendStep);
    (void)co_await timer.async_wait(asio::as_tuple(asio::use_awaitable));
    auto const patient_until = std::chrono::steady_clock::now() - kLendAfter;
    while (!asking_.empty() &&
           (!asking_.front()->is_asking || asking_.front()->asked <= patient_until)) {
      if (asking_.front()->is_asking && std::exchange(asking_.front()->has_place, false))
        --places_taken_;
      asking_.pop_front();
    }
    wakeup_.notify();
  }
  is_lending_ = false;
}

asio::awaitable<Result<Response>> PollStream::ask_server(Request request) {
  auto const ongoing = std::make_shared<Ongoing>();
  ongoing->asked = std::chrono::steady_clock::now();
  asking_.push_back(ongoing);
  if (!std::exchange(is_lending_, true)) spawn(services_.loop, "poll", lend_places());
  Result<Response> response = co_await services_.http.send(std::move(request));
  ongoing->is_asking = false;
  if (!ongoing->has_place) ++places_taken_;  // there is work to do again
  co_return response;
}

asio::awaitable<Result<Response>> PollStream::read_local(std::string url) {
  auto read = [&url](Store&) -> Result<Response> {
    auto const parsed = boost::urls::parse_uri(url);
    if (!parsed) return fail(Error::Kind::config, fmt::format("'{}' is no file address", url));
    auto bytes = read_file(std::string(parsed->path()), Request().max_bytes);
    if (!bytes) return fail(std::move(bytes.error()));
    Response response;
    response.status = 200;
    response.url = url;
    response.body = std::move(*bytes);
    return response;
  };
  Result<Response> response = co_await services_.store.run(read);
  co_return response;
}

/// The server's answer, and what is known of the feed where that answer must be understood.
asio::awaitable<PollAnswer> PollStream::ask(FeedSource const& feed, FeedState const& state) {
  PollAnswer answer;
  Request request = poll_request(feed, state);
  if (feed.url.starts_with("file:"))
    answer.response = co_await read_local(feed.url);
  else
    answer.response = co_await ask_server(std::move(request));
  if (!answer.response || !needs_parsing(state, *answer.response)) co_return answer;
  if (states_[feed.name].last_poll == TimePoint{}) co_return answer;  // nothing is known of it
  auto read_seen = [&feed](Store& store) { return store.seen(feed.name); };
  auto seen = co_await services_.store.run(read_seen);
  if (seen)
    answer.seen = std::move(*seen);
  else
    answer.response = fail(std::move(seen.error()));
  co_return answer;
}

asio::awaitable<void> PollStream::poll(FeedSource feed, std::string host) {
  auto const started = services_.clock.now();
  FeedState const before = state_of(feed, states_[feed.name]);
  PollAnswer answer = co_await ask(feed, before);
  TimePoint const now = services_.clock.now();
  bool const was_cut_short = services_.stopping && !answer.response;  // as if never asked
  std::string const answered_by = answer.response ? host_of(answer.response->url) : host;
  bool const is_heavy = answer.response && needs_parsing(before, *answer.response);
  double const jitter = random_fraction();
  auto understand = [&]() noexcept {
    if (is_heavy) answer.parsed = parsed(*answer.response);
    return apply_poll(feed, before, std::move(answer), now, jitter);
  };
  PollOutcome outcome;
  if (is_heavy)
    outcome = co_await on_pool(services_.cpu, understand);
  else
    outcome = understand();
  if (!was_cut_short) {
    PollReport report;
    report.result = outcome.result;
    report.failed = outcome.failed;
    report.fresh = outcome.fresh;
    report.changed = outcome.changed;
    report.took = now - started;
    report.next = outcome.commit.state.next_poll;
    report.next_reason = outcome.commit.state.next_reason;
    bool const has_articles = !outcome.commit.articles.empty();
    FeedState const after = outcome.commit.state;
    Result<void> const stored = co_await services_.store.commit(std::move(outcome.commit));
    if (stored) {
      states_[feed.name] = after;
      if (has_articles) on_articles_();
      services_.observer.feed_polled(feed, report);
      for (PollNote const& note : outcome.notes)
        log::warn(note.event, {{"feed", feed.name}, {"what", note.what}});
    } else {
      log::error("poll.unstored", {{"feed", feed.name}, {"why", stored.error().what}});
      states_[feed.name].next_poll = now + kStoreTrouble;
    }
    if (outcome.host_pause) co_await pause_host(answered_by, *outcome.host_pause);
  }
  end_poll(feed.name, host);
}

void PollStream::end_poll(std::string const& feed, std::string const& host_name) {
  --places_taken_;
  polling_.erase(feed);
  if (find_feed(feed)) line_up(feed, states_[feed].next_poll);
  Host& host = hosts_[host_name];
  --host.polling;
  call_next(host, services_.clock.now());
  wakeup_.notify();
}

asio::awaitable<void> PollStream::pause_host(std::string host, std::chrono::seconds pause) {
  TimePoint const until = services_.clock.now() + pause;
  hosts_[host].not_before = std::max(hosts_[host].not_before, until);
  auto block = [&host, until](Store& store) {
    return store.block_host(host, until, "Retry-After");
  };
  Result<void> const stored = co_await services_.store.run(block);
  if (!stored) log::error("host.unstored", {{"host", host}, {"why", stored.error().what}});
}

}  // namespace wirewatch
