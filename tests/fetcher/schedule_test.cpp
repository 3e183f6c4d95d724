#include "fetcher/schedule.h"

#include <gmock/gmock.h>

#include "tests/support/fake_clock.h"

namespace wirewatch {
namespace {

using namespace std::chrono_literals;
using std::chrono::seconds;
using testing::AllOf;
using testing::Ge;
using testing::HasSubstr;
using testing::Le;

constexpr double kMiddle = 0.5;  ///< of the jitter

/// An entry each five minutes for three weeks: as busy as a feed may be.
FeedMemory busy_memory(TimePoint now) {
  FeedMemory memory;
  memory.rhythm.known_since(now - 24h * 21);
  for (auto back = 24h * 21; back > 0h; back -= 1h)
    for (auto minute = 0min; minute < 1h; minute += 5min) {
      memory.rhythm.advance(now - back + minute);
      memory.rhythm.observe(now - back + minute);
    }
  memory.rhythm.advance(now);
  return memory;
}

FeedRhythmHints ttl(std::chrono::minutes value) {
  FeedRhythmHints hints;
  hints.ttl = value;
  return hints;
}
FeedRhythmHints update_period(seconds value) {
  FeedRhythmHints hints;
  hints.update_period = value;
  return hints;
}
FeedRhythmHints skip_hours(std::uint32_t bits) {
  FeedRhythmHints hints;
  hints.skip_hours = bits;
  return hints;
}

struct Case {
  char const* name;
  seconds wait;
  char const* why;
  FeedRhythmHints document{};
  PollHints poll{};
  int failures = 0;
  seconds every = 5min;
  seconds max_delay = 24h;
};
void PrintTo(Case const& c, std::ostream* os) { *os << c.name; }
class NextPollTest : public testing::TestWithParam<Case> {};

TEST_P(NextPollTest, IsTheLongestOfWhatIsAskedAndSaysWhy) {
  Case const& c = GetParam();
  TimePoint const now{seconds(1'700'000'000)};  // a Tuesday, 22:13 UTC
  FeedSource feed;
  feed.every = c.every;
  feed.max_delay = c.max_delay;
  FeedState state;
  state.failures = c.failures;
  FeedMemory memory = busy_memory(now);
  memory.hints = c.document;
  NextPoll const next = next_poll(feed, state, memory, c.poll, now, kMiddle);
  EXPECT_THAT(next.at, AllOf(Ge(now + c.wait * 94 / 100), Le(now + c.wait * 106 / 100)));
  EXPECT_THAT(next.why, HasSubstr(c.why));
}

INSTANTIATE_TEST_SUITE_P(
    Reasons, NextPollTest,
    testing::Values(
        Case{"a_busy_feed", 5min, "every 5m"},
        Case{"ttl", 60min, "its ttl asks for 1h", ttl(60min)},
        Case{"ttl_below_every", 5min, "every 5m", ttl(1min)},
        Case{"update_period", 2h, "its update period is 2h", update_period(2h)},
        Case{"cache", 30min, "the server's cache headers say 30m", {}, {.fresh_for = 30min}},
        Case{"longest_wins", 3h, "cache headers", ttl(60min), {.fresh_for = 3h}},
        Case{"max_delay", 1h, "max_delay 1h", {}, {.fresh_for = 240h}, 0, 5min, 1h},
        Case{"skipped_hour", 46min + 40s, "not to be polled", skip_hours(1U << 22)},
        Case{"every_hour_skipped", 5min, "every 5m", skip_hours(0xFFFFFF)},
        Case{"failure",
             5min,
             "1 failure in a row: the server is in trouble",
             {},
             {.failure = Failure::server},
             1},
        Case{"third_failure",
             20min,
             "3 failures in a row: no answer in time",
             {},
             {.failure = Failure::timeout},
             3},
        Case{"retry_after",
             10h,
             "Retry-After 10h",
             {},
             {.retry_after = 10h, .failure = Failure::server},
             1},
        Case{"retry_after_of_a_week",
             24h,
             "Retry-After 1d",
             {},
             {.retry_after = 168h, .failure = Failure::server},
             1},
        Case{"gone", 720h, "retired", {}, {.failure = Failure::gone}, 1}),
    [](auto const& test) { return std::string(test.param.name); });

TEST(NextPoll, NeverPassesMaxDelayHoweverQuietTheFeedAndWhateverChanceSays) {
  TimePoint const now{seconds(1'700'000'000)};
  FeedSource feed;
  feed.max_delay = 2h;
  FeedMemory memory;
  memory.rhythm.known_since(now - 24h * 100);
  for (double const jitter : {0.0, 0.3, 0.999})
    EXPECT_LE(next_poll(feed, {}, memory, {}, now, jitter).at, now + 2h) << jitter;
}

TEST(NextPoll, ADemandOfTheServerIsNeverCutShortByChance) {
  TimePoint const now{seconds(1'700'000'000)};
  FeedMemory const memory = busy_memory(now);
  for (double const jitter : {0.0, 0.3, 0.999}) {
    EXPECT_GE(next_poll({}, {}, memory, {.fresh_for = 1h}, now, jitter).at, now + 1h);
    EXPECT_GE(
        next_poll({}, {}, memory, {.retry_after = 1h, .failure = Failure::too_many}, now, jitter)
            .at,
        now + 1h);
  }
}

TEST(NextPoll, JitterSpreadsByATenth) {
  TimePoint const now{seconds(1'700'000'000)};
  FeedMemory const memory = busy_memory(now);
  EXPECT_EQ(next_poll({}, {}, memory, {}, now, 0).at, now + 270s);
  EXPECT_GT(next_poll({}, {}, memory, {}, now, 0.999).at, now + 329s);
}

TEST(NextPoll, AQuietFeedIsAskedMoreRarelyThanABusyOneAndNeverMoreOftenThanTheConfigAllows) {
  TimePoint const now{seconds(1'700'000'000)};
  FeedMemory quiet;
  quiet.rhythm.known_since(now - 24h * 10);
  quiet.rhythm.observe(now - 24h * 5);
  NextPoll const next = next_poll({}, {}, quiet, {}, now, kMiddle);
  EXPECT_THAT(next.at, AllOf(Ge(now + 15min), Le(now + 24h)));
  EXPECT_THAT(next.why, HasSubstr("its rhythm"));
}

class ResumedPollTest : public testing::Test {
 protected:
  ResumedPollTest() {
    feed_.url = state_.url = "https://news.example/feed";
    state_.last_poll = now_ - 2min;
    state_.next_poll = now_ + 3min;
  }
  TimePoint now_{seconds(1'700'000'000)};
  FeedSource feed_;
  FeedState state_;
};

TEST_F(ResumedPollTest, APlanSurvivesARestart) {
  EXPECT_EQ(resumed_poll(feed_, state_, now_, 0.7), state_.next_poll);
}

TEST_F(ResumedPollTest, AFeedThatWasNeverPolledIsPolledAtOnce) {
  EXPECT_EQ(resumed_poll(feed_, {}, now_, 0.7), now_);
  state_.url = "https://news.example/before";
  EXPECT_EQ(resumed_poll(feed_, state_, now_, 0.7), now_);
}

TEST_F(ResumedPollTest, PollsThatAreOverdueAreSpreadOverOneInterval) {
  state_.next_poll = now_ - 10h;
  EXPECT_EQ(resumed_poll(feed_, state_, now_, 0), now_);
  EXPECT_EQ(resumed_poll(feed_, state_, now_, 0.5), now_ + 150s);
}

TEST_F(ResumedPollTest, AShortPauseDelaysNobodyByMoreThanItself) {
  state_.next_poll = now_ - 10s;
  EXPECT_EQ(resumed_poll(feed_, state_, now_, 0.5), now_ + 5s);
}

TEST_F(ResumedPollTest, AClockThatWasWrongLeavesNoFeedUnaskedForLong) {
  state_.next_poll = now_ + 24h * 365;
  EXPECT_LE(resumed_poll(feed_, state_, now_, 0.5), now_ + 5min);
  state_.last_poll = now_ + 24h;
  state_.next_poll = now_ + 25h;
  EXPECT_LE(resumed_poll(feed_, state_, now_, 0.5), now_ + 5min);
}

TEST_F(ResumedPollTest, ARetiredFeedStaysRetired) {
  FeedMemory memory;
  memory.retired = true;
  state_.rhythm = write_memory(memory);
  state_.next_poll = now_ + 24h * 29;
  EXPECT_EQ(resumed_poll(feed_, state_, now_, 0.5), state_.next_poll);
}

}  // namespace
}  // namespace wirewatch
