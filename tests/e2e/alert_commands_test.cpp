// The outbox by hand, beside a running daemon.
#include <gmock/gmock.h>

#include <csignal>

#include "tests/e2e/world.h"

namespace wirewatch {
namespace {

using namespace test;
using testing::HasSubstr;
using testing::IsEmpty;

constexpr char const* kWatch = "watches:\n  - {name: sandoval, any: [Viktor Sandoval]}\n";
Item const kNews{"2", "A broker arrives", prose_with("Viktor Sandoval came by sea on Tuesday.")};

TEST(AlertCommands, ASinkThatItsReceiverDisabledIsShownAndTakenUpAgain) {
  World world;
  world.publish_feed("/feed", {kNews});
  world.let_receiver_answer(410);
  world.configure({"/feed"}, kWatch);
  Process daemon = world.start();
  ASSERT_TRUE(daemon.wait_for_log("event=delivery.dead")) << daemon.log();

  Ended const list = run_wirewatch({"alerts", "list", "-c", world.config()});
  EXPECT_EQ(list.exit_code, 0) << list.err;
  EXPECT_THAT(list.out, HasSubstr("dead"));
  EXPECT_THAT(list.out, HasSubstr("410 gone"));
  EXPECT_THAT(list.err, HasSubstr("sink hook is disabled"));

  world.let_receiver_answer(204);
  EXPECT_EQ(run_wirewatch({"alerts", "enable", "-c", world.config(), "hook"}).exit_code, 0);
  Ended const resend = run_wirewatch({"alerts", "resend", "-c", world.config(), "--dead"});
  EXPECT_THAT(resend.out, HasSubstr("1 of 1"));
  ASSERT_TRUE(world.wait_for_webhooks(2)) << daemon.log();
  EXPECT_EQ(world.received()[0].id, world.received()[1].id);
  EXPECT_EQ(world.received()[0].body, world.received()[1].body);
}

TEST(AlertCommands, AnAlertIsShownAsItIsSent) {
  World world;
  world.publish_feed("/feed", {kNews});
  world.configure({"/feed"}, kWatch);
  Process daemon = world.start();
  ASSERT_TRUE(world.wait_for_webhooks(1)) << daemon.log();
  Received const alert = world.received().front();
  EXPECT_EQ(run_wirewatch({"alerts", "show", "-c", world.config(), alert.id}).out,
            alert.body + "\n");
}

TEST(AlertCommands, WhatDoesNotExistIsNamed) {
  World world;
  world.configure({}, std::string("  - http://127.0.0.1:1/\n") + kWatch);
  Ended const show = run_wirewatch({"alerts", "show", "-c", world.config(), "msg_1"});
  EXPECT_EQ(show.exit_code, 1);
  EXPECT_THAT(show.err, HasSubstr("no alert has the id msg_1"));
  Ended const enable = run_wirewatch({"alerts", "enable", "-c", world.config(), "hok"});
  EXPECT_EQ(enable.exit_code, 64);
  EXPECT_THAT(enable.err, HasSubstr("there are: hook"));
  Ended const list = run_wirewatch({"alerts", "list", "-c", world.config()});
  EXPECT_EQ(list.exit_code, 0);
  EXPECT_THAT(list.out, IsEmpty());
  EXPECT_EQ(run_wirewatch({"alerts", "resend", "-c", world.config()}).exit_code, 64);
}

TEST(TestSink, SendsOneMarkedAlertAndSaysWhatBecameOfIt) {
  World world;
  world.configure({}, std::string("  - http://127.0.0.1:1/\n") + kWatch);
  Ended const good = run_wirewatch({"test-sink", "-c", world.config(), "hook"});
  EXPECT_EQ(good.exit_code, 0) << good.err;
  ASSERT_TRUE(world.wait_for_webhooks(1));
  EXPECT_TRUE(world.received().front().is_verified);
  EXPECT_EQ(world.received().front().watch, "wirewatch-test");
  world.let_receiver_answer(401);
  Ended const bad = run_wirewatch({"test-sink", "-c", world.config(), "hook"});
  EXPECT_EQ(bad.exit_code, 69);
  EXPECT_THAT(bad.err, HasSubstr("hook: answers 401"));
}

}  // namespace
}  // namespace wirewatch
