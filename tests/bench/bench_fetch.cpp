// A cycle of polls over many feeds, beside the bare libcurl loop on the same feeds: CPU seconds,
// memory, exactness.
//   bench_fetch [FEEDS [RUNS]]          default 2000 3: four minutes, most of them waiting
//   bench_fetch hanging                 next polls of 100 feeds among 1,000 hosts that never answer
#include <arpa/inet.h>
#include <fmt/format.h>
#include <netinet/in.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <boost/asio/steady_timer.hpp>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <functional>
#include <string>
#include <string_view>

#include "app/daemon.h"
#include "base/log.h"
#include "tests/bench/bare_multi.h"
#include "tests/bench/feed_farm.h"

namespace wirewatch::bench {
namespace {

using namespace std::chrono_literals;

/// With so few feeds the daemon holds what it holds without any.
constexpr std::size_t kHardlyAny = 20;
/// One is over in a few hundredths of a second of CPU: a single one says little.
constexpr std::size_t kWarmCycles = 5;
/// So long after a poll all of it is on the disk.
constexpr auto kWritten = 6s;

double cpu_seconds() {
  rusage usage{};
  ::getrusage(RUSAGE_SELF, &usage);
  auto const seconds = [](timeval const& time) {
    return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) / 1e6;
  };
  return seconds(usage.ru_utime) + seconds(usage.ru_stime);
}

double status_megabytes(char const* key) {
  std::ifstream status("/proc/self/status");
  for (std::string line; std::getline(status, line);)
    if (line.starts_with(key)) return static_cast<double>(std::atoll(line.c_str() + 7)) / 1024;
  return 0;
}

/// The system's time, moved forward at will: the next cycle is due when it is wanted.
class SteppedClock : public Clock {
 public:
  TimePoint now() const override { return SystemClock{}.now() + std::chrono::milliseconds(ahead_); }
  void step(std::chrono::milliseconds by) { ahead_ += by.count(); }

 private:
  std::atomic<std::int64_t> ahead_{0};
};

/// Counts polls and calls back when a cycle is through.
class CycleObserver : public Observer {
 public:
  std::size_t feeds = 0;
  std::size_t polls = 0;
  std::size_t fresh = 0;
  std::size_t failed = 0;
  std::function<void()> on_cycle;

