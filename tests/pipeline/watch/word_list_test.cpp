// Word lists: nested, from files, and what is said about wrong ones.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "pipeline/watch/parse_query.h"
#include "pipeline/watch/word_list_file.h"
#include "tests/pipeline/watch/rules.h"

namespace wirewatch {
namespace {

using namespace test;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

std::vector<std::string> terms(std::string_view bytes) {
  std::vector<Diagnostic> problems;
  std::vector<std::string> out;
  for (SourceText const& one : read_word_list(bytes, problems)) out.push_back(one.text);
  EXPECT_THAT(problems, IsEmpty());
  return out;
}

TEST(WordListTest, StandsForAnyOfItsTerms) {
  TermLists const all = lists({{"dprk", {"North Korea", "북한", "КНДР"}}});
  EXPECT_TRUE(fires("$dprk", article("из КНДР"), all));
  EXPECT_TRUE(fires("$dprk AND Putin", article("Putin: 북한은"), all));
  EXPECT_FALSE(fires("$dprk", article("South Korea"), all));
  EXPECT_TRUE(fires("title:$dprk", article("", "en", "North Korea"), all));
  EXPECT_FALSE(fires("title:$dprk", article("North Korea"), all));
  EXPECT_TRUE(fires("$dprk NEAR/3 Putin", article("Putin in North Korea"), all));
}

TEST(WordListTest, HoldsOthers) {
  TermLists const all =
      lists({{"all", {"$asia", "Cuba"}}, {"asia", {"$dprk", "Laos"}}, {"dprk", {"Pyongyang"}}});
  EXPECT_TRUE(fires("$all", article("Pyongyang"), all));
  EXPECT_TRUE(fires("$all", article("Cuba"), all));
  EXPECT_TRUE(fires("Kim AND NOT $all", article("Kim"), all));
}

TEST(WordListTest, MayHoldAnythingThatATermMayBe) {
  TermLists const all = lists({{"x", {"missile*", "/CVE-[0-9]+/", "case:US", "\"arms\""}}});
  EXPECT_TRUE(fires("$x", article("missiles"), all));
  EXPECT_TRUE(fires("$x", article("CVE-7"), all));
  EXPECT_TRUE(fires("$x", article("the US"), all));
  EXPECT_FALSE(fires("$x", article("tell us"), all));
}

TEST(WordListTest, ThatContainsItselfIsNamedWithItsCircle) {
  EXPECT_THAT(errors_of("$a", lists({{"a", {"$b"}}, {"b", {"$c"}}, {"c", {"$a"}}})),
              HasSubstr("word list '$a' contains itself: $a -> $b -> $c -> $a"));
  EXPECT_THAT(errors_of("$a", lists({{"a", {"x1", "$a"}}})),
              HasSubstr("word list '$a' contains itself: $a -> $a"));
}

TEST(WordListTest, ThatNamesAnUnknownOneIsAnErrorThere) {
  EXPECT_THAT(errors_of("$a", lists({{"a", {"$nowhere"}}})),
              HasSubstr("unknown word list '$nowhere' [define it under 'terms:']"));
}

TEST(WordListTest, NestedManyTimesOverStaysAsSmallAsItsTerms) {
  std::vector<std::pair<std::string, std::vector<std::string>>> all{{"l0", {"Putin", "Kim"}}};
  for (int i = 1; i < 60; ++i) {
    std::string const below = "$l" + std::to_string(i - 1);
    all.push_back({"l" + std::to_string(i), {below, below, below}});
  }
  EXPECT_TRUE(fires("$l59", article("Kim"), lists(all)));
}

TEST(WordListFileTest, ATextHasATermALine) {
  EXPECT_THAT(terms("\xEF\xBB\xBF# aliases\nNorth Korea\r\n\n  북한 \nКНДР"),
              ElementsAre("North Korea", "북한", "КНДР"));
}

TEST(WordListFileTest, OfACsvEveryCellIsATerm) {
  EXPECT_THAT(terms("name,aliases\n\"Kim, Jong Un\",김정은,金正恩\nPutin,,Путин\n"),
              ElementsAre("Kim, Jong Un", "김정은", "金正恩", "Putin", "Путин"));
  EXPECT_THAT(terms("Kim;김정은\nPutin;Путин"), ElementsAre("Kim", "김정은", "Putin", "Путин"));
  EXPECT_THAT(terms("en\tko\tterm\nKim\t김정은\tx"), ElementsAre("Kim", "김정은", "x"));
  EXPECT_THAT(terms("a,\"say \"\"b\"\"\""), ElementsAre("a", "say \"b\""));
}

TEST(WordListFileTest, KnowsWhereEachTermStands) {
  std::vector<Diagnostic> problems;
  auto const all = read_word_list("# x\n북한,Kim\n", problems);
  ASSERT_EQ(all.size(), 2u);
  EXPECT_EQ(all[1], (SourceText{"Kim", 2, 4}));
}

TEST(WordListFileTest, ALineThatIsNoUtf8IsAProblemOfThatLine) {
  std::vector<Diagnostic> problems;
  auto const all = read_word_list("Kim\nM\xfcller\nXi\n", problems);
  EXPECT_EQ(all.size(), 2u);
  ASSERT_EQ(problems.size(), 1u);
  EXPECT_EQ(problems[0].line, 2u);
  EXPECT_EQ(problems[0].hint, "save the file as UTF-8");
}

}  // namespace
}  // namespace wirewatch
