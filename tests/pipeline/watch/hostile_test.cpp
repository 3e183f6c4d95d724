// Input that is meant to hurt: an error or a bounded run.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <ctime>

#include "pipeline/watch/rule_set.h"
#include "tests/pipeline/watch/rules.h"

namespace wirewatch {
namespace {

using namespace test;
using ::testing::HasSubstr;

std::string repeated(std::string_view piece, std::size_t count) {
  std::string out;
  for (std::size_t i = 0; i < count; ++i) out += piece;
  return out;
}

/// Processor time of this thread in seconds. Bounds are wide: they tell linear from quadratic.
template <class Work>
double seconds(Work const& work) {
  auto const now = [] {
    timespec time{};
    (void)::clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);  // cannot fail for this clock
    return static_cast<double>(time.tv_sec) + 1e-9 * static_cast<double>(time.tv_nsec);
  };
  double const begin = now();
  work();
  return now() - begin;
}

TEST(HostileQueryTest, TenThousandParenthesesAreAnError) {
  EXPECT_THAT(errors_of(repeated("(", 10'000) + "a" + repeated(")", 10'000)),
              HasSubstr("1:201+1 parentheses nest deeper than 200 levels"));
  EXPECT_THAT(errors_of(repeated("title:", 10'000) + "a"),
              HasSubstr("prefixes nest deeper than 200 levels"));
  EXPECT_THAT(errors_of(repeated("SENT(", 10'000) + "a" + repeated(")", 10'000)),
              HasSubstr("nest deeper than 200 levels"));
}

TEST(HostileQueryTest, TwoHundredParenthesesAreNone) {
  EXPECT_TRUE(fires(repeated("(", 200) + "Putin" + repeated(")", 200), article("Putin")));
}

TEST(HostileQueryTest, AMegabyteOfOrIsAQueryLikeOthers) {
  std::string query = "w0";
  for (int i = 1; query.size() < 1'000'000; ++i) query += " OR w" + std::to_string(i);
  EXPECT_LT(seconds([&] { EXPECT_TRUE(fires(query, article("x w777 y"))); }), 30);
}

TEST(HostileQueryTest, AMegabyteOfNearNots) {
  std::string query = "w0";
  for (int i = 1; query.size() < 1'000'000; ++i) query += " NOT w" + std::to_string(i);
  EXPECT_LT(seconds([&] { EXPECT_FALSE(fires(query, article("w0 w777"))); }), 30);
}

TEST(HostileQueryTest, AChainOfTwentyThousandNears) {
  EXPECT_THAT(errors_of("a1" + repeated(" NEAR/3 a1", 20'000)),
              HasSubstr("NEAR/3 joins more than 50 terms"));
  EXPECT_LT(seconds([&] {
              (void)fires("a1" + repeated(" NEAR/30 a1", 49), article(repeated("a1 ", 2'000)));
            }),
            30);
  std::string deep = "a1";
  for (int i = 0; i < 20'000; ++i) deep += i % 2 == 0 ? " NEAR/3 a1" : " NEAR/4 a1";
  EXPECT_THAT(errors_of(deep), HasSubstr("joins more than 50 terms"));
}

TEST(HostileQueryTest, MoreThanEightMegabytesAreAnError) {
  EXPECT_THAT(errors_of(std::string(9U << 20, 'a')), HasSubstr("the limit is 8388608"));
}

TEST(HostileQueryTest, ErrorsOfOneQueryAreCounted) {
  std::string const said = errors_of(repeated("$ ", 10'000));
  EXPECT_LE(std::count(said.begin(), said.end(), '\n'), 20);
}

TEST(HostileQueryTest, AnyBytesAreAnExpressionOrAnError) {
  for (int c = 0; c < 256; ++c) {
    std::string const query = std::string("a") + static_cast<char>(c) + "b";
    EXPECT_NE(tree_of(query), "") << c;
  }
  EXPECT_NE(errors_of("\xff\xfe\xfd"), "");
}

TEST(HostileRegexTest, WhatBlowsUpBacktrackingRunsInLinearTime) {
  std::string const text(100'000, 'a');
  for (char const* query : {"/(a+)+b/", "/(a|a)*b/", "/(.*)*x/", "/(a|aa)+$b/"})
    EXPECT_LT(seconds([&] { EXPECT_FALSE(fires(query, article(text))); }), 20) << query;
}

TEST(HostileRegexTest, ARepetitionTooLargeToCompileIsAnError) {
  EXPECT_THAT(errors_of("/((a{1000}){1000}){1000}/"), HasSubstr("bad regular expression"));
  EXPECT_THAT(errors_of("/(((a{100}){100}){100})/"), HasSubstr("bad regular expression"));
}

TEST(HostileTextTest, AMillionTimesTheSameWordIsBounded) {
  Article const one = article(repeated("Putin Kim ", 200'000));
  EXPECT_LT(seconds([&] {
              EXPECT_TRUE(fires("Putin NEAR/2 Kim", one));
              EXPECT_FALSE(fires("Putin NEAR/1 Xi", one));
              EXPECT_TRUE(fires("atleast/10000(Putin OR Kim)", one));
            }),
            30);
}

TEST(HostileTextTest, AWordOfAMegabyte) {
  Article const one = article(std::string(1'000'000, 'x'), "en");
  EXPECT_LT(seconds([&] {
              EXPECT_TRUE(fires("xxx*", one));
              EXPECT_TRUE(fires("*x?x*x", one));
              EXPECT_FALSE(fires("sanction", one));
            }),
            30);
}

TEST(HostileTextTest, ManyMarksOnOneLetter) {
  Article const one = article("e" + repeated("\u0301", 100'000));
  EXPECT_LT(seconds([&] { EXPECT_TRUE(fires("exact:e", one)); }), 30);
}

}  // namespace
}  // namespace wirewatch
