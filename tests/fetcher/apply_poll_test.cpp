#include "fetcher/apply_poll.h"

#include <gmock/gmock.h>

#include "tests/fetcher/polled_feed.h"

namespace wirewatch {
namespace {

using namespace test;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

class ApplyPollTest : public testing::Test {
 protected:
  TimePoint ago(std::chrono::seconds back) const { return feed_.clock.now() - back; }
  Entry council() const { return item("1", "Council meets", "The council met.", ago(2h)); }
  Entry broker() const { return item("2", "A broker arrives", "He came by sea.", ago(1h)); }

  PolledFeed feed_;
};

TEST_F(ApplyPollTest, WhatStandsInAFeedAtFirstSightIsBacklogAndNotTold) {
  auto const first = feed_.poll({council(), broker()});
  EXPECT_THAT(told(first), IsEmpty());
  EXPECT_EQ(first.result, "200, 2 of the backlog");
  EXPECT_THAT(first.commit.seen, SizeIs(2));
}

TEST_F(ApplyPollTest, TheBacklogIsToldWhereTheConfigAsksForIt) {
  feed_.source.backlog = Backlog::alert;
  EXPECT_THAT(told(feed_.poll({council()})), ElementsAre("new: Council meets"));
}

TEST_F(ApplyPollTest, ANewEntryIsToldOnce) {
  feed_.poll({council()});
  EXPECT_THAT(told(feed_.poll({broker(), council()})), ElementsAre("new: A broker arrives"));
  EXPECT_THAT(told(feed_.poll({broker(), council()})), IsEmpty());
}

TEST_F(ApplyPollTest, AnEditedEntryIsToldWithItsNewTextAsTheNextRevision) {
  feed_.poll({council()});
  feed_.poll({broker(), council()});
  Entry edited = broker();
  edited.content = "He came by rail.";
  auto const once = feed_.poll({edited, council()});
  EXPECT_THAT(told(once), ElementsAre("edited: A broker arrives"));
  EXPECT_EQ(once.commit.articles.front().revision, 1);
  EXPECT_EQ(once.commit.articles.front().entry.content, "He came by rail.");
  edited.content = "He came on foot.";
  EXPECT_EQ(feed_.poll({edited, council()}).commit.articles.front().revision, 2);
}

TEST_F(ApplyPollTest, AnEditOfTheBacklogIsKeptButNotTold) {
  feed_.poll({council()});
  Entry edited = council();
  edited.content = "The council did not meet.";
  EXPECT_THAT(told(feed_.poll({edited})), ElementsAre("(edited: Council meets)"));
}

TEST_F(ApplyPollTest, AnOldEntryThatTurnsUpLaterIsOfTheArchiveAndNotTold) {
  feed_.poll({council()});
  Entry const old = item("0", "Ten years ago", "An old story.", ago(24h * 3650));
  auto const next = feed_.poll({council(), old});
  EXPECT_THAT(told(next), IsEmpty());
  EXPECT_EQ(next.result, "200, 1 of the backlog");
}

TEST_F(ApplyPollTest, AnEntryDatedShortlyBeforeTheFirstPollButPublishedAfterItIsTold) {
  feed_.poll({council()});
  Entry const late = item("3", "Published late", "It was written in the morning.", ago(8h));
  EXPECT_THAT(told(feed_.poll({council(), late})), ElementsAre("new: Published late"));
}

TEST_F(ApplyPollTest, AChangedAddressWithTheSameEntriesBringsNoBacklogAndMissesNothing) {
  feed_.poll({council()});
  feed_.source.url = "https://news.example/other-feed";
  EXPECT_THAT(told(feed_.poll({broker(), council()})), ElementsAre("new: A broker arrives"));
}

TEST_F(ApplyPollTest, AChangedAddressWithOtherEntriesIsAFreshFeed) {
  feed_.poll({council()});
  feed_.source.url = "https://elsewhere.example/feed";
  EXPECT_THAT(told(feed_.poll({item("9", "Other news", "Of another feed.")})), IsEmpty());
}

TEST_F(ApplyPollTest, ValidatorsAreKeptByteForByteAndSentBackBoth) {
  Response response = answer(200);
  response.etag = "W/\"a b\"";
  response.last_modified = "Mon, 1 Jan 2024 00:00:00 GMT ";
  feed_.poll_with(response, {council()});
  EXPECT_EQ(feed_.state.etag, "W/\"a b\"");
  EXPECT_EQ(feed_.state.last_modified, "Mon, 1 Jan 2024 00:00:00 GMT ");
}

TEST_F(ApplyPollTest, ValidatorsAreNotStoredForAPageThatIsNoFeed) {
  feed_.poll({council()});
  feed_.state.etag = "\"1\"";
  auto const failed = feed_.poll_page(200, "an HTML page, no feed", false);
  EXPECT_TRUE(failed.failed);
  EXPECT_EQ(failed.result, "an HTML page, no feed");
  EXPECT_EQ(feed_.state.etag, "\"1\"");
}

TEST_F(ApplyPollTest, TheSameBytesAgainAreNotRead) {
  Response response = answer(200);
  response.body = "the document";
  feed_.poll_with(response, {council()});
  EXPECT_FALSE(needs_parsing(feed_.state, response));
  EXPECT_EQ(feed_.poll_with(response).result, "200, the same bytes");
  response.body = "another document";
  EXPECT_TRUE(needs_parsing(feed_.state, response));
}

TEST_F(ApplyPollTest, AChallengePageIsNamedWhateverItsStatus) {
  for (int const status : {200, 403, 503}) {
    auto const blocked = feed_.poll_page(status, "blocked by Cloudflare", true);
    EXPECT_TRUE(blocked.failed);
    EXPECT_THAT(blocked.result, HasSubstr("blocked by Cloudflare")) << status;
    EXPECT_THAT(feed_.state.next_reason, HasSubstr("challenge")) << status;
  }
}

TEST_F(ApplyPollTest, RetryAfterCountsForTheWholeHost) {
  for (int const status : {429, 503}) {
    Response response = answer(status);
    response.headers.push_back({"retry-after", "7200"});
    auto const asked = feed_.poll_with(response);
    EXPECT_EQ(asked.host_pause, 7200s) << status;
    EXPECT_GE(feed_.state.next_poll, feed_.clock.now() + 7200s) << status;
    EXPECT_THAT(feed_.state.next_reason, HasSubstr("Retry-After")) << status;
  }
}

TEST_F(ApplyPollTest, TooManyRequestsWithoutATimeStillGivesTheHostAPause) {
  EXPECT_EQ(feed_.poll_with(answer(429)).host_pause, 30min);
  EXPECT_EQ(feed_.poll_with(answer(404)).host_pause, std::nullopt);
}

TEST_F(ApplyPollTest, AFeedThatIsGoneIsRetiredAndSaysSoOnce) {
  feed_.poll({council()});
  auto const gone = feed_.poll_with(answer(410));
  EXPECT_THAT(noted(gone), ElementsAre("feed.retired", "feed.failing"));
  EXPECT_THAT(told(gone),
              ElementsAre("feed-failing: Feed 'courier' is gone: its server says for good"));
  EXPECT_GE(feed_.state.next_poll, feed_.clock.now() + 24h * 28);
  feed_.clock.advance(24h * 31);
  EXPECT_THAT(noted(feed_.poll_with(answer(410))), IsEmpty());
  EXPECT_THAT(noted(feed_.poll_with(answer(304))), ElementsAre("feed.returned"));
}

TEST_F(ApplyPollTest, AFeedThatChangesAllGuidsIsSaidToAndTellsNothing) {
  std::vector<Entry> entries;
  for (int i = 0; i < 20; ++i)
    entries.push_back(item(std::to_string(i), "Title " + std::to_string(i), "Text."));
  feed_.poll({});
  feed_.poll(entries);
  for (Entry& entry : entries) entry.id = "tag:new.example:" + entry.id;
  auto const switched = feed_.poll(entries);
  EXPECT_THAT(told(switched), IsEmpty());
  EXPECT_THAT(noted(switched), ElementsAre("feed.keys_switched"));
  EXPECT_EQ(switched.result, "200, 20 under new keys");
  EXPECT_EQ(switched.commit.renamed.size(), 20u) << "an edit finds the text of before";
  entries.push_back(item("20", "Title 20", "Text."));
  EXPECT_THAT(told(feed_.poll(entries)), ElementsAre("new: Title 20"));
}

TEST_F(ApplyPollTest, AnAnswerWithoutChangeLeavesTheMemoryAsItWas) {
  feed_.poll({council()});
  std::string const memory = feed_.state.rhythm;
  feed_.clock.advance(30min);
  feed_.poll_with(answer(304));
  EXPECT_EQ(feed_.state.rhythm, memory);
  EXPECT_EQ(feed_.state.last_poll, feed_.clock.now());
}

}  // namespace
}  // namespace wirewatch
