#include "pipeline/article/line_words.h"

#include <gtest/gtest.h>

namespace wirewatch {
namespace {

TEST(LineWords, TellCreditsPromptsAndProseApart) {
  EXPECT_EQ(count_line_words("The ferry at the quay. Photo: A. Winter/Getty Images").credit, 3U);
  EXPECT_EQ(count_line_words("SUBSCRIBE to our newsletter").prompt, 2U);
  EXPECT_EQ(count_line_words("Ines Harrow is a reporter").writer, 1U);
  EXPECT_GE(count_line_words("He said that it would, however, wait.").joining, 4U);
}

TEST(LineWords, AreWholeWordsOfAnyScript) {
  EXPECT_EQ(count_line_words("photographs123 getty").credit, 1U);
  EXPECT_EQ(count_line_words("Подписка на рассылку").words, 3U);
  EXPECT_EQ(count_line_words("").words, 0U);
}

}  // namespace
}  // namespace wirewatch
