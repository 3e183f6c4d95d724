// What a match shows: which terms, where in the original text, and a snippet.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/text.h"
#include "pipeline/watch/rule_set.h"
#include "tests/pipeline/watch/rules.h"

namespace wirewatch {
namespace {

using namespace test;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

/// "term=text" of each piece of evidence.
std::vector<std::string> shown(std::string_view query, Article const& article,
                               TermLists const& lists = {}) {
  std::vector<std::string> out;
  for (Evidence const& one : match_of(query, article, lists).evidence)
    out.push_back(one.term + "=" + (one.field.empty() ? "" : text_at(one, article)));
  return out;
}

TEST(EvidenceTest, PointsIntoTheOriginalText) {
  EXPECT_THAT(shown("\"Kim Jong Un\"", article("Herr Kim Jong-un kam.")),
              ElementsAre("\"Kim Jong Un\"=Kim Jong-un"));
  EXPECT_THAT(shown("elysee", article("à l’E\u0301lyse\u0301e hier", "fr")),
              ElementsAre("elysee=E\u0301lyse\u0301e"));
  EXPECT_THAT(shown("missile", article("a mis\u00adsile", "en")),
              ElementsAre("missile=mis\u00adsile"));
  EXPECT_THAT(shown("ガザ", article("x ｶﾞｻﾞ y")), ElementsAre("ガザ=ｶﾞｻﾞ"));
  EXPECT_THAT(shown("习近平", article("主席习近平抵达")), ElementsAre("习近平=习近平"));
}

TEST(EvidenceTest, StandsInTheOrderOfTheTextTitleFirst) {
  Article const one = article("Kim met Putin. Putin left.", "en", "Putin arrives");
  EXPECT_THAT(shown("Kim AND Putin", one),
              ElementsAre("Putin=Putin", "Kim=Kim", "Putin=Putin", "Putin=Putin"));
  auto const evidence = match_of("Kim AND Putin", one).evidence;
  EXPECT_EQ(evidence[0].field, "title");
  EXPECT_EQ(evidence[1].field, "body");
  EXPECT_EQ(evidence[1].span, (Span{0, 3}));
}

TEST(EvidenceTest, OfAnOrOnlyWhatIsThere) {
  EXPECT_THAT(shown("Putin OR Kim OR Xi", article("Kim")), ElementsAre("Kim=Kim"));
}

TEST(EvidenceTest, OfANearOnlyTheOccurrencesThatStandNear) {
  EXPECT_THAT(shown("Putin NEAR/2 Kim", article("Putin x x x x x Putin met Kim")),
              ElementsAre("Putin=Putin", "Kim=Kim"));
  auto const evidence =
      match_of("Putin NEAR/2 Kim", article("Putin x x x x x Putin met Kim")).evidence;
  EXPECT_EQ(evidence[0].span.begin, 16u);
}

TEST(EvidenceTest, NamesAPhraseWithAWildcardAsTheUserWroteIt) {
  Article const one = article("Moscow denied arms transfers.", "en");
  EXPECT_THAT(shown("\"arms transfer*\"", one), ElementsAre("\"arms transfer*\"=arms transfers"));
  EXPECT_THAT(shown("Moscow NEAR/5 $arms", one, lists({{"arms", {"missile*", "arms transfer*"}}})),
              ElementsAre("Moscow=Moscow", "\"arms transfer*\"=arms transfers"));
}

TEST(EvidenceTest, NamesTheMemberOfAWordListThatWasFound) {
  EXPECT_THAT(shown("$dprk NEAR/5 arms", article("Pyongyang sells arms", "en"),
                    lists({{"dprk", {"North Korea", "Pyongyang"}}})),
              ElementsAre("Pyongyang=Pyongyang", "arms=arms"));
}

TEST(EvidenceTest, OfRegexesIsWhatTheyMatch) {
  EXPECT_THAT(shown("/CVE-[0-9]+/", article("See CVE-2024 and CVE-7.")),
              ElementsAre("/CVE-[0-9]+/=CVE-2024", "/CVE-[0-9]+/=CVE-7"));
}

TEST(EvidenceTest, OfValuesHasNoPlace) {
  EXPECT_THAT(shown("Putin AND lang:en", article("Putin", "en")),
              ElementsAre("Putin=Putin", "lang:en="));
}

TEST(EvidenceTest, WhatIsExcludedIsNoEvidence) {
  EXPECT_THAT(shown("Putin NOT Kim", article("Putin")), ElementsAre("Putin=Putin"));
}

TEST(EvidenceTest, IsBounded) {
  std::string body;
  for (int i = 0; i < 5'000; ++i) body += "Putin ";
  EXPECT_EQ(match_of("Putin", article(body)).evidence.size(), 50u);
}

TEST(SnippetTest, MarksTheHits) {
  EXPECT_EQ(match_of("Putin AND Kim", article("Yesterday Putin met Kim again.")).snippet,
            "Yesterday \ue000Putin\ue001 met \ue000Kim\ue001 again.");
}

TEST(SnippetTest, IsCutAtWordsAroundTheFirstHit) {
  std::string body;
  for (int i = 0; i < 100; ++i) body += "before ";
  body += "Putin";
  for (int i = 0; i < 100; ++i) body += " behind";
  std::string const snippet = match_of("Putin", article(body)).snippet;
  EXPECT_LT(snippet.size(), 400u);
  EXPECT_THAT(snippet, ::testing::StartsWith("… before "));
  EXPECT_THAT(snippet, ::testing::EndsWith(" behind …"));
  EXPECT_THAT(snippet, HasSubstr("before \ue000Putin\ue001 behind"));
}

TEST(SnippetTest, IsOneLineOfCharacters) {
  std::string const snippet =
      match_of("习近平", article("主席\n\n习近平抵达。" + std::string(300, 'x'))).snippet;
  EXPECT_EQ(snippet.find('\n'), std::string::npos);
  EXPECT_TRUE(is_utf8(snippet));
}

TEST(SnippetTest, ShowsTheTitleWhenOnlyThatMatched) {
  EXPECT_EQ(match_of("Putin", article("Nothing.", "en", "Putin arrives")).snippet,
            "\ue000Putin\ue001 arrives");
}

TEST(SnippetTest, TheMarksNeverComeFromTheText) {
  std::string const snippet = match_of("Putin", article("\ue001 \ue000 Putin")).snippet;
  EXPECT_EQ(snippet, "\ue000Putin\ue001");
}

}  // namespace
}  // namespace wirewatch