  void feed_polled(FeedSource const&, PollReport const& report) override {
    ++polls;
    fresh += report.fresh;
    failed += report.failed;
    if (polls == feeds) on_cycle();
  }
  void article_cleaned(Article const&, PendingArticle const&) override {}
  void page_missed(PendingArticle const&, std::string const&) override {}
  void rule_matched(WatchSpec const&, Match const&, Article const&) override {}
  void delivery_attempted(Delivery const&, SinkSpec const&) override {}
  void config_reloaded(LoadedConfig const&) override {}
};

struct Figures {
  double cold = 0;
  std::array<double, kWarmCycles> warm{};
  double changed = 0;
  double peak_megabytes = 0;
  std::size_t found = 0;
  std::size_t expected = 0;
  std::size_t failed = 0;
};

/// Runs `work` in a process of its own, so that neither inherits the other's memory.
Figures in_child(std::function<Figures()> const& work) {
  int pipe[2];
  if (::pipe(pipe) != 0) std::abort();
  pid_t const child = ::fork();
  if (child == 0) {
    Figures const figures = work();
    bool const sent = ::write(pipe[1], &figures, sizeof figures) == sizeof figures;
    ::_exit(sent ? 0 : 1);
  }
  Figures figures;
  if (::read(pipe[0], &figures, sizeof figures) != sizeof figures) std::abort();
  ::waitpid(child, nullptr, 0);
  ::close(pipe[0]);
  ::close(pipe[1]);
  return figures;
}

Figures measure_bare(FeedFarm const& farm) {
  Figures figures;
  BareMulti bare(farm.urls());
  double const start = cpu_seconds();
  auto const cold = bare.cycle();
  figures.cold = cpu_seconds() - start;
  figures.failed = cold.other + cold.not_modified;
  for (double& spent : figures.warm) {
    double const before = cpu_seconds();
    auto const warm = bare.cycle();
    spent = cpu_seconds() - before;
    figures.failed += warm.other + warm.full;
  }
  figures.peak_megabytes = status_megabytes("VmHWM:");
  return figures;
}

std::shared_ptr<Snapshot> snapshot_of(std::vector<std::string> const& urls) {
  auto snapshot = std::make_shared<Snapshot>();
  snapshot->config.allow_networks = {"127.0.0.0/8"};
  for (std::size_t i = 0; i < urls.size(); ++i) {
    FeedSource feed;
    feed.name = fmt::format("feed-{}", i);
    feed.url = urls[i];
    feed.full_text = FullText::never;
    snapshot->config.feeds.push_back(std::move(feed));
  }
  return snapshot;
}

Figures measure_daemon(FeedFarm& farm) {
  Figures figures;
  test::TempDir state;
  auto store = open_sqlite_store(state.path().string());
  if (!store) std::abort();
  boost::asio::io_context loop;
  SteppedClock clock;
  CycleObserver observer;
  observer.feeds = farm.urls().size();
  Daemon daemon(loop, snapshot_of(farm.urls()), std::move(*store), clock, observer);
  double mark = cpu_seconds();
  std::size_t cycle = 0;
  boost::asio::steady_timer rest(loop);
  auto const end_cycle = [&](boost::system::error_code) {
    double const spent = cpu_seconds() - mark;
    figures.failed += observer.failed;
    if (cycle == 0) figures.cold = spent;
    if (cycle >= 1 && cycle <= kWarmCycles) figures.warm[cycle - 1] = spent;
    if (cycle > kWarmCycles) {
      figures.changed = spent;
      figures.found = observer.fresh;
      daemon.stop();
      return;
    }
    if (++cycle > kWarmCycles) figures.expected = farm.publish_news();
    observer.polls = observer.fresh = observer.failed = 0;
    clock.step(48h);
    daemon.look_again();
    mark = cpu_seconds();
  };
  observer.on_cycle = [&] {  // what is still to be written belongs to the cycle
    rest.expires_after(kWritten);
    rest.async_wait(end_cycle);
  };
  daemon.start();
  loop.run();
  figures.peak_megabytes = status_megabytes("VmHWM:");
  return figures;
}

/// A port of 127/8 at which connections are made and nothing is ever said.
int silent_port() {
  int const fd = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  socklen_t size = sizeof address;
  auto* const generic = reinterpret_cast<sockaddr*>(&address);
  if (fd < 0 || ::bind(fd, generic, size) != 0 || ::listen(fd, 4096) != 0 ||
      ::getsockname(fd, generic, &size) != 0)
    std::abort();
  return ntohs(address.sin_port);
}

/// Waits for the second poll of each feed that answers, and how long it was in coming.
class NextPolls : public CycleObserver {
 public:
  std::vector<double> delays;  ///< milliseconds
  std::chrono::steady_clock::time_point due{};
  std::function<void()> on_round;

  void feed_polled(FeedSource const&, PollReport const& report) override {
    if (report.failed) return;
    if (due != std::chrono::steady_clock::time_point{})
      delays.push_back(
          std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - due)
              .count());
    if (++polls % feeds == 0) on_round();
  }
};

/// `cold` and `changed` of the figures are the median and the longest delay of the second polls in
/// milliseconds.
Figures measure_delays(FeedFarm const& farm, std::size_t hanging) {
  test::TempDir state;
  auto store = open_sqlite_store(state.path().string());
  if (!store) std::abort();
  std::vector<std::string> urls;
  int const port = silent_port();
  for (std::size_t i = 0; i < hanging; ++i)
    urls.push_back(fmt::format("http://127.9.{}.{}:{}/", i / 250, 1 + i % 250, port));
  urls.insert(urls.end(), farm.urls().begin(), farm.urls().end());
  boost::asio::io_context loop;
  SteppedClock clock;
  NextPolls observer;
  observer.feeds = farm.urls().size();
  Daemon daemon(loop, snapshot_of(urls), std::move(*store), clock, observer);
  observer.on_round = [&] {
    if (!observer.delays.empty()) return loop.stop();
    clock.step(48h);
    daemon.look_again();
    observer.due = std::chrono::steady_clock::now();
  };
  daemon.start();
  loop.run();
  std::sort(observer.delays.begin(), observer.delays.end());
  Figures figures;
  figures.cold = observer.delays[observer.delays.size() / 2];
  figures.changed = observer.delays.back();
  return figures;
}

