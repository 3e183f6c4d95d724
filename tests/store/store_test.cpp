// What store.h promises, asked of every implementation.
#include "store/store.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/store/store_values.h"
#include "tests/support/temp_dir.h"

namespace wirewatch {
namespace {

using namespace test;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

enum class Kind { memory, sqlite };

class StoreTest : public ::testing::TestWithParam<Kind> {
 protected:
  StoreTest() : store_(make()) {}

  std::unique_ptr<Store> make() {
    if (GetParam() == Kind::memory) return make_memory_store();
    return open_sqlite_store(directory_.path()).value();
  }

  std::int64_t only_pending() {
    auto const pending = store_->pending_articles(10).value();
    EXPECT_EQ(pending.size(), 1u);
    return pending.empty() ? 0 : pending.front().id;
  }
  /// Stores one article of `feed` and finishes it with these deliveries.
  void deliver(std::vector<Delivery> deliveries) {
    ASSERT_TRUE(store_->commit(poll("wire", {"key" + std::to_string(++articles_)})));
    ASSERT_TRUE(store_->commit(article_commit(only_pending(), std::move(deliveries))));
  }
  std::vector<std::string> due_ids(std::string const& sink, int now, std::size_t limit = 100) {
    std::vector<std::string> ids;
    for (Delivery const& one : must(store_->due(sink, at(now), limit))) ids.push_back(one.id);
    return ids;
  }
  std::vector<std::string> titles(std::vector<StoredArticle> const& articles) {
    std::vector<std::string> all;
    for (StoredArticle const& one : articles) all.push_back(one.article.title);
    return all;
  }

