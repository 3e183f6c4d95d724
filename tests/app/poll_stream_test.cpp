// When feeds are asked, with a clock that stands still until a test moves it.
#include "app/poll_stream.h"

#include <gmock/gmock.h>

#include <boost/asio/io_context.hpp>

#include "base/task.h"
#include "tests/support/fake_clock.h"
#include "tests/support/loopback_server.h"

namespace wirewatch {
namespace {

using namespace std::chrono_literals;
using namespace test;
using testing::ElementsAre;
using testing::SizeIs;
using testing::UnorderedElementsAre;

constexpr char const* kFeed =
    "<rss version='2.0'><channel><item><guid>1</guid><title>T</title></item></channel></rss>";

/// Keeps the names of the feeds in the order of their polls.
class PollsSeen : public Observer {
 public:
  std::vector<std::string> names;

  void feed_polled(FeedSource const& feed, PollReport const&) override {
    names.push_back(feed.name);
  }
  void article_cleaned(Article const&, PendingArticle const&) override {}
  void page_missed(PendingArticle const&, std::string const&) override {}
  void rule_matched(WatchSpec const&, Match const&, Article const&) override {}
  void delivery_attempted(Delivery const&, SinkSpec const&) override {}
  void config_reloaded(LoadedConfig const&) override {}
};

HttpOptions loopback_allowed() {
  HttpOptions options;
  options.allow_networks = {"127.0.0.0/8"};
  return options;
}

class PollStreamTest : public testing::Test {
 protected:
  PollStreamTest()
      : server_([this](WireRequest const& request) { return answer(request); }),
        http_(loop_, loopback_allowed()),
        store_(loop_, make_memory_store()),
        services_{loop_, cpu_, clock_, http_, store_, seen_, {}} {}

  std::optional<std::string> answer(WireRequest const& request) const {
    if (request.target.starts_with("/busy"))
      return http_answer(429, "text/plain", "", {"Retry-After: 600"});
    return http_answer(200, "application/rss+xml", kFeed);
  }
  /// Feeds are named by the last part of their paths.
  void watch(std::vector<std::string> const& paths, std::vector<std::string> urls = {}) {
    auto snapshot = std::make_shared<Snapshot>();
    for (std::string const& path : paths) urls.push_back(server_.url(path));
    for (std::string const& url : urls) {
      FeedSource feed;
      feed.name = url.substr(url.rfind('/') + 1);
      feed.url = url;
      snapshot->config.feeds.push_back(std::move(feed));
    }
    services_.snapshot = std::move(snapshot);
  }
  /// Runs the loop until so many polls have ended.
  void run_until(std::size_t polls) {
    while (seen_.names.size() < polls) loop_.run_one();
  }
  void stop(PollStream& stream) {
    services_.stopping = true;
    stream.notify();
    while (!stream.is_idle()) loop_.run_one();
    loop_.poll();
    services_.stopping = false;
  }

  FakeClock clock_;
  boost::asio::io_context loop_;
  boost::asio::thread_pool cpu_{1};
  PollsSeen seen_;
  LoopbackServer server_;
  HttpClient http_;
  StoreThread store_;
  Services services_;
};

TEST_F(PollStreamTest, OneHostIsAskedOnceASecondInTheOrderOfWaiting) {
  watch({"/a", "/b", "/c"});
  PollStream stream(services_, [] {});
  spawn(loop_, "poll", stream.run());
  run_until(1);
  loop_.poll();
  EXPECT_THAT(server_.requests(), SizeIs(1)) << "the clock stands still";
  clock_.advance(1s);
  stream.notify();
  run_until(2);
  clock_.advance(1s);
  stream.notify();
  run_until(3);
  EXPECT_THAT(seen_.names, ElementsAre("a", "b", "c"));
  stop(stream);
}

TEST_F(PollStreamTest, TheLimitsOfAHostMayBeOthers) {
  watch({"/a", "/b", "/c"});
  PollStream stream(services_, [] {}, {.polls_at_once = 3, .spacing = 0ms});
  spawn(loop_, "poll", stream.run());
  run_until(3);
  EXPECT_THAT(seen_.names, UnorderedElementsAre("a", "b", "c"));
  stop(stream);
}

TEST_F(PollStreamTest, ARestartAsksOnlyWhatIsDue) {
  watch({"/a", "/b"});
  HostLimits const limits{.polls_at_once = 2, .spacing = 0ms};
  {
    PollStream first(
        services_, [] {}, limits);
    spawn(loop_, "poll", first.run());
    run_until(2);
    stop(first);
  }
  watch({"/a", "/b", "/new"});
  PollStream second(
      services_, [] {}, limits);
  spawn(loop_, "poll", second.run());
  run_until(3);
  EXPECT_EQ(seen_.names.back(), "new");
  EXPECT_THAT(server_.requests(), SizeIs(3));
  stop(second);
}

TEST_F(PollStreamTest, RetryAfterHoldsForTheWholeHostAndOverARestart) {
  watch({"/busy"});
  HostLimits const limits{.polls_at_once = 1, .spacing = 0ms};
  {
    PollStream first(
        services_, [] {}, limits);
    spawn(loop_, "poll", first.run());
    run_until(1);
    stop(first);
  }
  LoopbackServer elsewhere([this](WireRequest const& request) { return answer(request); });
  watch({"/busy", "/other"}, {elsewhere.url("/elsewhere")});
  clock_.advance(599s);
  {
    PollStream second(
        services_, [] {}, limits);
    spawn(loop_, "poll", second.run());
    run_until(2);
    stop(second);  // ends what has begun
  }
  EXPECT_THAT(seen_.names, ElementsAre("busy", "elsewhere"));
  clock_.advance(1s);
  PollStream third(
      services_, [] {}, limits);
  spawn(loop_, "poll", third.run());
  run_until(3);
  stop(third);
  EXPECT_THAT(seen_.names, ElementsAre("busy", "elsewhere", "other"));
}

TEST_F(PollStreamTest, AFeedThatMovesInTheConfigIsAskedThereAtOnce) {
  watch({"/a"});
  PollStream stream(services_, [] {});
  spawn(loop_, "poll", stream.run());
  run_until(1);
  LoopbackServer elsewhere([this](WireRequest const& request) { return answer(request); });
  watch({}, {elsewhere.url("/a")});
  stream.config_changed();
  run_until(2);
  EXPECT_THAT(elsewhere.requests(), SizeIs(1));
  stop(stream);
}

}  // namespace
}  // namespace wirewatch
