#include "app/daemon.h"

#include <malloc.h>
#include <sys/stat.h>

#include <algorithm>
#include <boost/asio/as_tuple.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <thread>
#include <utility>

#include "app/http_settings.h"
#include "app/stored_articles.h"
#include "base/log.h"
#include "base/task.h"

namespace wirewatch {
namespace {

namespace asio = boost::asio;
using namespace std::chrono_literals;

constexpr std::chrono::milliseconds kDrainWithNetwork = 8s;
constexpr std::chrono::milliseconds kLongestDrain = 10s;
constexpr std::chrono::milliseconds kDrainStep = 20ms;
constexpr std::chrono::seconds kFileInterval = 2s;
constexpr std::size_t kForgottenAtOnce = 200;
constexpr std::chrono::milliseconds kForgetStep = 200ms;
constexpr std::chrono::milliseconds kForgetInterval = 1h;

std::size_t worker_count() {
  unsigned const cores = std::thread::hardware_concurrency();
  return std::max(1U, cores > 1 ? cores - 1 : 1U);
}

/// What one poll gives back the next one takes: returned to the system between polls, every page of
/// it would be faulted in again. Two arenas: the loop's and one for all other threads.
void keep_freed_memory() {
  ::mallopt(M_ARENA_MAX, 2);
  ::mallopt(M_MMAP_THRESHOLD, 4 << 20);
  ::mallopt(M_TRIM_THRESHOLD, 16 << 20);
  ::mallopt(M_TOP_PAD, 1 << 20);
}

/// Whoever lets go of it last, a thread of the pool takes it apart: of many rules, that takes its
/// time. The pool lives as long as anyone may let go.
std::shared_ptr<Snapshot const> freed_by(std::shared_ptr<asio::thread_pool> pool,
                                         std::shared_ptr<Snapshot const> snapshot) {
  Snapshot const* const shown = snapshot.get();
  auto free = [pool = std::move(pool), owned = std::move(snapshot)](Snapshot const*) mutable {
    asio::post(*pool, [last = std::move(owned)] {});
  };
  return {shown, std::move(free)};
}

}  // namespace

Daemon::Daemon(asio::io_context& loop, std::shared_ptr<Snapshot const> snapshot,
               std::unique_ptr<Store> store, Clock const& clock, Observer& observer)
    : loop_(loop),
      cpu_(worker_count()),
      background_(std::make_shared<asio::thread_pool>(1)),
      http_(loop, http_settings(snapshot->config)),
      store_(loop, std::move(store)),
      services_{
          loop, cpu_, clock, http_, store_, observer, freed_by(background_, std::move(snapshot))},
      outbox_(
          loop, http_, store_, clock, [this] { return services_.snapshot; },
          [this](Delivery const& delivery, SinkSpec const& sink) {
            services_.observer.delivery_attempted(delivery, sink);
          }),
      articles_(services_, [this] { outbox_.notify(); }),
      polls_(services_, [this] { articles_.notify(); }),
      file_timer_(loop),
      forget_timer_(loop) {}

Daemon::~Daemon() {
  cpu_.join();
  background_->join();
}

void Daemon::start() {
  keep_freed_memory();
  log::info("daemon.started", {{"config", services_.snapshot->config.path},
                               {"feeds", services_.snapshot->config.feeds.size()},
                               {"watches", services_.snapshot->config.watches.size()},
                               {"sinks", services_.snapshot->config.sinks.size()}});
  spawn(loop_, "poll", polls_.run());        // poll commit
  spawn(loop_, "article", articles_.run());  // article commit fills the outbox
  outbox_.start();                           // delivery commit
  spawn(loop_, "forget", forget_old());
}

void Daemon::reload() {
  if (std::exchange(wants_reload_, true)) return;
  spawn(loop_, "reload", load_anew());
}

/// Reading and compiling takes seconds where there are very many rules: it has a thread of its own,
/// so that articles are matched meanwhile. Rules that stay as they are stay compiled.
asio::awaitable<void> Daemon::load_anew() {
  std::shared_ptr<Snapshot const> const running = services_.snapshot;
  files_seen_ = files_state();
  auto load = [&running]() noexcept {
    return load_config(running->config.path, SystemSecrets{}, Lint::no, running->rules,
                       recent_articles);
  };
  LoadedConfig loaded = co_await on_pool(*background_, load);
  wants_reload_ = false;
  services_.observer.config_reloaded(loaded);
  if (!loaded.snapshot || services_.stopping) co_return;
  bool const is_current = files_state() == files_seen_;  // else the next look reloads
  if (loaded.snapshot->config.state != services_.snapshot->config.state)
    log::warn("config.ignored",
              {{"key", "state"}, {"why", "the state directory changes only with a restart"}});
  http_.use(http_settings(loaded.snapshot->config));
  auto snapshot = std::make_shared<Snapshot const>(std::move(*loaded.snapshot));
  services_.snapshot = freed_by(background_, std::move(snapshot));
  if (is_current) files_seen_ = files_state();  // other files may be included now
  polls_.config_changed();
  outbox_.start();
}

void Daemon::watch_files() {
  files_seen_ = files_state();
  spawn(loop_, "files", look_at_files());
}

asio::awaitable<void> Daemon::look_at_files() {
  while (!services_.stopping) {
    file_timer_.expires_after(kFileInterval);
    (void)co_await file_timer_.async_wait(
        asio::as_tuple(asio::use_awaitable));  // cancelled: stopping says so
    if (services_.stopping) break;
    if (files_state() != files_seen_) reload();
    auto ask = [](Store& store) { return store.changed_elsewhere(); };
    Result<bool> const changed = co_await store_.run(ask);
    if (changed && *changed) outbox_.look_again();
  }
}

asio::awaitable<void> Daemon::forget_old() {
  while (!services_.stopping) {
    TimePoint const then = services_.clock.now() - services_.snapshot->config.keep;
    auto forget = [then](Store& store) { return store.forget_before(then, kForgottenAtOnce); };
    Result<std::size_t> const gone = co_await services_.store.run(forget);
    if (!gone) log::warn("store.not_trimmed", {{"why", gone.error().what}});
    bool const has_more = gone && *gone >= kForgottenAtOnce;
    forget_timer_.expires_after(has_more ? kForgetStep : kForgetInterval);
    (void)co_await forget_timer_.async_wait(asio::as_tuple(asio::use_awaitable));
  }
}

std::string Daemon::files_state() const {
  std::string state;
  for (std::string const& file : services_.snapshot->config.files) {
    struct stat info {};
    if (::stat(file.c_str(), &info) == 0)
      state += std::to_string(info.st_mtim.tv_sec) + '.' + std::to_string(info.st_mtim.tv_nsec) +
               ':' + std::to_string(info.st_size) + ':' + std::to_string(info.st_ino) + '\n';
    else
      state += "gone\n";
  }
  return state;
}

void Daemon::stop() {
  if (services_.stopping) return;
  services_.stopping = true;
  log::info("daemon.stopping");
  spawn(loop_, "drain", drain());
}

asio::awaitable<void> Daemon::drain() {
  polls_.notify();
  articles_.notify();
  outbox_.stop();
  file_timer_.cancel();
  forget_timer_.cancel();
  asio::steady_timer timer(loop_);
  for (auto waited = 0ms; waited < kLongestDrain; waited += kDrainStep) {
    if (polls_.is_idle() && articles_.is_idle() && outbox_.is_idle()) break;
    if (waited >= kDrainWithNetwork) http_.abandon();
    timer.expires_after(kDrainStep);
    (void)co_await timer.async_wait(asio::as_tuple(asio::use_awaitable));
  }
  co_await articles_.save();
  log::info("daemon.stopped");
  has_stopped_ = true;
  loop_.stop();
}

}  // namespace wirewatch
