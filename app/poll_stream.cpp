#include "app/poll_stream.h"

#include <algorithm>
#include <boost/asio/as_tuple.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/url/parse.hpp>
#include <random>

#include "app/local_feed.h"
#include "base/log.h"
#include "base/task.h"
#include "base/text.h"
#include "fetcher/feed_address.h"
#include "fetcher/poll_request.h"
#include "fetcher/schedule.h"
#include "pipeline/feed/parse_feed.h"
#include "store/packed.h"

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
      wakeup_(services.loop.get_executor()),
      queue_(limits) {}

asio::awaitable<void> PollStream::run() {
  while (!services_.stopping && !co_await load()) co_await wakeup_.wait(kStoreTrouble);
  while (!services_.stopping) {
    begin_due(services_.clock.now());
    milliseconds const rest = until_due();
    co_await wakeup_.wait(rest);
  }
}

PolledFeed& PollStream::known(std::string const& name) {
  auto const [place, is_new] = feeds_.try_emplace(name);
  if (is_new) place->second.name = place->first;
  return place->second;
}

/// The memory of the last run.
asio::awaitable<bool> PollStream::load() {
  auto read_states = [](Store& store) { return store.feed_states(); };
  auto read_blocks = [](Store& store) { return store.host_blocks(); };
  auto const states = co_await services_.store.run(read_states);
  auto const blocks = co_await services_.store.run(read_blocks);
  if (!states || !blocks) {
    log::error("store.unreadable", {{"why", states ? blocks.error().what : states.error().what}});
    co_return false;
  }
  for (FeedState const& state : *states) {
    PolledFeed& feed = known(state.feed);
    FeedSource const* const source = services_.snapshot->config.feed(state.feed);
    feed.next_poll = source ? resumed_poll(*source, state, services_.clock.now(), random_fraction())
                            : state.next_poll;
    feed.memory = pack(state);
  }
  for (Store::HostBlock const& block : *blocks) queue_.host(block.host).not_before = block.until;
  config_changed();
  co_return true;
}

void PollStream::config_changed() {
  queue_.clear();
  for (auto& [name, feed] : feeds_) {
    feed.source = nullptr;
    feed.host = nullptr;
  }
  snapshot_ = services_.snapshot;
  for (FeedSource const& source : snapshot_->config.feeds) {
    PolledFeed& feed = known(source.name);
    feed.source = &source;
    if (feed.is_polling) continue;  // lines up again when it is done
    FeedState state;
    bool const is_known = unpack(feed.memory, state) && state.url == source.url;
    line_up(feed, is_known ? feed.next_poll : TimePoint{});
  }
  wakeup_.notify();
}

/// What is known of it under its present address.
FeedState PollStream::state_in_config(PolledFeed const& feed) const {
  FeedState state;
  if (!unpack(feed.memory, state)) state = {};
  return state_of(*feed.source, std::move(state));
}

void PollStream::line_up(PolledFeed& feed, TimePoint at) {
  if (!feed.host)
    feed.host = &queue_.host(host_of(poll_address(*feed.source, state_in_config(feed))));
  queue_.line_up(feed, at);
}

bool PollStream::has_room() const { return places_taken_ < kPlaces && polling_ < kPollsAtOnce; }

milliseconds PollStream::until_due() const {
  auto const due = queue_.next_due();
  if (!due || !has_room()) return kLongestSleep;
  auto const rest = std::chrono::duration_cast<milliseconds>(*due - services_.clock.now());
  return std::clamp(rest, milliseconds(1), kLongestSleep);
}

