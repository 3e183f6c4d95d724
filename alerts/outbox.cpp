#include "alerts/outbox.h"

#include <algorithm>
#include <deque>
#include <optional>
#include <random>
#include <utility>

#include "alerts/retry_schedule.h"
#include "alerts/send.h"
#include "base/log.h"
#include "base/task.h"

namespace wirewatch {
namespace {

namespace asio = boost::asio;
using namespace std::chrono_literals;

constexpr std::size_t kBatch = 64;
constexpr int kAtOnce = 4;
constexpr std::chrono::milliseconds kLongestSleep = 1h;
constexpr std::chrono::milliseconds kStoreTrouble = 5s;
constexpr std::chrono::milliseconds kNetworkPause = 30s;

double random_fraction() {
  thread_local std::minstd_rand engine{std::random_device{}()};
  return std::uniform_real_distribution<double>(0, 1)(engine);
}

bool is_network_trouble(Result<Response> const& answer) {
  return !answer && answer.error().kind != Error::Kind::config;
}

}  // namespace

/// The state of one sink's sender.
struct Outbox::Lane {
  explicit Lane(asio::any_io_executor loop) : wakeup(loop), batch_done(loop) {}
  Wakeup wakeup;
  Wakeup batch_done;
  std::deque<Delivery> batch;
  int running = 0;
  TimePoint not_before{};  ///< Retry-After, or the receiver's network is in trouble
  bool knows_blocks = false;
};

Outbox::Outbox(asio::io_context& loop, HttpClient& http, StoreThread& store, Clock const& clock,
               CurrentSnapshot snapshot, DeliveryReport report)
    : loop_(loop),
      http_(http),
      store_(store),
      clock_(clock),
      snapshot_(std::move(snapshot)),
      report_(std::move(report)) {}

void Outbox::start() {
  for (SinkSpec const& sink : snapshot_()->config.sinks) {
    if (lanes_.contains(sink.name)) continue;
    auto lane = std::make_shared<Lane>(loop_.get_executor());
    lanes_[sink.name] = lane;
    spawn(loop_, "deliver", serve(sink.name, std::move(lane)));
  }
  notify();
}

void Outbox::notify() {
  for (auto& [name, lane] : lanes_) lane->wakeup.notify();
}

void Outbox::look_again() {
  for (auto& [name, lane] : lanes_) lane->knows_blocks = false;
  notify();
}

void Outbox::stop() {
  stopping_ = true;
  notify();
}

asio::awaitable<void> Outbox::serve(std::string name, std::shared_ptr<Lane> lane) {
  auto read_blocks = [](Store& store) { return store.sink_blocks(); };
  while (!stopping_) {
    if (!std::exchange(lane->knows_blocks, true)) {
      lane->not_before = {};
      if (auto const blocks = co_await store_.run(read_blocks))
        for (Store::SinkBlock const& block : *blocks)
          if (block.sink == name) lane->not_before = block.until;
    }
    std::shared_ptr<Snapshot const> const snapshot = snapshot_();
    SinkSpec const* const found = snapshot->config.sink(name);
    if (!found) break;  // the sink left the config; what is due stays in the outbox
    SinkSpec sink = *found;
    TimePoint const now = clock_.now();
    if (lane->not_before > now) {
      auto const rest =
          std::chrono::duration_cast<std::chrono::milliseconds>(lane->not_before - now);
      co_await lane->wakeup.wait(std::min(kLongestSleep, rest));
      continue;
    }
    auto read_due = [&name, now](Store& store) { return store.due(name, now, kBatch); };
    Result<std::vector<Delivery>> due = co_await store_.run(read_due);
    if (!due) {
      log::error("outbox.unreadable", {{"sink", name}, {"why", due.error().what}});
      co_await lane->wakeup.wait(kStoreTrouble);
    } else if (due->empty()) {
      std::chrono::milliseconds const rest = co_await until_next(name, now);
      co_await lane->wakeup.wait(rest);
    } else {
      lane->batch.assign(due->begin(), due->end());
      co_await attempt_all(std::move(sink), lane);
    }
  }
  lanes_.erase(name);
}

asio::awaitable<std::chrono::milliseconds> Outbox::until_next(std::string sink, TimePoint now) {
  auto read_next = [&sink](Store& store) { return store.next_due(sink); };
  auto const next = co_await store_.run(read_next);
  if (!next) co_return kStoreTrouble;
  if (!*next) co_return kLongestSleep;
  co_return std::clamp(std::chrono::duration_cast<std::chrono::milliseconds>(**next - now), 1ms,
                       kLongestSleep);
}

asio::awaitable<void> Outbox::attempt_all(SinkSpec sink, std::shared_ptr<Lane> lane) {
  // A file or the log takes one after the other, in order.
  int const at_once = sink.type == SinkSpec::Type::webhook ? kAtOnce : 1;
  while (!lane->batch.empty() || lane->running > 0) {
    bool const may_send = !stopping_ && lane->not_before <= clock_.now();
    if (!may_send) lane->batch.clear();  // they stay due in the store
    while (!lane->batch.empty() && lane->running < at_once) {
      Delivery delivery = std::move(lane->batch.front());
      lane->batch.pop_front();
      ++lane->running;
      spawn(loop_, "deliver", attempt(sink, std::move(delivery), lane));
    }
    if (lane->running > 0) co_await lane->batch_done.wait(kLongestSleep);
  }
}

asio::awaitable<void> Outbox::attempt(SinkSpec sink, Delivery delivery,
                                      std::shared_ptr<Lane> lane) {
  ++in_flight_;
  Result<Response> answer = co_await send(sink, delivery, http_, store_, clock_.now());
  TimePoint const now = clock_.now();
  bool const was_cut_short = stopping_ && !answer;  // it stays due, as if never tried
  Verdict const verdict = after_attempt(std::move(delivery), answer, now, random_fraction());
  auto store_result = [&verdict, &sink, was_cut_short](Store& store) -> Result<void> {
    if (was_cut_short) return {};
    if (verdict.sink_blocked_until) {
      auto const blocked =
          store.block_sink(sink.name, *verdict.sink_blocked_until, verdict.delivery.last_result);
      if (!blocked) return blocked;
    }
    return store.commit(verdict.delivery);
  };
  Result<void> const stored = co_await store_.run(store_result);
  if (!stored) {
    // The receiver may see it again under the same id, but not as fast as the store can fail.
    log::error("delivery.unstored", {{"id", verdict.delivery.id}, {"why", stored.error().what}});
    lane->not_before = now + kStoreTrouble;
  }
  if (verdict.sink_blocked_until) lane->not_before = *verdict.sink_blocked_until;
  // One receiver that does not answer is not asked once for each alert that waits for it.
  if (is_network_trouble(answer))
    lane->not_before =
        std::max(lane->not_before, std::min(verdict.delivery.due, now + kNetworkPause));
  if (!was_cut_short) report_(verdict.delivery, sink);
  --in_flight_;
  --lane->running;
  lane->batch_done.notify();
}

}  // namespace wirewatch
