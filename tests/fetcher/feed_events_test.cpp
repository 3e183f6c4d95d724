#include "fetcher/feed_events.h"

#include <gmock/gmock.h>

#include "tests/fetcher/polled_feed.h"

namespace wirewatch {
namespace {

using namespace test;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

class FeedEventsTest : public testing::Test {
 protected:
  /// An entry each hour for so many hours; the feed is polled with each.
  void publish_hourly(int hours) {
    for (int i = 0; i < hours; ++i) {
      feed_.clock.advance(1h);
      feed_.poll({item(std::to_string(++entries_), "News", "Text.", feed_.clock.now() - 1min)});
    }
  }
  /// What is told in so many hours of polls without anything new.
  std::vector<std::string> stay_silent(int hours) {
    std::vector<std::string> all;
    for (int i = 0; i < hours; ++i) {
      feed_.clock.advance(1h);
      for (std::string const& line : told(feed_.poll_with(answer(304)))) all.push_back(line);
    }
    return all;
  }
  /// What is told in so many hours with a failed poll in each.
  std::vector<std::string> fail_for(int hours, int status) {
    std::vector<std::string> all;
    for (int i = 0; i < hours; ++i) {
      feed_.clock.advance(1h);
      for (std::string const& line : told(feed_.poll_with(answer(status)))) all.push_back(line);
    }
    return all;
  }

  PolledFeed feed_;
  int entries_ = 0;
};

TEST_F(FeedEventsTest, ABusyFeedThatFallsSilentIsToldOnceWithinADay) {
  publish_hourly(24 * 9);
  EXPECT_THAT(stay_silent(5), IsEmpty());
  EXPECT_THAT(stay_silent(19),
              ElementsAre(HasSubstr("feed-quiet: Feed 'courier' is quiet: nothing new for ")));
  EXPECT_THAT(stay_silent(24 * 60), IsEmpty());
}

TEST_F(FeedEventsTest, ASecondSilenceIsToldAgainAsAnotherArticle) {
  publish_hourly(24 * 9);
  stay_silent(24);
  publish_hourly(24 * 9);
  EXPECT_THAT(stay_silent(24 * 5), testing::SizeIs(1));
}

TEST_F(FeedEventsTest, AFeedThatRestsEachNightIsNotQuietInTheMorning) {
  for (int day = 0; day < 21; ++day) {
    for (int hour = 0; hour < 24; ++hour) {
      feed_.clock.advance(1h);
      if (hour < 8)
        feed_.poll({item(std::to_string(++entries_), "News", "Text.", feed_.clock.now() - 1min)});
      else
        EXPECT_THAT(told(feed_.poll_with(answer(304))), IsEmpty()) << day << ' ' << hour;
    }
  }
}

TEST_F(FeedEventsTest, AFeedOfWhichLittleIsKnownIsNotQuiet) {
  publish_hourly(5);
  EXPECT_THAT(stay_silent(24 * 30), IsEmpty());
}

TEST_F(FeedEventsTest, AFeedThatFailsForLongIsToldOnceAnEpisode) {
  publish_hourly(2);
  EXPECT_THAT(fail_for(6, 500), IsEmpty());
  auto const lines = fail_for(100, 500);
  EXPECT_THAT(lines, ElementsAre(HasSubstr("feed-failing: Feed 'courier' fails since ")));
  EXPECT_THAT(lines.front(), HasSubstr("the server is in trouble"));
  publish_hourly(1);
  EXPECT_THAT(fail_for(100, 404), testing::SizeIs(1));
}

TEST_F(FeedEventsTest, AFewFailuresBetweenGoodPollsAreNoEpisode) {
  for (int i = 0; i < 50; ++i) {
    publish_hourly(1);
    EXPECT_THAT(fail_for(4, 500), IsEmpty());
  }
}

TEST_F(FeedEventsTest, EachEpisodeHasAKeyOfItsOwnAndNoLinkSoThatItIsAStoryOfItsOwn) {
  publish_hourly(1);
  std::vector<std::string> keys;
  for (int episode = 0; episode < 2; ++episode) {
    for (int i = 0; i < 10; ++i) {
      feed_.clock.advance(1h);
      for (PendingArticle const& one : feed_.poll_with(answer(500)).commit.articles) {
        keys.push_back(one.key);
        EXPECT_EQ(one.entry.link, "");
      }
    }
    publish_hourly(1);
  }
  ASSERT_THAT(keys, testing::SizeIs(2));
  EXPECT_NE(keys[0], keys[1]);
}

TEST_F(FeedEventsTest, AddressesWithSecretsAreMasked) {
  feed_.source.url = "https://user:pw@news.example/feed?token=secret";
  for (int i = 0; i < 10; ++i) {
    feed_.clock.advance(1h);
    for (PendingArticle const& one : feed_.poll_with(answer(500)).commit.articles) {
      EXPECT_THAT(one.entry.content, HasSubstr("news.example"));
      EXPECT_THAT(one.entry.content, testing::Not(HasSubstr("secret")));
      EXPECT_THAT(one.entry.content, testing::Not(HasSubstr("pw@")));
    }
  }
}

}  // namespace
}  // namespace wirewatch
