// The tokeniser against its definition: whatever the fast path decides must be what normalising and
// cutting the whole text gives.
#include <gtest/gtest.h>

#include <random>
#include <string>
#include <vector>

#include "pipeline/text/fold.h"
#include "pipeline/watch/slow_tokens.h"
#include "pipeline/watch/tokens.h"

namespace wirewatch {
namespace {

std::vector<std::string> defined_keys(std::string_view text) {
  std::vector<std::string> keys;
  for (SlowToken const& token : cut_slowly(text)) keys.push_back(fold(token.surface));
  return keys;
}

TEST(TokensTest, WordsOfEveryLengthAreCutAtEveryPlace) {
  for (std::size_t length = 1; length < 30; ++length)
    for (std::size_t before = 0; before < 10; ++before) {
      std::string const text =
          std::string(before, ' ') + std::string(length, 'Q') + "-x9 " + std::string(length, '7');
      EXPECT_EQ(keys_of(text), defined_keys(text)) << text;
      TokenList list;
      list.append(text);
      ASSERT_EQ(list.size(), 3u);
      EXPECT_EQ(list[0].begin, before);
      EXPECT_EQ(list[0].end, before + length);
      EXPECT_EQ(list[0].hash, hash_key(std::string(length, 'q')));
    }
}

TEST(TokensTest, EachAsciiCharacterCutsOrBelongs) {
  for (int c = 0; c < 128; ++c) {
    std::string const text = std::string("abcd") + static_cast<char>(c) + "efgh and more behind";
    EXPECT_EQ(keys_of(text), defined_keys(text)) << c;
  }
}

TEST(TokensTest, RandomTextsOfAllScriptsReadAsDefined) {
  static constexpr char const* kPieces[] = {"a",
                                            "Kim",
                                            "extraordinarily",
                                            " ",
                                            " ",
                                            ", ",
                                            "\n\n",
                                            "-",
                                            "é",
                                            "E\u0301",
                                            "\u0301",
                                            "ﬁ",
                                            "ß",
                                            "İ",
                                            "Путин",
                                            "й",
                                            "и\u0306",
                                            "Ἀ",
                                            "Αθήνα",
                                            "كتاب",
                                            "\u064e",
                                            "مِ",
                                            "正",
                                            "東京",
                                            "ガ",
                                            "ｶﾞ",
                                            "カ\u3099",
                                            "김",
                                            "\u1100\u1161\u11a8",
                                            "ไทย",
                                            "ที่",
                                            "मोदी",
                                            "２０",
                                            "²",
                                            "№",
                                            "\u00ad",
                                            "\u200b",
                                            "\u200d",
                                            "\ufeff",
                                            "…",
                                            "’",
                                            "“",
                                            "𝐀",
                                            "𠮷",
                                            "ኢትዮ",
                                            "\xff",
                                            "\xe6\x97",
                                            "7"};
  std::mt19937 random(3);
  for (int round = 0; round < 20'000; ++round) {
    std::string text;
    for (auto count = random() % 14; count > 0; --count)
      text += kPieces[random() % std::size(kPieces)];
    TokenList list;
    list.append(text);
    std::vector<std::string> keys;
    for (std::size_t i = 0; i < list.size(); ++i) {
      keys.emplace_back(list.key(list[i]));
      ASSERT_EQ(list[i].hash, hash_key(keys.back()));
      ASSERT_LT(list[i].begin, list[i].end);
      ASSERT_LE(list[i].end, text.size());
    }
    ASSERT_EQ(keys, defined_keys(text)) << text;
  }
}

TEST(TokensTest, AListIsUsedAgain) {
  TokenList list;
  list.append("one two");
  list.append("three");
  EXPECT_EQ(list.size(), 3u);
  EXPECT_EQ(list.key(list[2]), "three");
  list.clear();
  EXPECT_EQ(list.size(), 0u);
  list.append("four");
  EXPECT_EQ(list.key(list[0]), "four");
}

}  // namespace
}  // namespace wirewatch
