// "Why?" both ways: why a watch fires, and the least that keeps it from firing.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "pipeline/watch/rule_set.h"
#include "tests/pipeline/watch/rules.h"

namespace wirewatch {
namespace {

using namespace test;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;

std::string explain(WatchSpec const& spec, Article const& article, TermLists const& lists = {}) {
  std::vector<Diagnostic> problems;
  return RuleSet::compile(std::span(&spec, 1), lists, problems).explain(article, "w");
}
std::string explain(std::string_view query, Article const& article, TermLists const& lists = {}) {
  return explain(watch(query), article, lists);
}

TEST(ExplainTest, ARuleThatFiresShowsItsTreeAndWhereEachLeafStands) {
  EXPECT_EQ(explain("Putin AND (Kim OR Xi)", article("Kim met Putin.", "en")),
            "w: fires\n"
            "  yes AND\n"
            "    yes Putin: body 8-13\n"
            "    yes OR\n"
            "      yes Kim: body 0-3\n"
            "      no  Xi\n"
            "  to make it silent, at least:\n"
            "    'Putin' would have to not occur\n");
}

TEST(ExplainTest, ARuleThatIsSilentNamesTheFewestLeavesThatKeepItSo) {
  EXPECT_EQ(explain("(Putin AND Lavrov AND Shoigu) OR (Kim AND Xi)", article("Kim spoke.", "en")),
            "w: does not fire\n"
            "  no  OR\n"
            "    no  AND\n"
            "      no  Putin\n"
            "      no  Lavrov\n"
            "      no  Shoigu\n"
            "    no  AND\n"
            "      yes Kim: body 0-3\n"
            "      no  Xi\n"
            "  to make it fire, at least:\n"
            "    'Xi' would have to occur\n");
}

TEST(ExplainTest, SaysWhenATermStandsOnlyInADroppedBlock) {
  Article one = article("Putin spoke.", "en");
  one.dropped.push_back({"Popular Stories\nSanctions renewed", "link list"});
  EXPECT_THAT(explain("Putin AND sanction*", one),
              HasSubstr("'sanction*' would have to occur\n"
                        "      it does occur, but only in the dropped block 'Popular Stories' "
                        "(link list)\n"));
}

TEST(ExplainTest, NamesADroppedBlockByItsFirstLineWhicheverOfItsLinesHoldsTheTerm) {
  Article one = article("Putin spoke.", "en");
  one.dropped.push_back({"Home", "navigation before the body", 0});
  one.dropped.push_back({"Popular Stories", "link list (80 % of its text is links)", 12});
  one.dropped.push_back({"Cup final", "link list (100 % of its text is links)", 12});
  one.dropped.push_back({"Sanctions renewed", "link list (100 % of its text is links)", 12});
  EXPECT_THAT(explain("Putin AND sanction*", one),
              HasSubstr("only in the dropped block 'Popular Stories' (link list (100 % of"));
  one.dropped = {{"Most read", "aside after the body's end, body with 1 %", 12},
                 {"Sanctions renewed", "aside after the body's end, body with 0 %", 12}};
  EXPECT_THAT(explain("Putin AND sanction*", one), HasSubstr("the dropped block 'Most read'"));
}

TEST(ExplainTest, APhraseWithAWildcardIsOneTerm) {
  std::string const why = explain("\"arms transfer*\" AND Putin", article("Arms, Putin", "en"));
  EXPECT_THAT(why, HasSubstr("no  \"arms transfer*\"\n"));
  EXPECT_THAT(why, HasSubstr("'\"arms transfer*\"' would have to occur\n"));
  EXPECT_THAT(explain("title:\"arms transfer*\"", article("Arms transfers", "en")),
              HasSubstr("it does occur, but only in body 0-14"));
}

TEST(ExplainTest, SaysWhenATermStandsOnlyInAnotherField) {
  EXPECT_THAT(explain("title:Putin", article("Putin spoke.", "en", "News")),
              HasSubstr("it does occur, but only in body 0-5"));
}

TEST(ExplainTest, SaysThatTermsStandTooFarApart) {
  EXPECT_THAT(explain("Putin NEAR/2 Kim", article("Putin x x x x Kim")),
              HasSubstr("its terms all occur, but not within NEAR/2"));
  EXPECT_THAT(explain("SENT(Putin AND Kim)", article("Putin left. Kim stayed.")),
              HasSubstr("its terms would have to stand in one sentence"));
}

TEST(ExplainTest, SaysWhatAnExclusionFound) {
  std::string const why = explain("Putin NOT football", article("Putin plays football", "en"));
  EXPECT_THAT(why, HasSubstr("no  NOT\n      yes football: body 12-20"));
  EXPECT_THAT(why, HasSubstr("'football' would have to not occur"));
}

TEST(ExplainTest, SaysHowOftenACountedTermOccurs) {
  EXPECT_THAT(explain("atleast/3(Putin)", article("Putin met Putin")),
              HasSubstr("no  atleast/3\n    yes Putin: body 0-5, body 10-15\n"));
}

TEST(ExplainTest, SaysThatAWatchDoesNotLookAtSuchArticles) {
  WatchSpec spec = watch("Putin");
  spec.feeds = {"wire"};
  Article one = article("Putin", "en");
  one.source = "blog";
  EXPECT_THAT(explain(spec, one), StartsWith("w: does not fire\n  it does not look at articles of "
                                             "the feed 'blog' with the event 'new'\n"));
}

TEST(ExplainTest, AnArticleThatIsTriedByHandComesFromNoFeedAndFitsAll) {
  WatchSpec spec = watch("Putin");
  spec.feeds = {"wire"};
  Article one = article("Putin", "en");
  one.source.clear();
  EXPECT_THAT(explain(spec, one), StartsWith("w: fires\n"));
}

TEST(ExplainTest, AWordListShowsItsName) {
  EXPECT_THAT(explain("$dprk AND Putin", article("Pyongyang", "en"),
                      lists({{"dprk", {"North Korea", "Pyongyang"}}})),
              HasSubstr("yes $dprk\n      no  \"North Korea\"\n      yes Pyongyang: body 0-9\n"));
}

TEST(ExplainTest, AnUnknownWatchHasNoExplanation) {
  std::vector<Diagnostic> problems;
  EXPECT_EQ(RuleSet::compile({}, {}, problems).explain(article("x"), "nobody"), "");
}

TEST(ExplainTest, ControlCharactersOfARuleAreShownAsEscapes) {
  EXPECT_THAT(explain("\"a\x1b[31m b\"", article("x")), Not(HasSubstr("\x1b")));
}

}  // namespace
}  // namespace wirewatch
