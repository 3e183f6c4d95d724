#include <gmock/gmock.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <algorithm>
#include <csignal>
#include <set>

#include "store/store.h"
#include "tests/e2e/world.h"

namespace wirewatch {
namespace {

using namespace test;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::SizeIs;

constexpr char const* kWatch = "watches:\n  - {name: sandoval, any: [Viktor Sandoval]}\n";
Item const kQuiet{"1", "Council meets", prose_with("Nobody of interest was there.")};
Item const kNews{"2", "A broker arrives", prose_with("Viktor Sandoval came by sea on Tuesday.")};

TEST(Daemon, TurnsANewEntryIntoASignedWebhook) {
  World world;
  world.publish_feed("/feed", {kQuiet, kNews});
  world.configure({"/feed"}, kWatch);
  Process daemon = world.start();
  ASSERT_TRUE(world.wait_for_webhooks(1)) << daemon.log();
  Received const alert = world.received().front();
  EXPECT_TRUE(alert.is_verified);
  EXPECT_EQ(alert.watch, "sandoval");
  EXPECT_EQ(alert.title, "A broker arrives");
  EXPECT_THAT(alert.body, HasSubstr("Viktor Sandoval"));
}

TEST(Daemon, OpensThePageWhenTheFeedHasOnlyASummaryAndIgnoresItsFurniture) {
  World world;
  auto const page = [](std::string const& title, std::string const& sentence) {
    return http_answer(
        200, "text/html",
        "<html><body><header><a href='/'>The Courier</a></header><main><article><h1>" + title +
            "</h1>" + prose_with(sentence) +
            "</article></main><aside><h2>Popular Stories</h2><ul><li><a href='/1'>Viktor "
            "Sandoval wanted in three states</a></li><li><a href='/2'>What Viktor Sandoval "
            "sells</a></li></ul></aside></body></html>");
  };
  world.publish("/a", page("A broker arrives", "Viktor Sandoval came by sea on Tuesday."));
  world.publish("/b", page("Ferries leave later", "The evening boats wait for the last train."));
  std::string const feed =
      "<rss version='2.0'><channel><title>F</title>"
      "<item><title>A broker arrives</title><link>" +
      world.site().url("/a") +
      "</link><description>Short.</description></item>"
      "<item><title>Ferries leave later</title><link>" +
      world.site().url("/b") +
      "</link><description>Short too.</description></item></channel></rss>";
  world.publish("/feed", http_answer(200, "application/rss+xml", feed));
  world.configure({"/feed"}, kWatch);
  Process daemon = world.start({"--log-level", "debug"});
  ASSERT_TRUE(world.wait_for_webhooks(1)) << daemon.log();
  ASSERT_TRUE(world.wait_for_polls("/b", 1));
  ASSERT_TRUE(daemon.wait_for_log("Ferries leave later"));
  daemon.signal(SIGTERM);
  EXPECT_EQ(daemon.wait(), 0) << daemon.log();
  ASSERT_THAT(world.received(), SizeIs(1));
  EXPECT_EQ(world.received().front().title, "A broker arrives");
}

TEST(Daemon, AlertsOnEachArticleOfASiteWhosePagesAllDeclareOneAddress) {
  World world;
  std::string feed = "<rss version='2.0'><channel><title>F</title>";
  for (char const* const name : {"tuesday", "friday"}) {
    std::string const path = std::string("/") + name;
    world.publish(path, http_answer(200, "text/html",
                                    "<html><head><link rel='canonical' href='/latest'></head><body>"
                                    "<article><h1>The broker on " +
                                        std::string(name) + "</h1>" +
                                        prose_with("Viktor Sandoval came by sea.") +
                                        "</article></body></html>"));
    feed += std::string("<item><title>The broker on ") + name + "</title><link>" +
            world.site().url(path) + "</link><description>Short.</description></item>";
  }
  world.publish("/feed", http_answer(200, "application/rss+xml", feed + "</channel></rss>"));
  world.configure({"/feed"}, kWatch);
  Process daemon = world.start();
  ASSERT_TRUE(world.wait_for_webhooks(2)) << daemon.log();
  EXPECT_NE(world.received()[0].id, world.received()[1].id);
}

TEST(Daemon, DoesNotAlertAgainAfterARestart) {
  World world;
  world.publish_feed("/feed", {kNews});
  world.configure({"/feed"}, kWatch);
  {
    Process first = world.start();
    ASSERT_TRUE(world.wait_for_webhooks(1)) << first.log();
    first.signal(SIGTERM);
    EXPECT_EQ(first.wait(), 0) << first.log();
  }
  std::size_t const polls = world.polls("/feed");
  Process second = world.start();
  ASSERT_TRUE(world.wait_for_polls("/feed", polls + 2)) << second.log();
  second.signal(SIGTERM);
  EXPECT_EQ(second.wait(), 0) << second.log();
  EXPECT_THAT(world.received(), SizeIs(1));
}

TEST(Daemon, LosesNothingWhenKilledBetweenPollAndDelivery) {
  World world;
  world.publish_feed("/feed", {kNews});
  world.configure({"/feed"}, kWatch);
  world.let_receiver_hang(true);
  {
    Process first = world.start();
    ASSERT_TRUE(world.wait_for_webhooks(1)) << first.log();
    first.signal(SIGKILL);
    EXPECT_EQ(first.wait(), 128 + SIGKILL);
  }
  world.let_receiver_hang(false);
  world.publish("/feed", http_answer(304, "", ""));  // the site will not tell it again
  Process second = world.start();
  ASSERT_TRUE(world.wait_for_webhooks(2)) << second.log();
  auto const received = world.received();
  EXPECT_EQ(received[0].id, received[1].id);
  EXPECT_EQ(received[0].body, received[1].body);
}

TEST(Daemon, GoesOverToAChangedConfigOnSighup) {
  World world;
  world.publish_feed("/feed", {kQuiet});
  world.configure({"/feed"}, kWatch);
  Process daemon = world.start();
  ASSERT_TRUE(world.wait_for_polls("/feed", 1)) << daemon.log();
  world.configure({"/feed", "/other"}, "watches:\n  - {name: herring, any: [herring]}\n");
  world.publish_feed("/other", {{"9", "Fish", prose_with("The herring are back in the bay.")}});
  daemon.signal(SIGHUP);
  ASSERT_TRUE(daemon.wait_for_log("event=config.reloaded")) << daemon.log();
  ASSERT_TRUE(world.wait_for_webhooks(1)) << daemon.log();
  EXPECT_EQ(world.received().front().watch, "herring");
}

/// The watch for Sandoval, one for `fish`, and three thousand others.
std::string many_watches(std::string const& fish) {
  std::string yaml = std::string(kWatch) + "  - {name: fish, any: [" + fish + "]}\n";
  for (int i = 0; i < 3'000; ++i)
    yaml +=
        "  - {name: other-" + std::to_string(i) + ", any: [nowhere" + std::to_string(i) + "]}\n";
  return yaml;
}

TEST(Daemon, CompilesOnlyTheChangedRuleOfManyAndGoesOnMatchingMeanwhile) {
  World world;
  world.publish_feed("/feed", {kQuiet});
  world.configure({"/feed"}, many_watches("mackerel"));
  Process daemon = world.start();
  ASSERT_TRUE(world.wait_for_polls("/feed", 1)) << daemon.log();
  world.configure({"/feed"}, many_watches("herring"));
  daemon.signal(SIGHUP);
  world.publish_feed("/feed", {kQuiet, kNews});
  ASSERT_TRUE(world.wait_for_webhooks(1)) << daemon.log();
  EXPECT_EQ(world.received().front().watch, "sandoval");
  ASSERT_TRUE(daemon.wait_for_log("event=config.reloaded")) << daemon.log();
  EXPECT_THAT(daemon.log(), HasSubstr("watches=3002 compiled=1 "));
  Item const fish{"9", "Fish", prose_with("The herring are back in the bay.")};
  world.publish_feed("/feed", {kQuiet, kNews, fish});
  ASSERT_TRUE(world.wait_for_webhooks(2)) << daemon.log();
  EXPECT_EQ(world.received().back().watch, "fish");
}

TEST(Daemon, KeepsItsConfigWhenTheNewOneIsWrongAndSaysWhy) {
  World world;
  world.publish_feed("/feed", {kQuiet});
  world.configure({"/feed"}, kWatch);
  Process daemon = world.start();
  ASSERT_TRUE(world.wait_for_polls("/feed", 1)) << daemon.log();
  world.configure({"/feed"}, "watches:\n  - {name: broken, anny: [x]}\n");
  daemon.signal(SIGHUP);
  ASSERT_TRUE(daemon.wait_for_log("event=config.kept")) << daemon.log();
  EXPECT_THAT(daemon.log(), HasSubstr("anny"));
  world.publish_feed("/feed", {kQuiet, kNews});
  ASSERT_TRUE(world.wait_for_webhooks(1)) << daemon.log();
  EXPECT_EQ(world.received().front().watch, "sandoval");
}

TEST(Daemon, ReloadsByItselfWhenTheFileChanges) {
  World world;
  world.publish_feed("/feed", {kQuiet});
  world.configure({"/feed"}, kWatch);
  Process daemon = world.start();
  ASSERT_TRUE(world.wait_for_polls("/feed", 1)) << daemon.log();
  world.configure({"/feed"}, "watches:\n  - {name: renamed, any: [Viktor Sandoval]}\n");
  ASSERT_TRUE(daemon.wait_for_log("event=config.reloaded")) << daemon.log();
}

TEST(Daemon, ANewProxyIsUsedFromTheReloadOn) {
  World world;
  world.publish_feed("/feed", {kQuiet});
  world.configure({"/feed"}, kWatch);
  Process daemon = world.start();
  ASSERT_TRUE(world.wait_for_polls("/feed", 1)) << daemon.log();
  world.publish_feed(world.site().url("/feed"), {kQuiet, kNews});  // as a proxy is asked for it
  world.configure({"/feed"}, "proxy: '" + world.site().url("") + "'\n" + kWatch);
  daemon.signal(SIGHUP);
  ASSERT_TRUE(world.wait_for_polls(world.site().url("/feed"), 1)) << daemon.log();
}

TEST(Daemon, FinishesWhatIsUnderWayOnSigterm) {
  World world;
  std::vector<Item> items;
  for (int i = 0; i < 40; ++i)
    items.push_back(
        {std::to_string(i), "Sighting " + std::to_string(i),
         prose_with("Viktor Sandoval was seen for time number " + std::to_string(i) + ".")});
  world.publish_feed("/feed", items);
  world.configure({"/feed"}, kWatch);
  {
    Process first = world.start();
    ASSERT_TRUE(world.wait_for_webhooks(1)) << first.log();
    first.signal(SIGTERM);
    EXPECT_EQ(first.wait(), 0) << first.log();
    EXPECT_THAT(first.log(), HasSubstr("event=daemon.stopped"));
  }
  Process second = world.start();
  ASSERT_TRUE(world.wait_for_webhooks(40)) << second.log();
  std::set<std::string> ids;
  for (Received const& one : world.received()) ids.insert(one.id);
  EXPECT_THAT(ids, SizeIs(40));
}

TEST(Daemon, TellsACorrectionOnce) {
  World world;
  world.publish_feed("/feed", {kNews});
  world.configure({"/feed"},
                  "watches:\n  - {name: corrections, event: corrected, any: [Sandoval]}\n");
  Process daemon = world.start();
  ASSERT_TRUE(world.wait_for_polls("/feed", 2)) << daemon.log();
  Item corrected = kNews;
  corrected.text =
      prose_with("Viktor Sandoval came by sea on Wednesday.") +
      "<p>Correction: An earlier version of this article said that he came on Tuesday.</p>";
  world.publish_feed("/feed", {corrected});
  ASSERT_TRUE(world.wait_for_webhooks(1)) << daemon.log();
  std::size_t const polls = world.polls("/feed");
  ASSERT_TRUE(world.wait_for_polls("/feed", polls + 2));
  EXPECT_THAT(world.received(), SizeIs(1));
  EXPECT_EQ(world.received().front().watch, "corrections");
}

TEST(Daemon, ComparesAnEditWithWhatWasSaidBeforeTheFeedGaveItsEntriesOtherGuids) {
  World world;
  Item const third{"3", "Winter timetable", prose_with("The ferries leave later.")};
  world.publish_feed("/feed", {kQuiet, kNews, third});
  world.configure({"/feed"}, std::string(kWatch) + "  - {name: edits, query: event:updated}\n");
  Process daemon = world.start();
  ASSERT_TRUE(world.wait_for_webhooks(1)) << daemon.log();
  std::vector<Item> items = {kQuiet, kNews, third};
  for (Item& item : items) item.id = "urn:" + item.id;
  world.publish_feed("/feed", items);
  ASSERT_TRUE(daemon.wait_for_log("event=feed.keys_switched")) << daemon.log();
  items[1].text = prose_with("Viktor Sandoval came by sea on Wednesday.");
  world.publish_feed("/feed", items);
  ASSERT_TRUE(world.wait_for_webhooks(2)) << daemon.log();
  std::size_t const polls = world.polls("/feed");
  ASSERT_TRUE(world.wait_for_polls("/feed", polls + 2));
  daemon.signal(SIGTERM);
  EXPECT_EQ(daemon.wait(), 0) << daemon.log();
  ASSERT_THAT(world.received(), SizeIs(2));
  EXPECT_EQ(world.received().back().watch, "edits");
  EXPECT_THAT(world.received().back().body, HasSubstr("\"revision\":1"));

  auto const store = open_sqlite_store(world.directory() / "state");
  auto const stored = (*store)->articles({}, 0, 10);
  ASSERT_THAT(*stored, SizeIs(4));
  StoredArticle const& now = stored->back();
  auto const before = std::find_if(stored->begin(), stored->end(), [&](StoredArticle const& one) {
    return one.key == now.key && one.revision == 0;
  });
  ASSERT_NE(before, stored->end());
  EXPECT_THAT(before->article.body, HasSubstr("on Tuesday"));
  EXPECT_THAT(now.article.body, HasSubstr("on Wednesday"));
}

TEST(Daemon, WatchesAFeedThatIsALocalFile) {
  World world;
  std::string const path = world.directory().write("my feed.xml", rss_feed({kNews}));
  std::string url = "file://" + path;
  url.replace(url.find(' '), 1, "%20");
  world.configure({}, "  - {name: local, url: \"" + url + "\"}\n" + kWatch);
  Process daemon = world.start();
  ASSERT_TRUE(world.wait_for_webhooks(1)) << daemon.log();
}

/// What a service manager hears at $NOTIFY_SOCKET.
class NotifySocket {
 public:
  explicit NotifySocket(std::string const& path) : fd_(::socket(AF_UNIX, SOCK_DGRAM, 0)) {
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    path.copy(address.sun_path, sizeof address.sun_path - 1);
    timeval const patience{20, 0};
    ::setsockopt(fd_, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
    if (::bind(fd_, reinterpret_cast<sockaddr const*>(&address), sizeof address) != 0) std::abort();
  }
  ~NotifySocket() { ::close(fd_); }
  NotifySocket(NotifySocket const&) = delete;
  NotifySocket& operator=(NotifySocket const&) = delete;

  std::string next() const {
    char text[100];
    ssize_t const got = ::recv(fd_, text, sizeof text, 0);
    return {text, got > 0 ? static_cast<std::size_t>(got) : 0};
  }

 private:
  int fd_;
};

TEST(Daemon, TellsItsServiceManagerThatItIsReadyAliveAndStopping) {
  World world;
  world.publish_feed("/feed", {kQuiet});
  world.configure({"/feed"}, kWatch);
  std::string const path = world.directory() / "notify";
  NotifySocket const manager(path);
  Process daemon({"/usr/bin/env", "NOTIFY_SOCKET=" + path, "WATCHDOG_USEC=200000", WIREWATCH_BINARY,
                  "run", "-c", world.config()});
  EXPECT_EQ(manager.next(), "READY=1") << daemon.log();
  EXPECT_EQ(manager.next(), "WATCHDOG=1");
  EXPECT_EQ(manager.next(), "WATCHDOG=1");
  daemon.signal(SIGTERM);
  std::string last = manager.next();
  while (last == "WATCHDOG=1") last = manager.next();
  EXPECT_EQ(last, "STOPPING=1");
  EXPECT_EQ(daemon.wait(), 0) << daemon.log();
}

TEST(Daemon, AnswersItsHealthAddress) {
  World world;
  world.publish_feed("/feed", {kQuiet});
  world.configure({"/feed"}, std::string("http: {listen: \"127.0.0.1:0\"}\n") + kWatch);
  Process daemon = world.start();
  ASSERT_TRUE(daemon.wait_for_log("event=status.listening")) << daemon.log();
  std::string const& log = daemon.log();
  std::size_t const at = log.find("url=http://", log.find("event=status.listening")) + 4;
  std::string const url = log.substr(at, log.find_first_of(" \n", at) - at) + "/-/healthy";
  Process fetch({WIREWATCH_BINARY, "fetch", "--allow-private", url});
  EXPECT_EQ(fetch.wait(), 0) << fetch.log();
  EXPECT_EQ(fetch.output(), "ok\n");
}

TEST(Demo, ShowsTheWholeStreamAndEndsByItself) {
  TempDir directory;
  Process demo({WIREWATCH_BINARY, "demo", "--directory", directory.path().string()});
  EXPECT_EQ(demo.wait(std::chrono::seconds(90)), 0) << demo.output() << demo.log();
  for (char const* expected :
       {"polled  courier-world", "fired  sandoval (high)", "fired  corrections (low)",
        "signature verified", "only in a dropped block", "delivered and verified"})
    EXPECT_THAT(demo.output(), HasSubstr(expected));
  EXPECT_THAT(demo.log(), IsEmpty());
}

}  // namespace
}  // namespace wirewatch