  TempDir directory_;
  std::unique_ptr<Store> store_;
  int articles_ = 0;
};

TEST_P(StoreTest, PendingArticlesOfBusyFeedsCanBeLeftOut) {
  ASSERT_TRUE(store_->commit(poll("wire", {"a", "b"})));
  ASSERT_TRUE(store_->commit(poll("the \"press\"", {"c"})));
  auto const rest = must(store_->pending_articles(10, {"wire"}));
  ASSERT_EQ(rest.size(), 1u);
  EXPECT_EQ(rest.front().feed, "the \"press\"");
  EXPECT_THAT(must(store_->pending_articles(10, {"wire", "the \"press\""})), IsEmpty());
}

TEST_P(StoreTest, WhatIsOldAndFinishedIsForgottenAndWhatWaitsIsNot) {
  deliver({delivery("old", "desk", 10), delivery("waits", "desk", 10)});
  Delivery old = delivery("old", "desk", 10);
  old.state = Delivery::State::done;
  ASSERT_TRUE(store_->commit(old));
  ASSERT_TRUE(store_->commit(poll("wire", {"pending"})));
  EXPECT_EQ(must(store_->forget_before(at(0), 10)), 0u);
  EXPECT_EQ(must(store_->forget_before(at(1'000'000), 10)), 2u);
  EXPECT_EQ(must(store_->forget_before(at(1'000'000), 10)), 0u);
  EXPECT_EQ(must(store_->delivery("old")), std::nullopt);
  EXPECT_NE(must(store_->delivery("waits")), std::nullopt);
  EXPECT_THAT(must(store_->articles(at(0), 0, 10)), IsEmpty());
  EXPECT_EQ(must(store_->pending_articles(10)).size(), 1u);
}

TEST_P(StoreTest, AFreshStoreIsEmpty) {
  EXPECT_THAT(store_->feed_states().value(), IsEmpty());
  EXPECT_THAT(store_->seen("wire").value(), IsEmpty());
  EXPECT_THAT(store_->pending_articles(10).value(), IsEmpty());
  EXPECT_EQ(store_->latest("wire", "key").value(), std::nullopt);
  EXPECT_THAT(store_->articles(at(0), 0, 10).value(), IsEmpty());
  EXPECT_THAT(due_ids("desk", 100), IsEmpty());
  EXPECT_EQ(store_->next_due("desk").value(), std::nullopt);
  EXPECT_THAT(store_->deliveries(std::nullopt, 10).value(), IsEmpty());
  EXPECT_EQ(store_->read_blob("site", "example.org").value(), std::nullopt);
}

TEST_P(StoreTest, AFeedsStateComesBackAsItWas) {
  PollCommit commit;
  commit.state = {.feed = "wire",
                  .url = "https://example.org/feed?x=1",
                  .etag = "W/\"a\\\"b\"",
                  .last_modified = "Mon, 1 Jan 2024 00:00:00 GMT ",
                  .body_hash = 0xFFFF'FFFF'FFFF'FFFE,
                  .seen_before = true,
                  .last_poll = at(1),
                  .next_poll = at(2),
                  .next_reason = "Retry-After",
                  .failures = 3,
                  .last_result = "503",
                  .rhythm = std::string("\0\x01\xff", 3),
                  .moved_to = "https://new.example.org/feed"};
  ASSERT_TRUE(store_->commit(commit));
  EXPECT_THAT(store_->feed_states().value(), ElementsAre(commit.state));
}

TEST_P(StoreTest, ALaterPollReplacesTheState) {
  ASSERT_TRUE(store_->commit(poll("wire", {})));
  PollCommit later = poll("wire", {});
  later.state.etag = "\"2\"";
  ASSERT_TRUE(store_->commit(later));
  EXPECT_THAT(store_->feed_states().value(), ElementsAre(later.state));
}

TEST_P(StoreTest, SeenEntriesAreKeptByFeedAndReplacedByKey) {
  ASSERT_TRUE(store_->commit(poll("wire", {"a", "b"})));
  ASSERT_TRUE(store_->commit(poll("other", {"c"})));
  PollCommit changed = poll("wire", {});
  changed.seen = {{.key = "a",
                   .content_hash = 7,
                   .alternate = 0xFFFF'FFFF'FFFF'FFFF,
                   .revision = 3,
                   .last_seen = at(5)}};
  ASSERT_TRUE(store_->commit(changed));
  auto const seen = store_->seen("wire").value();
  ASSERT_EQ(seen.size(), 2u);
  EXPECT_EQ(seen.at("a"), changed.seen.front());
  EXPECT_EQ(seen.at("b"), (SeenEntry{.key = "b", .content_hash = 1, .alternate = 2}));
}

TEST_P(StoreTest, AForgottenEntryIsGoneUnlessTheSamePollBringsIt) {
  ASSERT_TRUE(store_->commit(poll("wire", {"a", "b"})));
  ASSERT_TRUE(store_->commit(poll("other", {"a"})));
  PollCommit forgetting = poll("wire", {"b"});
  forgetting.forgotten = {"a", "b", "never seen"};
  ASSERT_TRUE(store_->commit(forgetting));
  EXPECT_EQ(store_->seen("wire").value().size(), 1u);
  EXPECT_EQ(store_->seen("wire").value().count("b"), 1u);
  EXPECT_EQ(store_->seen("other").value().size(), 1u);
}

TEST_P(StoreTest, PendingArticlesComeBackWholeAndOldestFirst) {
  PollCommit commit = poll("wire", {"a", "b", "c"});
  PendingArticle& first = commit.articles[0];
  first.entry.id = "guid";
  first.entry.published = at(-60);
  first.entry.authors = {"A. Writer", "B. Writer"};
  first.entry.enclosures = {{"https://example.org/a.mp3", "audio/mpeg", 1234}};
  first.silent = true;
  first.event = ArticleEvent::feed_quiet;
  ASSERT_TRUE(store_->commit(commit));
  auto const read = store_->pending_articles(2).value();
  ASSERT_EQ(read.size(), 2u);
  first.id = read[0].id;
  commit.articles[1].id = read[1].id;
  EXPECT_EQ(read[0], commit.articles[0]);
  EXPECT_EQ(read[1], commit.articles[1]);
  EXPECT_LT(read[0].id, read[1].id);
}

TEST_P(StoreTest, TheSamePollTwiceLeavesOneArticle) {
  ASSERT_TRUE(store_->commit(poll("wire", {"a"})));
  ASSERT_TRUE(store_->commit(poll("wire", {"a"})));
  EXPECT_EQ(store_->pending_articles(10).value().size(), 1u);
}

TEST_P(StoreTest, ARepeatedPollDoesNotReopenAnArticleThatIsDone) {
  deliver({});
  ASSERT_TRUE(store_->commit(poll("wire", {"key1"})));
  EXPECT_THAT(store_->pending_articles(10).value(), IsEmpty());
}

TEST_P(StoreTest, ANewRevisionIsAnArticleOfItsOwn) {
  deliver({});
  PollCommit edited = poll("wire", {});
  edited.articles = {pending("wire", "key1", /*revision=*/1)};
  ASSERT_TRUE(store_->commit(edited));
  EXPECT_EQ(store_->latest("wire", "key1").value()->revision, 0);
  ASSERT_TRUE(store_->commit(article_commit(only_pending())));
  EXPECT_EQ(store_->latest("wire", "key1").value()->revision, 1);
}

TEST_P(StoreTest, ArticlesFollowTheirEntryToANewKey) {
  deliver({});
  ASSERT_TRUE(store_->commit(poll("wire", {"waits"})));
  ASSERT_TRUE(store_->commit(poll("other", {"key1"})));
  PollCommit switched = poll("wire", {});
  switched.renamed = {{"key1", "new1"}, {"waits", "new2"}, {"no article", "new3"}};
  switched.articles = {pending("wire", "new1", /*revision=*/1)};
  ASSERT_TRUE(store_->commit(switched));
  EXPECT_EQ(must(store_->latest("wire", "key1")), std::nullopt);
  EXPECT_EQ(must(store_->latest("wire", "new1"))->revision, 0);
  std::vector<std::string> keys;
  for (PendingArticle const& one : must(store_->pending_articles(10))) keys.push_back(one.key);
  EXPECT_THAT(keys, ElementsAre("new2", "key1", "new1"));
}

TEST_P(StoreTest, AGroupOfPollsIsStoredLikeEachOfThem) {
  ASSERT_TRUE(store_->group({poll("one", {"a"}), poll("two", {"a", "b"})}, {}));
  EXPECT_EQ(store_->feed_states().value().size(), 2u);
  EXPECT_EQ(store_->pending_articles(10).value().size(), 3u);
}

TEST_P(StoreTest, APlanChangesNothingOfAFeedButItsNextPoll) {
  PollCommit commit = poll("wire", {"a"});
  commit.state.etag = "\"1\"";
  commit.state.rhythm = "learned";
  ASSERT_TRUE(store_->commit(commit));
  ASSERT_TRUE(store_->group({}, {{"wire", at(7), at(9), "every 5m", "304"},
                                 {"unknown", at(7), at(9), "every 5m", "304"}}));
  FeedState expected = commit.state;
  expected.last_poll = at(7);
  expected.next_poll = at(9);
  expected.next_reason = "every 5m";
  expected.last_result = "304";
  EXPECT_THAT(store_->feed_states().value(), ElementsAre(expected));
}

TEST_P(StoreTest, OfOneGroupThePollsAreLaterThanThePlans) {
  ASSERT_TRUE(store_->commit(poll("wire", {})));
  PollCommit later = poll("wire", {});
  later.state.last_result = "200, 1 new";
  ASSERT_TRUE(store_->group({later}, {{"wire", at(7), at(9), "every 5m", "304"}}));
  EXPECT_THAT(store_->feed_states().value(), ElementsAre(later.state));
}

TEST_P(StoreTest, ADoneArticleIsPendingNoMoreAndComesBackWhole) {
  ASSERT_TRUE(store_->commit(poll("wire", {"a"})));
  ArticleCommit commit = article_commit(only_pending());
  commit.article.authors = {"A. Writer"};
  commit.article.published = at(-60);
  commit.article.confidence = 0.1 + 0.2;
  commit.article.furniture = {{Furniture::Kind::correction, {3, 9}}};
  commit.article.dropped = {{"Popular Stories", "link list"}};
  commit.article.event = ArticleEvent::corrected;
  ASSERT_TRUE(store_->commit(commit));
  EXPECT_THAT(store_->pending_articles(10).value(), IsEmpty());
  auto const latest = store_->latest("wire", "a").value();
  ASSERT_TRUE(latest);
  EXPECT_EQ(latest->id, commit.id);
  EXPECT_EQ(latest->feed, "wire");
  EXPECT_EQ(latest->key, "a");
  EXPECT_EQ(latest->first_seen, at(0));
  EXPECT_EQ(latest->article, commit.article);
  EXPECT_EQ(latest->matches, commit.matches);
}

TEST_P(StoreTest, AnArticleThatNobodyPolledIsAnError) {
  auto const done = store_->commit(article_commit(42, {delivery("msg_1", "desk")}));
  ASSERT_FALSE(done);
  EXPECT_EQ(done.error().what, "store: no article has the number 42");
  EXPECT_THAT(store_->deliveries(std::nullopt, 10).value(), IsEmpty());
}

TEST_P(StoreTest, DeliveriesAreDueBySinkLongestDueFirst) {
  deliver({delivery("msg_1", "desk", 20), delivery("msg_2", "desk", 10),
           delivery("msg_3", "mail", 5), delivery("msg_4", "desk", 30)});
  EXPECT_THAT(due_ids("desk", 20), ElementsAre("msg_2", "msg_1"));
  EXPECT_THAT(due_ids("desk", 20, /*limit=*/1), ElementsAre("msg_2"));
  EXPECT_THAT(due_ids("desk", 9), IsEmpty());
  EXPECT_EQ(store_->next_due("desk").value(), at(10));
  EXPECT_EQ(store_->next_due("mail").value(), at(5));
}

TEST_P(StoreTest, AnAttemptsResultIsStoredAndTheBodyStays) {
  deliver({delivery("msg_1", "desk")});
  Delivery tried = store_->due("desk", at(0), 1).value().at(0);
  EXPECT_EQ(tried, delivery("msg_1", "desk"));
  tried.attempts = 1;
  tried.due = at(60);
  tried.last_result = "503";
  ASSERT_TRUE(store_->commit(tried));
  EXPECT_THAT(due_ids("desk", 59), IsEmpty());
  EXPECT_THAT(store_->due("desk", at(60), 1).value(), ElementsAre(tried));
}

TEST_P(StoreTest, WhatIsDoneOrDeadIsNotDue) {
  deliver({delivery("msg_1", "desk"), delivery("msg_2", "desk")});
  Delivery done = delivery("msg_1", "desk");
  done.state = Delivery::State::done;
  Delivery dead = delivery("msg_2", "desk");
  dead.state = Delivery::State::dead;
  ASSERT_TRUE(store_->commit(done));
  ASSERT_TRUE(store_->commit(dead));
  EXPECT_THAT(due_ids("desk", 100), IsEmpty());
  EXPECT_EQ(store_->next_due("desk").value(), std::nullopt);
  EXPECT_THAT(store_->deliveries(Delivery::State::dead, 10).value(), ElementsAre(dead));
  EXPECT_THAT(store_->deliveries(std::nullopt, 10).value(), ElementsAre(dead, done));
  EXPECT_THAT(store_->deliveries(std::nullopt, 1).value(), ElementsAre(dead));
}

TEST_P(StoreTest, AnAlertThatIsMadeAgainIsLeftAsItIs) {
  deliver({delivery("msg_1", "desk")});
  Delivery done = delivery("msg_1", "desk");
  done.state = Delivery::State::done;
  ASSERT_TRUE(store_->commit(done));
  deliver({delivery("msg_1", "desk", 50)});
  EXPECT_THAT(store_->deliveries(std::nullopt, 10).value(), ElementsAre(done));
}

TEST_P(StoreTest, AnArticleCommitMayBeRepeated) {
  ASSERT_TRUE(store_->commit(poll("wire", {"a"})));
  ArticleCommit const commit = article_commit(only_pending(), {delivery("msg_1", "desk")});
  ASSERT_TRUE(store_->commit(commit));
  ASSERT_TRUE(store_->commit(commit));
  EXPECT_EQ(store_->articles(at(0), 0, 10).value().size(), 1u);
  EXPECT_THAT(due_ids("desk", 0), ElementsAre("msg_1"));
}

TEST_P(StoreTest, TheResultOfADeliveryThatIsNotThereIsAnError) {
  auto const done = store_->commit(delivery("msg_9", "desk"));
  ASSERT_FALSE(done);
  EXPECT_EQ(done.error().what, "store: no delivery has the id msg_9");
}

TEST_P(StoreTest, BlocksAreKeptByNameAndReplaced) {
  ASSERT_TRUE(store_->block_sink("desk", at(1), "429"));
  ASSERT_TRUE(store_->block_sink("desk", TimePoint::max(), "410"));
  ASSERT_TRUE(store_->block_host("desk", at(2), "503"));
  auto const sinks = store_->sink_blocks().value();
  ASSERT_EQ(sinks.size(), 1u);
  EXPECT_EQ(sinks[0].sink, "desk");
  EXPECT_EQ(sinks[0].until, TimePoint::max());
  EXPECT_EQ(sinks[0].why, "410");
  auto const hosts = store_->host_blocks().value();
  ASSERT_EQ(hosts.size(), 1u);
  EXPECT_EQ(hosts[0].until, at(2));
}

TEST_P(StoreTest, HistoryIsReadInPagesFromATimeOn) {
  PollCommit commit = poll("wire", {"a", "b", "c", "d"});
  for (int i = 0; i < 4; ++i) commit.articles[static_cast<std::size_t>(i)].first_seen = at(i * 10);
  ASSERT_TRUE(store_->commit(commit));
  for (PendingArticle const& one : must(store_->pending_articles(10))) {
    ArticleCommit done = article_commit(one.id);
    done.article.title = one.key;
    if (one.key == "c") continue;  // still pending
    ASSERT_TRUE(store_->commit(done));
  }
  auto const first = store_->articles(at(0), 0, 2).value();
  EXPECT_THAT(titles(first), ElementsAre("a", "b"));
  EXPECT_THAT(titles(store_->articles(at(0), first.back().id, 2).value()), ElementsAre("d"));
  EXPECT_THAT(titles(store_->articles(at(5), 0, 10).value()), ElementsAre("b", "d"));
  EXPECT_THAT(titles(store_->articles(at(99), 0, 10).value()), IsEmpty());
}

TEST_P(StoreTest, BlobsAreBytesByKindAndName) {
  std::string const bytes("\0\xff\n", 3);
  ASSERT_TRUE(store_->write_blob("site", "example.org", "old"));
  ASSERT_TRUE(store_->write_blob("site", "example.org", bytes));
  ASSERT_TRUE(store_->write_blob("rhythm", "example.org", ""));
  EXPECT_EQ(store_->read_blob("site", "example.org").value(), bytes);
  EXPECT_EQ(store_->read_blob("rhythm", "example.org").value(), "");
}

INSTANTIATE_TEST_SUITE_P(Kinds, StoreTest, ::testing::Values(Kind::memory, Kind::sqlite),
                         [](auto const& test) {
                           return test.param == Kind::memory ? "memory" : "sqlite";
                         });

}  // namespace
}  // namespace wirewatch