void report_hanging() {
  FeedFarm farm(100);
  for (std::size_t const hanging : {0U, 1'000U}) {
    Figures const figures = in_child([&] { return measure_delays(farm, hanging); });
    fmt::print(
        "100 feeds among {:>5} hosts that hang: next polls {:.0f} ms late (median), {:.0f} "
        "ms at most\n",
        hanging, figures.cold, figures.changed);
  }
}

/// The figures of all runs of one side.
struct Runs {
  std::vector<Figures> all;

  double cold() const {
    return median_of([](Figures const& run, std::vector<double>& out) { out.push_back(run.cold); });
  }
  double warm() const {
    return median_of([](Figures const& run, std::vector<double>& out) {
      out.insert(out.end(), run.warm.begin(), run.warm.end());
    });
  }
  double changed() const {
    return median_of(
        [](Figures const& run, std::vector<double>& out) { out.push_back(run.changed); });
  }
  std::size_t failed() const {
    std::size_t count = 0;
    for (Figures const& run : all) count += run.failed;
    return count;
  }

 private:
  double median_of(auto const& collect) const {
    std::vector<double> values;
    for (Figures const& run : all) collect(run, values);
    std::nth_element(values.begin(), values.begin() + values.size() / 2, values.end());
    return values[values.size() / 2];
  }
};

void report(std::size_t feeds, int runs) {
  FeedFarm farm(feeds);
  FeedFarm few(kHardlyAny);
  double const base = in_child([&] { return measure_daemon(few); }).peak_megabytes;
  Runs bare;
  Runs ours;
  for (int run = 0; run < runs; ++run) {  // in turn, so that both meet the same neighbours
    bare.all.push_back(in_child([&] { return measure_bare(farm); }));
    ours.all.push_back(in_child([&] { return measure_daemon(farm); }));
    farm.withdraw_news();  // the child published them, and has forgotten it
  }
  Figures const& last = ours.all.back();
  fmt::print(
      "{} feeds, {} items, nginx on loopback, gzip, ETag; CPU seconds, median of {} cold and {} "
      "warm cycles\n",
      feeds, farm.items(), runs, runs * static_cast<int>(kWarmCycles));
  fmt::print("{:>22} {:>8} {:>8} {:>10} {:>9}\n", "", "cold", "warm", "5% changed", "peak MB");
  fmt::print("{:>22} {:>8.3f} {:>8.3f} {:>10} {:>9.1f}\n", "bare libcurl multi", bare.cold(),
             bare.warm(), "", bare.all.back().peak_megabytes);
  fmt::print("{:>22} {:>8.3f} {:>8.3f} {:>10.3f} {:>9.1f}\n", "the daemon's path", ours.cold(),
             ours.warm(), ours.changed(), last.peak_megabytes);
  fmt::print("{:>22} {:>7.2f}x {:>7.2f}x\n", "ratio", ours.cold() / bare.cold(),
             ours.warm() / bare.warm());
  fmt::print(
      "memory beyond the {:.1f} MB with {} feeds: {:.2f} KB a feed\n", base, kHardlyAny,
      (last.peak_megabytes - base) * 1024 / (static_cast<double>(feeds) - double{kHardlyAny}));
  fmt::print("changed cycle: {} new items found, {} published; {} failed requests (bare {})\n\n",
             last.found, last.expected, ours.failed(), bare.failed());
}

}  // namespace
}  // namespace wirewatch::bench

int main(int argc, char** argv) {
  wirewatch::log::configure(wirewatch::log::Level::error, wirewatch::log::Format::logfmt);
  if (argc > 1 && std::string_view(argv[1]) == "hanging") {
    wirewatch::bench::report_hanging();
    return 0;
  }
  wirewatch::bench::report(argc > 1 ? static_cast<std::size_t>(std::atoll(argv[1])) : 2'000,
                           argc > 2 ? std::atoi(argv[2]) : 3);
}