void PollStream::begin_due(TimePoint now) {
  while (has_room()) {
    PolledFeed* const feed = queue_.begin_poll(now);
    if (!feed) return;
    feed->is_polling = true;
    ++polling_;
    ++places_taken_;
    spawn(services_.loop, "poll", poll(*feed, *feed->source, *feed->host, snapshot_));
  }
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

/// The server's answer, and what is known of the feed where that answer must be understood.
asio::awaitable<PollAnswer> PollStream::ask(FeedSource const& source, FeedState const& state,
                                            bool is_new) {
  PollAnswer answer;
  Request request = poll_request(source, state);
  auto read_local = [&source](Store&) { return read_local_feed(source.url); };
  if (source.url.starts_with("file:"))
    answer.response = co_await services_.store.run(read_local);
  else
    answer.response = co_await ask_server(std::move(request));
  if (is_new || !answer.response || !needs_parsing(state, *answer.response)) co_return answer;
  auto read_seen = [&source](Store& store) { return store.seen(source.name); };
  auto seen = co_await services_.store.run(read_seen);
  if (seen)
    answer.seen = std::move(*seen);
  else
    answer.response = fail(std::move(seen.error()));
  co_return answer;
}

asio::awaitable<void> PollStream::poll(PolledFeed& feed, FeedSource const& source, PollHost& host,
                                       [[maybe_unused]] std::shared_ptr<Snapshot const> keeps) {
  auto const started = services_.clock.now();
  FeedState before;
  bool const is_new = !unpack(feed.memory, before);  // then no entry of it was ever seen
  before = state_of(source, std::move(before));
  PollAnswer answer = co_await ask(source, before, is_new);
  TimePoint const now = services_.clock.now();
  bool const was_cut_short = services_.stopping && !answer.response;  // as if never asked
  std::string const answered_at = answer.response ? answer.response->url : source.url;
  bool const is_heavy = answer.response && needs_parsing(before, *answer.response);
  double const jitter = random_fraction();
  auto understand = [&]() noexcept {
    if (is_heavy) answer.parsed = parsed(*answer.response);
    return apply_poll(source, std::move(before), std::move(answer), now, jitter);
  };
  PollOutcome outcome;
  if (is_heavy)
    outcome = co_await on_pool(services_.cpu, understand);
  else
    outcome = understand();
  auto const pause = outcome.host_pause;
  if (!was_cut_short) co_await finish(feed, source, started, std::move(outcome));
  if (!was_cut_short && pause) co_await pause_host(host_of(answered_at), *pause);
  end_poll(feed, source, host);
}

asio::awaitable<void> PollStream::finish(PolledFeed& feed, FeedSource const& source,
                                         TimePoint started, PollOutcome outcome) {
  FeedState const& state = outcome.commit.state;
  PollReport report;
  report.result = outcome.result;
  report.failed = outcome.failed;
  report.fresh = outcome.fresh;
  report.changed = outcome.changed;
  report.took = state.last_poll - started;
  report.next = state.next_poll;
  report.next_reason = state.next_reason;
  bool const has_articles = !outcome.commit.articles.empty();
  Result<void> const stored = co_await store(feed, std::move(outcome.commit));
  if (!stored) {
    log::error("poll.unstored", {{"feed", source.name}, {"why", stored.error().what}});
    feed.next_poll = services_.clock.now() + kStoreTrouble;
    co_return;
  }
  feed.next_poll = report.next;
  if (has_articles) on_articles_();
  services_.observer.feed_polled(source, report);
  for (PollNote const& note : outcome.notes)
    log::warn(note.event, {{"feed", source.name}, {"what", note.what}});
}

asio::awaitable<Result<void>> PollStream::store(PolledFeed& feed, PollCommit commit) {
  std::string memory = pack(commit.state);
  bool const has_entries =
      !commit.seen.empty() || !commit.forgotten.empty() || !commit.articles.empty();
  if (memory == feed.memory && !has_entries) {
    FeedState& state = commit.state;
    services_.store.note({std::move(state.feed), state.last_poll, state.next_poll,
                          std::move(state.next_reason), std::move(state.last_result)});
    co_return Result<void>();
  }
  Result<void> stored = co_await services_.store.commit(std::move(commit));
  if (!stored) co_return stored;
  memory.shrink_to_fit();
  feed.memory = std::move(memory);
  feed.host = nullptr;  // it may have moved
  co_return stored;
}

void PollStream::end_poll(PolledFeed& feed, FeedSource const& source, PollHost& host) {
  --places_taken_;
  --polling_;
  feed.is_polling = false;
  // The config may have given it another address while it was asked at the old one.
  if (feed.source) line_up(feed, feed.source->url == source.url ? feed.next_poll : TimePoint{});
  queue_.end_poll(host, services_.clock.now());
  wakeup_.notify();
}

asio::awaitable<void> PollStream::pause_host(std::string name, std::chrono::seconds pause) {
  TimePoint const until = services_.clock.now() + pause;
  TimePoint& not_before = queue_.host(name).not_before;
  not_before = std::max(not_before, until);
  auto block = [&name, until](Store& store) {
    return store.block_host(name, until, "Retry-After");
  };
  Result<void> const stored = co_await services_.store.run(block);
  if (!stored) log::error("host.unstored", {{"host", name}, {"why", stored.error().what}});
}

}  // namespace wirewatch
