#include "alerts/retry_schedule.h"

#include <gtest/gtest.h>

#include <ostream>

namespace wirewatch {
namespace {

using namespace std::chrono_literals;
using State = Delivery::State;

constexpr TimePoint kNow{std::chrono::seconds(1'700'000'000)};
constexpr double kNoJitter = 0.5;

struct Case {
  char const* name;
  int status;
  char const* retry_after;
  State state;
  std::chrono::seconds wait;     // of the delivery, when it is tried again
  std::chrono::seconds blocked;  // of the sink
};
void PrintTo(Case const& c, std::ostream* os) { *os << c.name; }

class RetryScheduleTest : public ::testing::TestWithParam<Case> {};

TEST_P(RetryScheduleTest, TreatsAnAnswerAsTheTableSays) {
  Response response;
  response.status = GetParam().status;
  if (*GetParam().retry_after) response.headers.push_back({"retry-after", GetParam().retry_after});
  Verdict const verdict = after_attempt(Delivery{}, response, kNow, kNoJitter);
  EXPECT_EQ(verdict.delivery.state, GetParam().state);
  EXPECT_EQ(verdict.delivery.attempts, 1);
  TimePoint const due = GetParam().state == State::due ? kNow + GetParam().wait : TimePoint{};
  EXPECT_EQ(verdict.delivery.due, due);
  std::optional<TimePoint> blocked;
  if (GetParam().blocked > 0s) blocked = kNow + GetParam().blocked;
  EXPECT_EQ(verdict.sink_blocked_until, blocked);
}

INSTANTIATE_TEST_SUITE_P(
    Answers, RetryScheduleTest,
    ::testing::Values(Case{"ok", 200, "", State::done, 0s, 0s},
                      Case{"accepted", 202, "", State::done, 0s, 0s},
                      Case{"no_content", 204, "", State::done, 0s, 0s},
                      Case{"redirect_is_dead", 302, "", State::dead, 0s, 0s},
                      Case{"bad_request_is_dead", 400, "", State::dead, 0s, 0s},
                      Case{"unauthorized_is_dead", 401, "", State::dead, 0s, 0s},
                      Case{"not_found_is_dead", 404, "", State::dead, 0s, 0s},
                      Case{"request_timeout", 408, "", State::due, 5s, 0s},
                      Case{"too_early", 425, "", State::due, 5s, 0s},
                      Case{"too_many", 429, "", State::due, 5s, 0s},
                      Case{"too_many_says_when", 429, "3600", State::due, 3600s, 3600s},
                      Case{"a_week_is_cut_to_a_day", 503, "604800", State::due, 86400s, 86400s},
                      Case{"server_error", 500, "", State::due, 5s, 0s},
                      Case{"not_implemented_is_dead", 501, "", State::dead, 0s, 0s},
                      Case{"bad_gateway", 502, "", State::due, 5s, 0s},
                      Case{"unavailable", 503, "", State::due, 5s, 0s}),
    [](auto const& test) { return std::string(test.param.name); });

TEST(RetrySchedule, AGoneReceiverDisablesItsSinkForGood) {
  Response response;
  response.status = 410;
  Verdict const verdict = after_attempt(Delivery{}, response, kNow, kNoJitter);
  EXPECT_EQ(verdict.delivery.state, State::dead);
  EXPECT_EQ(verdict.sink_blocked_until, TimePoint::max());
}

TEST(RetrySchedule, ATroubledNetworkIsTriedForThreeDaysThenGivenUp) {
  Delivery delivery;
  TimePoint now = kNow;
  while (delivery.state == State::due) {
    delivery = after_attempt(delivery, fail(Error::Kind::io, "connection refused"), now, kNoJitter)
                   .delivery;
    if (delivery.state == State::due) {
      EXPECT_GT(delivery.due, now);
      now = delivery.due;
    }
    ASSERT_LT(delivery.attempts, 50);
  }
  EXPECT_EQ(delivery.state, State::dead);
  EXPECT_EQ(delivery.attempts, 12);
  EXPECT_GT(now - kNow, 72h);
  EXPECT_LT(now - kNow, 80h);
  EXPECT_EQ(delivery.last_result, "connection refused, given up after three days");
}

TEST(RetrySchedule, WhatAReceiverSaysIsKeptShortAndHarmless) {
  Response response;
  response.status = 400;
  response.body = "no\x1b[31m such\nchannel" + std::string(5'000, 'x');
  std::string const said =
      after_attempt(Delivery{}, response, kNow, kNoJitter).delivery.last_result;
  EXPECT_EQ(said.find('\x1b'), std::string::npos);
  EXPECT_EQ(said.find('\n'), std::string::npos);
  EXPECT_LT(said.size(), 300u);
}

}  // namespace
}  // namespace wirewatch
