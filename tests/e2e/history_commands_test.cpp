// The articles that a daemon has stored, asked again: with other rules, or about the rules.
#include <gmock/gmock.h>

#include <csignal>
#include <filesystem>

#include "tests/e2e/world.h"

namespace wirewatch {
namespace {

using namespace test;
using testing::AllOf;
using testing::HasSubstr;
using testing::Not;
using testing::SizeIs;

constexpr char const* kOld = "watches:\n  - {name: sandoval, any: [Viktor Sandoval]}\n";
constexpr char const* kNew =
    "watches:\n  - {name: sandoval, any: [Victor Sandoval]}\n"
    "  - {name: ferries, any: [ferries]}\n  - {name: harbour, any: [harbour]}\n";

/// A world whose daemon has read two articles, alerted on one and gone.
class StoredHistory : public testing::Test {
 protected:
  StoredHistory() {
    world_.publish_feed("/feed",
                        {{"1", "A broker arrives", prose_with("Viktor Sandoval came by sea.")},
                         {"2", "Winter timetable", prose_with("The ferries leave later.")}});
    world_.configure({"/feed"}, kOld);
    live([] { return true; });
  }
  /// The daemon runs until it has alerted and everything is stored.
  void live(std::function<bool()> const& until) {
    Process daemon = world_.start({"--log-level", "debug"});
    EXPECT_TRUE(world_.wait_for_webhooks(1)) << daemon.log();
    EXPECT_TRUE(until()) << daemon.log();
    daemon.signal(SIGTERM);
    EXPECT_EQ(daemon.wait(), 0) << daemon.log();
  }
  Ended run(std::vector<std::string> arguments) const {
    arguments.insert(arguments.end(), {"-c", world_.config()});
    return run_wirewatch(std::move(arguments));
  }

  World world_;
};

TEST_F(StoredHistory, ReplayShowsWhatOtherRulesWouldHaveAddedAndDropped) {
  Ended const same = run({"replay"});
  EXPECT_EQ(same.exit_code, 0) << same.err;
  EXPECT_THAT(same.out, HasSubstr("0 would match more, 0 would no longer match, 1 as they were"));

  world_.configure({"/feed"}, kNew);
  Ended const changed = run({"replay"});
  EXPECT_EQ(changed.exit_code, 1) << changed.err;
  EXPECT_THAT(changed.out,
              AllOf(HasSubstr("- sandoval: A broker arrives"),
                    HasSubstr("+ ferries: Winter timetable"), HasSubstr("The [ferries] leave"),
                    HasSubstr("3 would match more, 1 would no longer match"),
                    HasSubstr("Nobody was alerted")));
  Ended const lines = run({"replay", "--json"});
  EXPECT_THAT(lines.out, AllOf(HasSubstr("{\"change\":\"added\",\"watch\":\"ferries\""),
                               HasSubstr("{\"articles\":2,\"added\":3,\"dropped\":1,\"same\":0")));

  world_.directory().write("old.yaml", "feeds: [https://a.example/]\n" + std::string(kOld));
  Ended const against = run({"replay", "--against", world_.directory() / "old.yaml"});
  EXPECT_THAT(against.out, HasSubstr("3 would match more, 1 would no longer match"));
  EXPECT_EQ(run({"replay", "--since", "soon"}).exit_code, 64);
}

TEST_F(StoredHistory, ReplayAlertsOnceWhenToldTo) {
  world_.configure({"/feed"}, "watches:\n  - {name: ferries, any: [ferries]}\n");
  Ended const replay = run({"replay", "--alert"});
  EXPECT_THAT(replay.out, HasSubstr("1 alerts are due")) << replay.err;
  EXPECT_THAT(run({"replay", "--alert"}).out, HasSubstr("0 would match more"));
  live([&] { return world_.wait_for_webhooks(2); });
  ASSERT_THAT(world_.received(), SizeIs(2));
  EXPECT_EQ(world_.received().back().watch, "ferries");
  EXPECT_EQ(world_.received().back().title, "Winter timetable");
}

TEST_F(StoredHistory, StatsSayHowOftenEachWatchMatchedAndWhenLast) {
  world_.configure({"/feed"}, std::string(kOld) + "  - {name: silent, any: [nobody says this]}\n");
  Ended const stats = run({"watch", "stats"});
  EXPECT_EQ(stats.exit_code, 0) << stats.err;
  EXPECT_THAT(stats.out,
              AllOf(HasSubstr("2 articles of the last 7d"), HasSubstr("50.00%  sandoval"),
                    HasSubstr("A broker arrives"), HasSubstr("0.00%  silent")));
  EXPECT_THAT(run({"watch", "stats", "--json"}).out,
              HasSubstr("{\"watch\":\"silent\",\"articles\":2,\"matches\":0,\"share\":0E0"));
}

TEST_F(StoredHistory, CheckWarnsOfRulesThatFireOnNearlyEverythingOrOnNothing) {
  world_.configure({"/feed"}, kNew);
  Ended const check = run({"check", "--history", "7d"});
  EXPECT_EQ(check.exit_code, 0) << check.err;
  EXPECT_THAT(check.err, AllOf(HasSubstr("watch 'harbour' fires on 100.0 % of 2 stored articles"),
                               HasSubstr("watch 'sandoval' fires on none of 2")));
  EXPECT_THAT(run({"check", "--history", "7d", "--max-share", "100"}).err,
              Not(HasSubstr("100.0 %")));
}

TEST(History, OfADaemonThatNeverRanIsEmptyAndMakesNothing) {
  World world;
  world.configure({"/feed"}, kOld);
  for (std::vector<std::string> command : {std::vector<std::string>{"replay"},
                                           {"watch", "stats"},
                                           {"alerts", "list"},
                                           {"feeds", "list"}}) {
    command.insert(command.end(), {"-c", world.config()});
    EXPECT_EQ(run_wirewatch(command).exit_code, 0) << command.front();
  }
  EXPECT_FALSE(std::filesystem::exists(world.directory() / "state"));
}

}  // namespace
}  // namespace wirewatch
