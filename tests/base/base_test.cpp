#include <gtest/gtest.h>

#include "base/clock.h"
#include "base/diagnostic.h"
#include "base/log.h"
#include "base/text.h"

namespace wirewatch {
namespace {

using namespace std::chrono_literals;

TEST(Durations, AreReadAsPeopleWriteThem) {
  EXPECT_EQ(parse_duration("45s"), 45s);
  EXPECT_EQ(parse_duration("2h30m"), 150min);
  EXPECT_EQ(parse_duration("1d"), 24h);
}

TEST(Durations, WithoutAUnitOrWithAnUnknownOneAreRefused) {
  for (auto const* text : {"", "5", "2mins", "-5m", "5 m", "99999999999d", "m"})
    EXPECT_EQ(parse_duration(text), std::nullopt) << text;
}

TEST(Durations, ArePrintedInTheirTwoLargestUnits) {
  EXPECT_EQ(format_duration(90s), "1m 30s");
  EXPECT_EQ(format_duration(25h + 3s), "1d 1h");
  EXPECT_EQ(format_duration(41ms), "41ms");
}

TEST(Iso, ShowsMillisecondsOnlyWhereThereAreSome) {
  EXPECT_EQ(format_iso(TimePoint(1718775900000ms)), "2024-06-19T05:45:00Z");
  EXPECT_EQ(format_iso(TimePoint(1718775900007ms)), "2024-06-19T05:45:00.007Z");
}

TEST(Printable, MakesControlAndBidirectionalCharactersVisible) {
  EXPECT_EQ(printable("a\nb\x1b[31m"), "a\\nb\\x1b[31m");
  EXPECT_EQ(printable("x\xe2\x80\xae y"), "x\\u202e y");
  EXPECT_EQ(printable("bad \xff byte"), "bad \\xff byte");
  EXPECT_EQ(printable("Київ 北"), "Київ 北");
}

TEST(Utf8, IllFormedPartsBecomeReplacementCharacters) {
  EXPECT_EQ(repair_utf8("a\xf0\x9f\x98z"), "a\xef\xbf\xbdz");
  EXPECT_EQ(repair_utf8("\xed\xa0\x80"), "\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd");
  EXPECT_FALSE(is_utf8("\xc0\xaf"));
  EXPECT_TRUE(is_utf8("🙂"));
}

TEST(Utf8, IsCutBetweenCharacters) {
  EXPECT_EQ(cut_utf8("Київ", 3), "К");
  EXPECT_EQ(utf8_length("Київ"), 4U);
}

TEST(MaskedUrl, HidesUserInfoAndQueryValues) {
  EXPECT_EQ(masked_url("https://me:pw@example.org/a?token=s3cret&x=1#f"),
            "https://***@example.org/a?token=***&x=***");
  EXPECT_EQ(masked_url("https://example.org/a@b"), "https://example.org/a@b");
}

TEST(Log, EscapesValuesSoThatATitleCannotForgeALine) {
  EXPECT_EQ(log::to_logfmt("feed.polled",
                           {{"feed", "a b"}, {"status", 304}, {"title", "x\nevent=y \"q\""}}),
            "event=feed.polled feed=\"a b\" status=304 title=\"x\\nevent=y \\\"q\\\"\"");
  EXPECT_EQ(log::to_json("feed.polled", {{"status", 304}, {"title", "\"\n"}}),
            "\"event\":\"feed.polled\",\"status\":304,\"title\":\"\\\"\\\\n\"");
}

TEST(DidYouMean, FindsTheNearestAndCountsASwapAsOne) {
  std::vector<std::string_view> const keys = {"feeds", "watches", "severity", "sinks"};
  EXPECT_EQ(did_you_mean("fedes", keys), "feeds");
  EXPECT_EQ(did_you_mean("severty", keys), "severity");
  EXPECT_EQ(did_you_mean("wathces", keys), "watches");
  EXPECT_EQ(did_you_mean("routes", keys), "");
}

TEST(Diagnostics, LookLikeACompilers) {
  Diagnostic d{.file = "wirewatch.yaml",
               .line = 32,
               .column = 5,
               .length = 7,
               .message = "unknown key 'severty'",
               .hint = "did you mean 'severity'?",
               .source_line = "    severty: high"};
  EXPECT_EQ(format_diagnostic(d),
            "wirewatch.yaml:32:5: error: unknown key 'severty'\n"
            "  32 |     severty: high\n"
            "     |     ^^^^^^^ did you mean 'severity'?");
}

TEST(DidYouMean, FindsTheNearestAndNothingFarAway) {
  EXPECT_EQ(did_you_mean("severty", {"severity", "any", "near"}), "severity");
  EXPECT_EQ(did_you_mean("zzz", {"severity", "any", "near"}), "");
}

}  // namespace
}  // namespace wirewatch
