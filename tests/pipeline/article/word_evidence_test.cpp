#include "pipeline/article/word_evidence.h"

#include <gtest/gtest.h>

namespace wirewatch {
namespace {

constexpr char kTable[] =
    "said 1.5 -0.5 0\n"
    "subscribe -2 0.5 1\n"
    "^by -1 2 0\n";

TEST(WordEvidence, SpeaksForABodyOrAgainst) {
  auto const words = WordEvidence::parse(kTable);
  ASSERT_TRUE(words) << words.error().what;
  auto const prose = words->of("The mayor said so.");
  EXPECT_GT(prose.body, 0);
  EXPECT_DOUBLE_EQ(prose.most, 1.5);
  EXPECT_DOUBLE_EQ(prose.least, 0);
  auto const prompt = words->of("SUBSCRIBE to us");
  EXPECT_LT(prompt.body, 0);
  EXPECT_DOUBLE_EQ(prompt.says_behind, 1);
}

TEST(WordEvidence, TheFirstWordOfALineHasItsOwn) {
  auto const words = WordEvidence::parse(kTable);
  ASSERT_TRUE(words) << words.error().what;
  EXPECT_DOUBLE_EQ(words->of("By Ines Harrow").says_before, 2);
  EXPECT_DOUBLE_EQ(words->of("Stand by").says_before, 0);
}

TEST(WordEvidence, UnknownWordsSayNothing) {
  auto const words = WordEvidence::parse(kTable);
  ASSERT_TRUE(words) << words.error().what;
  EXPECT_DOUBLE_EQ(words->of("여객선이 부두에 닿았다").known, 0);
  EXPECT_DOUBLE_EQ(words->of("").body, 0);
}

TEST(WordEvidence, NamesTheLineThatIsWrong) {
  for (auto const* text : {"said 1 2 3\nsaid 1 2", "said 1 2 3\nsaid 1 2 x", "said 1 2 3\n- 1 2 3",
                           "said 1 2 3\nsaid 1 2 3 4"}) {
    auto const words = WordEvidence::parse(text);
    ASSERT_FALSE(words) << text;
    EXPECT_NE(words.error().what.find("line 2"), std::string::npos) << words.error().what;
  }
}

}  // namespace
}  // namespace wirewatch
