// Which entries of two documents are the same one; asked the way a feed is polled.
#include "fetcher/entry_identity.h"

#include <gmock/gmock.h>

#include <chrono>

#include "tests/fetcher/polled_feed.h"

namespace wirewatch {
namespace {

using namespace test;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

Entry bare(std::string const& id, std::string const& link, std::string const& title,
           std::string const& text) {
  Entry entry;
  entry.id = id;
  entry.link = link;
  entry.title = title;
  entry.summary = text;
  return entry;
}

class EntryIdentityTest : public testing::Test {
 protected:
  EntryIdentityTest() { feed_.poll({item("0", "Before all", "Text.")}); }
  PolledFeed feed_;
};

TEST_F(EntryIdentityTest, TheGuidDecidesWhereThereIsOne) {
  feed_.poll({bare("g1", "https://a.example/1", "Title", "Text")});
  EXPECT_THAT(told(feed_.poll({bare("g1", "https://a.example/moved", "Title", "Text")})),
              IsEmpty());
  EXPECT_THAT(told(feed_.poll({bare("g1", "https://a.example/moved", "Title", "Text"),
                               bare("g2", "https://a.example/moved", "Title", "Text")})),
              ElementsAre("new: Title"));
}

TEST_F(EntryIdentityTest, TheLinkDecidesWithoutAGuid) {
  feed_.poll({bare("", "https://a.example/1", "Title", "Text")});
  EXPECT_THAT(
      told(feed_.poll({bare("", "http://www.a.example/1?utm_source=rss", "Title", "Text")})),
      IsEmpty());
  EXPECT_THAT(told(feed_.poll({bare("", "https://a.example/1", "New title", "Text")})),
              ElementsAre("edited: New title"));
}

TEST_F(EntryIdentityTest, TitleAndTextDecideWithoutGuidAndLink) {
  feed_.poll({bare("", "", "Title", "Text")});
  EXPECT_THAT(told(feed_.poll({bare("", "", "Title", "Text")})), IsEmpty());
  EXPECT_THAT(told(feed_.poll({bare("", "", "Title", "Other text")})), ElementsAre("new: Title"));
}

TEST_F(EntryIdentityTest, EntriesThatShareAGuidAreToldApart) {
  std::vector<Entry> const same_guid = {bare("post", "https://a.example/1", "One", "1"),
                                        bare("post", "https://a.example/2", "Two", "2")};
  EXPECT_THAT(told(feed_.poll(same_guid)), ElementsAre("new: One", "new: Two"));
  EXPECT_THAT(told(feed_.poll(same_guid)), IsEmpty());
  EXPECT_THAT(told(feed_.poll(
                  {bare("post", "https://a.example/3", "Three", "3"), same_guid[0], same_guid[1]})),
              ElementsAre("new: Three"));
}

TEST_F(EntryIdentityTest, AnEntryStaysTheSameWhenAnotherOneTakesItsGuidOrLeavesIt) {
  Entry const one = bare("post", "https://a.example/1", "One", "1");
  Entry const two = bare("post", "https://a.example/2", "Two", "2");
  EXPECT_THAT(told(feed_.poll({one})), ElementsAre("new: One"));
  EXPECT_THAT(told(feed_.poll({two, one})), ElementsAre("new: Two"));
  EXPECT_THAT(told(feed_.poll({two})), IsEmpty());
  EXPECT_THAT(told(feed_.poll({one, two})), IsEmpty());
}

TEST_F(EntryIdentityTest, AnEntryTwiceInOneDocumentIsOne) {
  Entry const one = bare("post", "https://a.example/1", "One", "1");
  EXPECT_THAT(told(feed_.poll({one, one})), ElementsAre("new: One"));
  EXPECT_THAT(told(feed_.poll({one, one, one})), IsEmpty());
}

TEST_F(EntryIdentityTest, TrivialEditsAreNotTold) {
  feed_.poll({item("1", "A report", "<p>He came.</p> <p>12 comments</p>")});
  EXPECT_THAT(told(feed_.poll({item("1", "A  report", "He came. 13 comments")})), IsEmpty());
}

TEST_F(EntryIdentityTest, AFeedThatSwitchesToNewGuidsTellsOnlyWhatIsNew) {
  std::vector<Entry> entries;
  for (int i = 0; i < 10; ++i)
    entries.push_back(item(std::to_string(i), "Title " + std::to_string(i), "Text."));
  feed_.poll(entries);
  for (Entry& entry : entries) entry.id = "new-" + entry.id;
  entries.push_back(item("10", "Title 10", "Text."));
  entries.back().id = "new-guid-10";
  EXPECT_THAT(told(feed_.poll(entries)), ElementsAre("new: Title 10"));
}

TEST_F(EntryIdentityTest, AFeedThatSwitchesAtEachPollTellsNothingTwice) {
  std::vector<Entry> entries;
  for (int i = 0; i < 10; ++i)
    entries.push_back(item(std::to_string(i), "Title " + std::to_string(i), "Text."));
  feed_.poll(entries);
  for (int poll = 0; poll < 5; ++poll) {
    for (Entry& entry : entries) entry.id += "'";
    EXPECT_THAT(told(feed_.poll(entries)), IsEmpty());
  }
  EXPECT_LE(feed_.seen.size(), 11u);
}

TEST_F(EntryIdentityTest, NewEntriesUnderOneTitleAreNoSwitch) {
  feed_.poll({item("1", "Daily briefing", "Monday.")});
  EXPECT_THAT(told(feed_.poll({item("2", "Daily briefing", "Tuesday.")})),
              ElementsAre("new: Daily briefing"));
}

TEST_F(EntryIdentityTest, MemoryOfAFeedIsBoundedAndWhatIsForgottenDoesNotReturn) {
  std::vector<Entry> first;
  for (int i = 0; i < 1'500; ++i)
    first.push_back(
        item("a" + std::to_string(i), "Title " + std::to_string(i), "Text.", feed_.clock.now()));
  feed_.poll(first);
  for (int year = 0; year < 5; ++year) {
    feed_.clock.advance(24h * 365);
    std::vector<Entry> entries;
    for (int i = 0; i < 1'500; ++i)
      entries.push_back(item(std::to_string(year) + "-" + std::to_string(i),
                             "Title " + std::to_string(i), "Text.", feed_.clock.now()));
    EXPECT_THAT(told(feed_.poll(entries)), SizeIs(1'500));
  }
  EXPECT_LE(feed_.seen.size(), 3'500u);
  EXPECT_THAT(told(feed_.poll(first)), IsEmpty());
}

TEST_F(EntryIdentityTest, AHundredThousandEntriesAreComparedInBoundedTime) {
  std::vector<Entry> entries;
  for (int i = 0; i < 100'000; ++i)
    entries.push_back(item(std::to_string(i), "Title of entry " + std::to_string(i),
                           "A short text of entry " + std::to_string(i)));
  auto const cpu_seconds = [] { return static_cast<double>(std::clock()) / CLOCKS_PER_SEC; };
  double const start = cpu_seconds();
  EXPECT_THAT(feed_.poll(entries).commit.articles, SizeIs(100'000));
  EXPECT_THAT(told(feed_.poll(entries)), IsEmpty());
  EXPECT_LT(cpu_seconds() - start, 60) << "far more than linear";
}

}  // namespace
}  // namespace wirewatch
