// Killed again and again, wherever it is: every entry that was served is told, once, in the same
// words, and nothing else is. WIREWATCH_CRASH_ROUNDS sets the number of kills (default 25).
#include <fmt/format.h>
#include <gmock/gmock.h>

#include <csignal>
#include <cstdlib>
#include <deque>
#include <map>
#include <random>
#include <set>

#include "tests/e2e/world.h"

namespace wirewatch {
namespace {

using namespace test;
using namespace std::chrono_literals;

constexpr std::size_t kFeeds = 6;
constexpr std::size_t kWindow = 2;  ///< entries a feed shows: what is missed once is gone

/// Feeds that move on only when the daemon claims, by its validator, to have stored what they show:
/// a validator that is stored before its entries loses them for ever.
class MovingFeeds {
 public:
  std::string answer(WireRequest const& request) {
    std::lock_guard const lock(mutex_);
    Feed& feed = feeds_[request.target];
    if (feed.items.empty() || (grows_ && request.header("If-None-Match") == etag(feed)))
      add_item(request.target, feed);
    else if (request.header("If-None-Match") == etag(feed))
      return http_answer(304, "", "");
    return http_answer(200, "application/rss+xml", rss_feed({feed.items.begin(), feed.items.end()}),
                       {"ETag: " + etag(feed)});
  }

  void stop_growing() {
    std::lock_guard const lock(mutex_);
    grows_ = false;
  }

  std::set<std::string> wanted() const {
    std::lock_guard const lock(mutex_);
    return wanted_;
  }

 private:
  struct Feed {
    std::deque<Item> items;
    int made = 0;
  };

  static std::string etag(Feed const& feed) { return fmt::format("\"{}\"", feed.made); }

  void add_item(std::string const& path, Feed& feed) {
    bool const is_decoy = ++feed.made % 3 == 0;
    std::string const title = fmt::format("{} {}", path.substr(1), feed.made);
    feed.items.push_back({title, title,
                          prose_with(is_decoy ? "Nobody of interest came."
                                              : "Viktor Sandoval came by sea on Tuesday.")});
    if (feed.items.size() > kWindow) feed.items.pop_front();
    if (!is_decoy) wanted_.insert(title);
  }

  mutable std::mutex mutex_;
  std::map<std::string, Feed> feeds_;
  std::set<std::string> wanted_;
  bool grows_ = true;
};

/// Refuses each tenth alert at its first attempt.
class MoodyReceiver {
 public:
  std::string answer(WireRequest const& request) {
    std::lock_guard const lock(mutex_);
    bool const is_first = attempts_[request.header("webhook-id")]++ == 0;
    return http_answer(is_first && ++firsts_ % 10 == 0 ? 500 : 204, "", "");
  }

 private:
  std::mutex mutex_;
  std::map<std::string, int> attempts_;
  int firsts_ = 0;
};

std::string config_for(LoopbackServer const& site, LoopbackServer const& receiver) {
  std::string yaml =
      "state: ./state\nallow_networks: [127.0.0.0/8]\n"
      "defaults: {every: 1s, max_delay: 1s, backlog: alert}\nfeeds:\n";
  for (std::size_t i = 0; i < kFeeds; ++i)
    yaml += fmt::format("  - {{name: feed{0}, url: \"{1}\"}}\n", i,
                        site.url(fmt::format("/feed{}", i)));
  return yaml + fmt::format(
                    "watches:\n  - {{name: sandoval, any: [Viktor Sandoval]}}\n"
                    "sinks:\n  hook: {{type: webhook, url: \"{}\", secret: {}}}\n",
                    receiver.url("/hook"), kWebhookSecret);
}

TEST(Crash, KilledAtAnyMomentItLosesNothingAndTellsNothingTwice) {
  char const* const chosen = std::getenv("WIREWATCH_CRASH_ROUNDS");
  int const rounds = chosen ? std::atoi(chosen) : 25;
  std::mt19937 random(1);
  MovingFeeds feeds;
  MoodyReceiver mood;
  LoopbackServer site([&](WireRequest const& request) { return feeds.answer(request); });
  LoopbackServer receiver([&](WireRequest const& request) { return mood.answer(request); });
  TempDir directory;
  std::string const config = directory.write("wirewatch.yaml", config_for(site, receiver));
  std::vector<std::string> const command{WIREWATCH_BINARY, "run", "-c", config};

  for (int round = 0; round < rounds; ++round) {
    Process daemon(command);
    LoopbackServer const& place = random() % 2 == 0 ? site : receiver;
    std::size_t const more = 1 + random() % (2 * kFeeds);
    std::size_t const count = place.requests().size() + more;
    // A receiver may have nothing to wait for; then the kill comes when the patience ends.
    (void)place.wait_until([count](auto const& requests) { return requests.size() >= count; }, 1s);
    daemon.signal(SIGKILL);
    EXPECT_EQ(daemon.wait(), 128 + SIGKILL) << daemon.log();
  }
  feeds.stop_growing();
  Process daemon(command);
  ASSERT_TRUE(daemon.wait_for_log("event=daemon.started")) << daemon.log();
  auto const arrived = [](std::vector<WireRequest> const& requests) {
    std::set<std::string> titles;
    for (WireRequest const& request : requests) titles.insert(read_webhook(request).title);
    return titles;
  };
  EXPECT_TRUE(receiver.wait_until(
      [&](auto const& requests) { return arrived(requests) == feeds.wanted(); }, 60s))
      << daemon.log();
  daemon.signal(SIGTERM);
  EXPECT_EQ(daemon.wait(), 0) << daemon.log();

  EXPECT_EQ(arrived(receiver.requests()), feeds.wanted());
  EXPECT_GT(feeds.wanted().size(), kFeeds * 2);
  std::map<std::string, std::string> id_of_title;
  std::map<std::string, std::string> body_of_id;
  for (WireRequest const& request : receiver.requests()) {
    Received const alert = read_webhook(request);
    EXPECT_TRUE(alert.is_verified) << alert.title;
    EXPECT_EQ(id_of_title.emplace(alert.title, alert.id).first->second, alert.id) << alert.title;
    EXPECT_EQ(body_of_id.emplace(alert.id, alert.body).first->second, alert.body) << alert.title;
  }
}

}  // namespace
}  // namespace wirewatch
