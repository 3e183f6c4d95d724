#include "store/packed.h"

#include <gtest/gtest.h>

namespace wirewatch {
namespace {

Article full_article() {
  Article article;
  article.title = "Überschrift";
  article.published = TimePoint(std::chrono::milliseconds(-1));
  article.confidence = 0.1 + 0.2;
  article.authors = {"", "B"};
  article.furniture = {{Furniture::Kind::read_more, {0, 4'000'000'000}}};
  article.dropped = {{std::string("with\0zero", 9), "reason"}};
  article.event = ArticleEvent::feed_failing;
  return article;
}

TEST(PackedTest, AnArticleComesBackBitForBit) {
  Article read;
  ASSERT_TRUE(unpack(pack(full_article()), read));
  EXPECT_EQ(read, full_article());
}

TEST(PackedTest, NoMatchesAreNoDamage) {
  std::vector<Match> read;
  EXPECT_TRUE(unpack(pack(std::vector<Match>()), read));
  EXPECT_TRUE(read.empty());
}

TEST(PackedTest, NothingAtAllIsDamage) {
  Article read;
  EXPECT_FALSE(unpack("", read));
}

TEST(PackedTest, EveryPrefixIsDamage) {
  std::string const whole = pack(full_article());
  for (std::size_t size = 0; size < whole.size(); ++size) {
    Article read;
    EXPECT_FALSE(unpack(whole.substr(0, size), read)) << size;
  }
}

TEST(PackedTest, AnyByteMayBeWrongWithoutHarm) {
  std::string const whole = pack(full_article());
  for (std::size_t i = 0; i < whole.size(); ++i) {
    std::string bytes = whole;
    bytes[i] = static_cast<char>(0xFF);
    Article read;
    (void)unpack(bytes, read);  // may be read as something else; must stay within bounds
  }
}

TEST(PackedTest, FieldsOfANewerProgramAreSkipped) {
  // An Entry of which only the first field was known, and one with more fields than we know.
  Entry read;
  ASSERT_TRUE(unpack(std::string("\x03\x02id", 4), read));
  EXPECT_EQ(read.id, "id");
  EXPECT_EQ(read.title, "");

  Entry entry;
  entry.id = "id";
  std::string newer = pack(entry);
  newer[0] = static_cast<char>(newer[0] + 2);  // its length: below 128, one byte
  newer += "\x01x";
  ASSERT_TRUE(unpack(newer, read));
  EXPECT_EQ(read, entry);
}

}  // namespace
}  // namespace wirewatch
