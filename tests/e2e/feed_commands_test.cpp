// What is polled, by hand, beside a running daemon; and what the daemon tells about its feeds.
#include <gmock/gmock.h>

#include <csignal>
#include <fstream>
#include <sstream>

#include "tests/e2e/world.h"

namespace wirewatch {
namespace {

using namespace test;
using testing::AllOf;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::StartsWith;

constexpr char const* kWatch = "watches:\n  - {name: sandoval, any: [Viktor Sandoval]}\n";
Item const kQuiet{"1", "Council meets", prose_with("Nobody of interest was there.")};

Ended run(std::vector<std::string> arguments) {
  arguments.insert(arguments.begin(), "feeds");
  return run_wirewatch(std::move(arguments));
}

std::string content_of(std::string const& path) {
  std::ifstream file(path);
  std::ostringstream bytes;
  bytes << file.rdbuf();
  return bytes.str();
}

std::string page_announcing(std::vector<std::string> const& feeds) {
  std::string links;
  for (std::string const& feed : feeds)
    links += "<link rel='alternate' type='application/rss+xml' href='" + feed + "'>";
  return http_answer(200, "text/html",
                     "<!doctype html><html><head><title>The Courier</title>" + links +
                         "</head><body><p>Welcome.</p></body></html>");
}

TEST(FeedCommands, ListAndShowSayWhatIsKnownWhileTheDaemonRuns) {
  World world;
  world.publish_feed("/feed", {kQuiet});
  world.configure({"/feed", "/missing"}, kWatch);
  EXPECT_THAT(run({"list", "-c", world.config()}).out, HasSubstr("not polled yet"));

  Process daemon = world.start();
  ASSERT_TRUE(daemon.wait_for_log("feed=missing")) << daemon.log();
  ASSERT_TRUE(daemon.wait_for_log("event=feed.polled feed=feed")) << daemon.log();
  Ended const list = run({"list", "-c", world.config()});
  EXPECT_EQ(list.exit_code, 0) << list.err;
  EXPECT_THAT(list.out, AllOf(HasSubstr("ok       feed"), HasSubstr("failing  missing"),
                              HasSubstr("answers 404")));
  Ended const lines = run({"list", "--json", "-c", world.config()});
  EXPECT_THAT(lines.out, AllOf(StartsWith("{\"name\":\"feed\""), HasSubstr("\"failures\":")));

  Ended const show = run({"show", "-c", world.config(), "missing"});
  EXPECT_THAT(show.out, AllOf(HasSubstr("next poll"), HasSubstr("in a row since"),
                              HasSubstr("the server does not know the feed")));
  EXPECT_THAT(run({"show", "--json", "-c", world.config(), "feed"}).out,
              HasSubstr("\"entries_an_hour\":["));
  Ended const unknown = run({"show", "-c", world.config(), "nobody"});
  EXPECT_EQ(unknown.exit_code, 64);
  EXPECT_THAT(unknown.err, HasSubstr("no feed is called 'nobody'"));
}

TEST(FeedCommands, DiscoverPrintsTheFeedsThatAPageAnnounces) {
  World world;
  world.publish("/", page_announcing({"/a.xml", "/b.xml"}));
  world.publish("/bare", page_announcing({}));
  Ended const found = run({"discover", "--allow-private", world.site().url("/")});
  EXPECT_EQ(found.out, world.site().url("/a.xml") + "\n" + world.site().url("/b.xml") + "\n");
  Ended const none = run({"discover", "--allow-private", world.site().url("/bare")});
  EXPECT_EQ(none.exit_code, 1);
  EXPECT_THAT(none.err, HasSubstr("announces no feed"));
  EXPECT_EQ(run({"discover", world.site().url("/")}).exit_code, 69) << "loopback is refused";
}

TEST(FeedCommands, AddPutsAFeedBehindTheOthersAndKeepsTheFileAsItStands) {
  World world;
  world.publish_feed("/feed", {kQuiet});
  world.publish("/", page_announcing({"/feed"}));
  std::string const before =
      "# what we watch\nallow_networks: [127.0.0.0/8]\nfeeds:\n    # the first\n    - "
      "https://a.example/feed  # ours\n\n# and for what\nwatches:\n  - {name: w, any: [x]}\n";
  world.directory().write("wirewatch.yaml", before);
  Ended const added =
      run({"add", "-c", world.config(), "--name", "The: \"Courier\"", world.site().url("/")});
  EXPECT_EQ(added.exit_code, 0) << added.err;
  std::string const lines =
      "    - name: \"The: \\\"Courier\\\"\"\n      url: \"" + world.site().url("/feed") + "\"\n";
  std::string expected = before;
  expected.insert(before.find("\n\n# and") + 1, lines);
  EXPECT_EQ(content_of(world.config()), expected);
  Ended const again = run({"add", "-c", world.config(), world.site().url("/feed")});
  EXPECT_EQ(again.exit_code, 1);
  EXPECT_THAT(again.err, HasSubstr("in the config already, as 'The: \"Courier\"'"));
}

TEST(FeedCommands, AddPrintsTheLinesWhereItCannotPutThemInSafely) {
  World world;
  world.publish_feed("/feed", {kQuiet});
  std::string const before =
      "allow_networks: [127.0.0.0/8]\nfeeds: [\"https://a.example/feed\"]\nwatches:\n  - {name: w, "
      "any: [x]}\n";
  world.directory().write("wirewatch.yaml", before);
  Ended const added = run({"add", "-c", world.config(), world.site().url("/feed")});
  EXPECT_EQ(added.exit_code, 1);
  EXPECT_THAT(added.out, HasSubstr("url: \"" + world.site().url("/feed") + "\""));
  EXPECT_THAT(added.err, HasSubstr("by hand"));
  EXPECT_EQ(content_of(world.config()), before);
}

TEST(FeedCommands, AddRefusesWhatIsNoFeedAndSaysWhy) {
  World world;
  world.publish("/", page_announcing({"/a", "/b"}));
  world.configure({"/feed"}, kWatch);
  std::string const before = content_of(world.config());
  EXPECT_THAT(run({"add", "-c", world.config(), world.site().url("/")}).err,
              HasSubstr("announces several feeds, choose one"));
  Ended const missing = run({"add", "-c", world.config(), world.site().url("/missing")});
  EXPECT_EQ(missing.exit_code, 69);
  EXPECT_THAT(missing.err, HasSubstr("answers 404"));
  EXPECT_EQ(content_of(world.config()), before);
}

TEST(FeedCommands, AListGoesOutAsOpmlAndComesInAgain) {
  World world;
  world.configure({"/feed", "/other"}, kWatch);
  Ended const exported = run({"export", "-c", world.config()});
  EXPECT_EQ(exported.exit_code, 0);
  EXPECT_THAT(exported.out, HasSubstr("xmlUrl=\"" + world.site().url("/other") + "\""));
  std::string const list = world.directory().write("list.opml", exported.out);
  world.configure({"/feed"}, kWatch);
  Ended const imported = run({"import", "-c", world.config(), list});
  EXPECT_EQ(imported.exit_code, 0) << imported.err;
  EXPECT_THAT(imported.err, HasSubstr("2 feeds, 1 of them new"));
  EXPECT_THAT(run({"list", "-c", world.config()}).out, HasSubstr("other"));
  std::string const bad = world.directory().write("bad.opml", "no list");
  EXPECT_EQ(run({"import", "-c", world.config(), bad}).exit_code, 65);
}

TEST(FeedEvents, AWatchHearsOfAFeedThatIsGone) {
  World world;
  world.publish("/feed", http_answer(410, "text/plain", "gone"));
  world.publish_feed("/other", {kQuiet});
  world.configure({"/feed", "/other"},
                  "watches:\n  - {name: feeds, event: [feed-quiet, feed-failing]}\n");
  Process daemon = world.start();
  ASSERT_TRUE(world.wait_for_webhooks(1)) << daemon.log();
  EXPECT_EQ(world.received().front().watch, "feeds");
  EXPECT_THAT(world.received().front().title, HasSubstr("Feed 'feed' is gone"));
  EXPECT_TRUE(daemon.wait_for_log("event=feed.retired")) << daemon.log();
  ASSERT_TRUE(world.wait_for_polls("/other", 3));
  EXPECT_EQ(world.polls("/feed"), 1u);
}

TEST(Proxy, IsUsedByEverySubcommandThatAsksOrTells) {
  World world;
  world.publish("http://courier.example/feed",
                http_answer(200, "application/rss+xml", rss_feed({kQuiet})));
  world.publish("http://desk.example/hook", http_answer(204, "", ""));
  world.directory().write("wirewatch.yaml",
                          "proxy: '" + world.site().url("") +
                              "'\nuser_agent: desk-monitor/1\nfeeds: "
                              "[http://courier.example/feed]\nsinks:\n  desk: "
                              "{type: webhook, url: 'http://desk.example/hook'}\n" +
                              kWatch);
  Ended const discover = run({"discover", "-c", world.config(), "http://courier.example/feed"});
  EXPECT_EQ(discover.exit_code, 0) << discover.err;
  Ended const fetch = run_wirewatch({"fetch", "-c", world.config(), "http://courier.example/feed"});
  EXPECT_EQ(fetch.exit_code, 0) << fetch.err;
  Ended const sink = run_wirewatch({"test-sink", "-c", world.config(), "desk"});
  EXPECT_EQ(sink.exit_code, 0) << sink.err;
  for (WireRequest const& request : world.site().requests())
    EXPECT_EQ(request.header("user-agent"), "desk-monitor/1") << request.target;
}

}  // namespace
}  // namespace wirewatch
