#include <gtest/gtest.h>

#include "pipeline/watch/rule_set.h"
#include "tests/pipeline/watch/matching_cases.h"
#include "tests/pipeline/watch/rules.h"

namespace wirewatch {

namespace test {
void PrintTo(MatchingCase const& one, std::ostream* out) {
  *out << one.language << ": " << one.query << " on \"" << one.text << '"';
}
}  // namespace test

namespace {

using namespace test;

class MatchingCaseTest : public ::testing::TestWithParam<MatchingCase> {};

TEST_P(MatchingCaseTest, FiresAsAReaderExpects) {
  MatchingCase const& one = GetParam();
  EXPECT_EQ(fires(one.query, article(one.text, one.language)), one.fires);
}

INSTANTIATE_TEST_SUITE_P(Languages, MatchingCaseTest, ::testing::ValuesIn(matching_cases()));

TEST(MatchingTest, ThereAreAtLeastTwoHundredCases) { EXPECT_GE(matching_cases().size(), 200u); }

TEST(MatchingTest, NoPhraseReachesFromTheTitleIntoTheBody) {
  Article const one = article("Korea fired.", "en", "News from the North");
  EXPECT_FALSE(fires("\"North Korea\"", one));
  EXPECT_FALSE(fires("North NEAR/5 Korea", one));
  EXPECT_TRUE(fires("North AND Korea", one));
}

TEST(MatchingTest, TheTitleBelongsToLeadAndHlead) {
  Article const one = article("Nothing here.", "en", "Putin arrives");
  EXPECT_TRUE(fires("lead:Putin", one));
  EXPECT_TRUE(fires("hlead:Putin", one));
  EXPECT_TRUE(fires("title:Putin", one));
  EXPECT_FALSE(fires("body:Putin", one));
}

TEST(MatchingTest, HleadEndsBehindFiftyWordsOfTheBody) {
  std::string body;
  for (int i = 0; i < 49; ++i) body += "w ";
  EXPECT_TRUE(fires("hlead:Putin", article(body + "Putin")));
  EXPECT_FALSE(fires("hlead:Putin", article(body + "w Putin")));
}

TEST(MatchingTest, TheAuthorIsLookedAtOnlyWhenAskedFor) {
  Article one = article("Text.");
  one.authors = {"Kim Min-ji", "Anna Meier"};
  EXPECT_TRUE(fires("author:\"Anna Meier\"", one));
  EXPECT_TRUE(fires("author:Kim", one));
  EXPECT_FALSE(fires("Meier", one));
  EXPECT_FALSE(fires("author:\"ji Anna\" AND NOT author:Kim", one));
}

TEST(MatchingTest, ValuesOfTheArticleAreComparedWithoutCase) {
  Article one = article("Putin");
  one.source = "Yonhap";
  one.site_name = "연합뉴스";
  one.tags = {"Wire", "korea"};
  one.section = "World";
  one.categories = {"Défense"};
  one.url = "https://example.org/World/2024/putin.html";
  EXPECT_TRUE(fires("Putin AND source:yonhap", one));
  EXPECT_TRUE(fires("Putin AND source:연합뉴스", one));
  EXPECT_FALSE(fires("Putin AND source:yon", one));
  EXPECT_TRUE(fires("Putin AND tag:(sport OR wire)", one));
  EXPECT_TRUE(fires("Putin AND category:world", one));
  EXPECT_TRUE(fires("Putin AND category:\"defense\"", one));
  EXPECT_TRUE(fires("Putin AND url:/world/2024/", one));
  EXPECT_FALSE(fires("Putin AND NOT url:example.org", one));
}

TEST(MatchingTest, EventsOfFeedsNeedNoText) {
  Article quiet = article("");
  quiet.event = ArticleEvent::feed_quiet;
  EXPECT_TRUE(fires("event:feed-quiet", quiet));
  EXPECT_FALSE(fires("event:feed-failing", quiet));
  EXPECT_FALSE(fires("event:(feed-quiet OR withdrawn)", article("Text.")));
}

TEST(MatchingTest, AWatchFiresOncePerArticleHoweverOftenItsTermsOccur) {
  EXPECT_EQ(match_of("Putin OR \"Vladimir Putin\" OR Put*", article("Vladimir Putin, Putin")).watch,
            "w");
}

/// So many regular expressions are searched for together, by other means than a few are.
constexpr char const* kManyRegexes = "/zz1/ OR /zz2/ OR /zz3/ OR /zz4/ OR /zz5/";

/// Texts of many lengths with `hit` at many places: those that the regular expression is not found
/// in.
std::size_t missed(std::string const& regex, std::string const& hit) {
  WatchSpec const spec = watch("/" + regex + "/ OR Putin OR " + kManyRegexes);
  std::vector<Diagnostic> problems;
  RuleSet const rules = RuleSet::compile(std::span(&spec, 1), {}, problems);
  EXPECT_TRUE(problems.empty()) << regex;
  std::size_t count = 0;
  for (std::size_t length = hit.size(); length < 200; length += 3)
    for (std::size_t at = 0; at + hit.size() <= length; at += 5) {
      std::string text(length, '-');
      count += rules.match(article(text.replace(at, hit.size(), hit))).empty();
    }
  return count;
}

TEST(MatchingTest, ARegularExpressionIsFoundWhereverItStands) {
  EXPECT_EQ(missed("a", "a"), 0u);
  EXPECT_EQ(missed("a+", "a"), 0u);
  EXPECT_EQ(missed("a[bc]", "ac"), 0u);
  EXPECT_EQ(missed("[ab]c", "ac"), 0u);
  EXPECT_EQ(missed("Q[1-4]", "Q3"), 0u);
  EXPECT_EQ(missed("a.*b", "ab"), 0u);
  EXPECT_EQ(missed("CVE-[0-9]{4}", "CVE-2024"), 0u);
}

TEST(MatchingTest, ARegularExpressionKnowsWhereTheTextEnds) {
  for (std::string const& others : {std::string(), std::string(" OR ") + kManyRegexes}) {
    EXPECT_TRUE(fires("/Putin$/" + others, article("So Putin")));
    EXPECT_FALSE(fires("/Putin$/" + others, article("Putin left")));
    EXPECT_TRUE(fires("/Putin\\b/" + others, article("So Putin")));
    EXPECT_FALSE(fires("/Putin\\s/" + others, article("So Putin")));
    EXPECT_FALSE(fires("/Putin[^x]/" + others, article("So Putin")));
    EXPECT_FALSE(fires("/Putin\\B/" + others, article("So Putin")));
    EXPECT_TRUE(fires("/[$] ?12/" + others, article("It costs $12")));
  }
}

TEST(MatchingTest, ARegularExpressionKnowsWhereAWordBegins) {
  for (std::string const& others : {std::string(), std::string(" OR ") + kManyRegexes}) {
    EXPECT_TRUE(fires("/\\bPutin/" + others, article("So Putin")));
    EXPECT_TRUE(fires("/\\bPutin/" + others, article("Putin")));
    EXPECT_FALSE(fires("/\\bPutin/" + others, article("SoPutin")));
    EXPECT_TRUE(fires("/\\bPutin/" + others, article("SoPutin Putin")));
    EXPECT_TRUE(fires("/\\bPutin|left/" + others, article("Kim has left")));
    EXPECT_TRUE(fires("/\\b?Putin/" + others, article("SoPutin")));
    EXPECT_TRUE(fires("/\\b{1}Putin/" + others, article("So Putin")));
  }
}

TEST(MatchingTest, BytesThatAreNoTextCutWords) {
  EXPECT_TRUE(fires("missile AND test", article("missile\xfftest")));
  EXPECT_FALSE(fires("missiletest", article("missile\xc3test")));
}

}  // namespace
}  // namespace wirewatch
