#include "fetcher/feed_address.h"

#include <gmock/gmock.h>

#include "tests/fetcher/polled_feed.h"

namespace wirewatch {
namespace {

using namespace test;
using testing::Contains;
using testing::ElementsAre;
using testing::IsEmpty;

constexpr char const* kTarget = "https://new.example/feed";

Response redirected(int status, std::string const& to = kTarget, int final_status = 304) {
  Response response = answer(final_status);
  response.url = to;
  response.redirects = {{status, to}};
  return response;
}

class FeedAddressTest : public testing::Test {
 protected:
  FeedAddressTest() { feed_.poll({item("1", "Council meets", "The council met.")}); }

  /// The notes of a poll a day, each of them answered so.
  std::vector<std::string> poll_daily(int days, Response const& response) {
    std::vector<std::string> notes;
    for (int i = 0; i < days; ++i) {
      feed_.clock.advance(24h);
      for (std::string const& note : noted(feed_.poll_with(response))) notes.push_back(note);
    }
    return notes;
  }
  std::string const& address() { return poll_address(feed_.source, feed_.state); }

  PolledFeed feed_;
};

TEST_F(FeedAddressTest, MovesAfterAWeekOfPermanentRedirectsToTheSameFeed) {
  EXPECT_THAT(poll_daily(7, redirected(301)), IsEmpty());
  EXPECT_EQ(address(), feed_.source.url);
  EXPECT_THAT(poll_daily(1, redirected(308)), ElementsAre("feed.moved"));
  EXPECT_EQ(address(), kTarget);
}

TEST_F(FeedAddressTest, ManySightingsInADayProveNothing) {
  for (int i = 0; i < 100; ++i) feed_.poll_with(redirected(301));
  EXPECT_EQ(address(), feed_.source.url);
}

TEST_F(FeedAddressTest, TemporaryRedirectsNeverMoveAFeed) {
  EXPECT_THAT(poll_daily(60, redirected(302)), IsEmpty());
  Response mixed = redirected(301);
  mixed.redirects.push_back({307, kTarget});
  EXPECT_THAT(poll_daily(60, mixed), IsEmpty());
}

TEST_F(FeedAddressTest, ADirectAnswerInBetweenStartsTheCountAfresh) {
  poll_daily(7, redirected(301));
  poll_daily(1, answer(304));
  EXPECT_THAT(poll_daily(7, redirected(301)), IsEmpty());
}

TEST_F(FeedAddressTest, ATargetWithoutAKnownEntryIsNoEvidence) {
  for (int i = 0; i < 30; ++i) {
    feed_.clock.advance(24h);
    Response response = redirected(301, kTarget, 200);
    response.body = std::to_string(i);
    auto const out = feed_.poll_with(response, {item("park" + std::to_string(i), "Buy me", "!")});
    EXPECT_THAT(noted(out), IsEmpty());
  }
  EXPECT_EQ(address(), feed_.source.url);
}

TEST_F(FeedAddressTest, NeverDropsEncryption) {
  EXPECT_THAT(poll_daily(30, redirected(301, "http://news.example/feed")), IsEmpty());
}

TEST_F(FeedAddressTest, NeverTakesTheFeedsOwnHeadersToAnotherHost) {
  feed_.source.headers = {{"Authorization", "Bearer secret"}};
  EXPECT_THAT(poll_daily(30, redirected(301)), IsEmpty());
  EXPECT_THAT(poll_daily(30, redirected(301, "https://news.example/new")),
              ElementsAre("feed.moved"));
}

TEST_F(FeedAddressTest, GoesBackWhenTheNewAddressFailsThreeTimes) {
  poll_daily(8, redirected(301));
  ASSERT_EQ(address(), kTarget);
  poll_daily(2, answer(404));
  EXPECT_EQ(address(), kTarget);
  EXPECT_THAT(poll_daily(1, answer(404)), Contains("feed.moved_back"));
  EXPECT_EQ(address(), feed_.source.url);
}

TEST_F(FeedAddressTest, ANewAddressThatIsGoneDoesNotRetireTheFeed) {
  poll_daily(8, redirected(301));
  EXPECT_THAT(poll_daily(1, answer(410)), IsEmpty());
  EXPECT_LT(feed_.state.next_poll, feed_.clock.now() + 24h);
}

TEST_F(FeedAddressTest, AChangeInTheConfigForgetsTheMove) {
  poll_daily(8, redirected(301));
  feed_.source.url = "https://third.example/feed";
  EXPECT_EQ(poll_address(feed_.source, state_of(feed_.source, feed_.state)), feed_.source.url);
}

}  // namespace
}  // namespace wirewatch
