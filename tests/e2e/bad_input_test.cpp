#include <gmock/gmock.h>
#include <sys/stat.h>

#include <csignal>

#include "tests/e2e/world.h"

namespace wirewatch {
namespace {

using namespace test;
using testing::AllOf;
using testing::HasSubstr;

constexpr char const* kWatch = "watches:\n  - {name: sandoval, any: [Viktor Sandoval]}\n";
Item const kNews{"2", "A broker arrives", prose_with("Viktor Sandoval came by sea on Tuesday.")};

/// The first log line that holds both texts, or "".
std::string line_with(std::string const& log, std::string const& a, std::string const& b) {
  for (std::size_t at = 0; at < log.size();) {
    std::size_t const end = std::min(log.find('\n', at), log.size());
    std::string line = log.substr(at, end - at);
    if (line.find(a) != std::string::npos && line.find(b) != std::string::npos) return line;
    at = end + 1;
  }
  return {};
}

struct BadFeed {
  char const* name;
  std::string (*answer)();  ///< made when it is needed: some are very large
  char const* said;         ///< in the log line that names the feed
};

class BadFeedTest : public testing::TestWithParam<BadFeed> {};

TEST_P(BadFeedTest, IsNamedInTheLogAndTheOthersGoOn) {
  World world;
  world.publish("/bad", GetParam().answer());
  world.publish_feed("/good", {kNews});
  world.configure({"/bad", "/good"}, kWatch);
  Process daemon = world.start();
  ASSERT_TRUE(world.wait_for_webhooks(1)) << daemon.log();
  ASSERT_TRUE(daemon.wait_for_log("feed=bad")) << daemon.log();
  EXPECT_THAT(line_with(daemon.log(), "event=feed.failed", "feed=bad"), HasSubstr(GetParam().said))
      << daemon.log();
  EXPECT_LT(daemon.peak_kilobytes(), 250'000U);
  daemon.signal(SIGTERM);
  EXPECT_EQ(daemon.wait(), 0) << daemon.log();
}

INSTANTIATE_TEST_SUITE_P(
    Table, BadFeedTest,
    testing::Values(
        BadFeed{"Html",
                [] {
                  return http_answer(200, "text/html",
                                     "<html><body><h1>Welcome</h1></body></html>");
                },
                "HTML"},
        BadFeed{"Missing", [] { return http_answer(404, "text/plain", "gone"); }, "404"},
        BadFeed{"HugeBody",
                [] { return http_answer(200, "text/xml", std::string(100'000'000, 'x')); },
                "bytes"},
        BadFeed{"GzipBomb",
                [] {
                  return http_answer(200, "text/xml", gzip(std::string(10'000'000, ' ')),
                                     {"Content-Encoding: gzip"});
                },
                "times"}),
    [](auto const& instance) { return instance.param.name; });

TEST(BadInput, AnUnreachableFeedIsNamed) {
  World world;
  int port = 0;
  {
    LoopbackServer gone([](WireRequest const&) { return std::nullopt; });
    port = gone.port();
  }
  world.configure({"/good"}, "  - {name: gone, url: \"http://127.0.0.1:" + std::to_string(port) +
                                 "/\"}\n" + kWatch);
  world.publish_feed("/good", {kNews});
  Process daemon = world.start();
  ASSERT_TRUE(daemon.wait_for_log("feed=gone")) << daemon.log();
  EXPECT_THAT(line_with(daemon.log(), "event=feed.failed", "feed=gone"), HasSubstr("connect"));
  EXPECT_TRUE(world.wait_for_webhooks(1));
}

TEST(BadInput, PagesThatHangDelayNoOtherFeed) {
  World world;
  LoopbackServer tarpit([](WireRequest const&) { return std::nullopt; });
  std::string feed = "<rss version='2.0'><channel><title>F</title>";
  for (int i = 0; i < 500; ++i)
    feed += "<item><title>Slow " + std::to_string(i) + "</title><link>" +
            "http://localhost:" + std::to_string(tarpit.port()) + "/" + std::to_string(i) +
            "</link><description>Short.</description></item>";
  world.publish("/slow", http_answer(200, "application/rss+xml", feed + "</channel></rss>"));
  world.publish_feed("/good", {});
  world.configure({"/slow", "/good"}, kWatch);
  Process daemon = world.start();
  ASSERT_TRUE(tarpit.wait_until([](auto const& requests) { return !requests.empty(); }))
      << daemon.log();
  world.publish_feed("/good", {kNews});
  EXPECT_TRUE(world.wait_for_webhooks(1)) << daemon.log();
}

TEST(BadInput, AReceiverThatHangsDelaysNoOtherSink) {
  World world;
  world.publish_feed("/feed", {kNews});
  world.let_receiver_hang(true);
  world.configure({"/feed"}, kWatch);
  LoopbackServer second([](WireRequest const&) { return http_answer(200, "", ""); });
  std::string yaml;
  {
    std::ifstream file(world.config());
    yaml.assign(std::istreambuf_iterator<char>(file), {});
  }
  world.directory().write("wirewatch.yaml", yaml + "  second: {type: webhook, url: \"" +
                                                second.url("/in") + "\", timeout: 1s}\n");
  Process daemon = world.start();
  EXPECT_TRUE(second.wait_until([](auto const& requests) { return !requests.empty(); }))
      << daemon.log();
  daemon.signal(SIGTERM);
  EXPECT_EQ(daemon.wait(), 0) << daemon.log();
}

TEST(BadInput, ASecondDaemonOnTheSameStateIsRefused) {
  World world;
  world.publish_feed("/feed", {kNews});
  world.configure({"/feed"}, kWatch);
  Process first = world.start();
  ASSERT_TRUE(world.wait_for_polls("/feed", 1)) << first.log();
  Process second = world.start();
  EXPECT_EQ(second.wait(), 69);
  EXPECT_THAT(second.log(), HasSubstr("another wirewatch"));
}

struct BadStart {
  char const* name;
  std::string yaml;  ///< STATE is a directory that cannot be written, PORT one in use
  int exit_code;
  char const* said;
};

class BadStartTest : public testing::TestWithParam<BadStart> {};

TEST_P(BadStartTest, EndsWithOneClearLineAndTheRightCode) {
  TempDir directory;
  LoopbackServer occupied([](WireRequest const&) { return std::nullopt; });
  directory.write("a-file", "");
  std::string yaml = GetParam().yaml;
  for (auto const& [from, to] : {std::pair{std::string("STATE"), directory / "a-file/state"},
                                 std::pair{std::string("PORT"), std::to_string(occupied.port())}})
    if (std::size_t const at = yaml.find(from); at != std::string::npos)
      yaml.replace(at, from.size(), to);
  std::string const config = directory / "wirewatch.yaml";
  if (!yaml.empty()) directory.write("wirewatch.yaml", yaml);
  Process daemon({WIREWATCH_BINARY, "run", "-c", config});
  EXPECT_EQ(daemon.wait(), GetParam().exit_code) << daemon.log();
  EXPECT_THAT(daemon.log(), HasSubstr(GetParam().said));
}

constexpr char const* kRest =
    "feeds: [{name: a, url: \"http://127.0.0.1:1/\"}]\nwatches: [{name: w, any: [x]}]\n"
    "sinks: {log: {type: log}}\n";

INSTANTIATE_TEST_SUITE_P(
    Table, BadStartTest,
    testing::Values(
        BadStart{"NoConfig", "", 78, "wirewatch.yaml"},
        BadStart{"BrokenYaml", "feeds: [", 78, "wirewatch.yaml:1"},
        BadStart{"UnknownKey", std::string("fedes: []\n") + kRest, 78, "did you mean 'feeds'"},
        BadStart{"UnknownSink",
                 "feeds: [{name: a, url: \"http://127.0.0.1:1/\"}]\n"
                 "watches: [{name: w, any: [x]}]\nsinks: {p: {type: pigeon}}\n",
                 78, "webhook"},
        BadStart{"UnwritableState", std::string("state: STATE\n") + kRest, 74, "a-file"},
        BadStart{"PortInUse", std::string("http: {listen: \"127.0.0.1:PORT\"}\n") + kRest, 69,
                 "in use"}),
    [](auto const& instance) { return instance.param.name; });

}  // namespace
}  // namespace wirewatch
