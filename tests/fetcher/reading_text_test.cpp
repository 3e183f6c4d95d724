#include "fetcher/reading_text.h"

#include <gtest/gtest.h>

namespace wirewatch {
namespace {

struct Case {
  char const* name;
  char const* markup;
  char const* words;
};
void PrintTo(Case const& c, std::ostream* os) { *os << c.name; }
class ReadingTextTest : public testing::TestWithParam<Case> {};

TEST_P(ReadingTextTest, GivesTheWords) {
  EXPECT_EQ(reading_text(GetParam().markup).words, GetParam().words);
}

INSTANTIATE_TEST_SUITE_P(
    Markup, ReadingTextTest,
    testing::Values(Case{"nothing", "", ""}, Case{"only_markup", "<p><br/></p>", ""},
                    Case{"plain", "Two  Words.\n", "two words "},
                    Case{"numbers", "1,000 in 2024", "1 000 in 2024 "},
                    Case{"paragraphs", "<p>One</p><p>two</p>", "one two "},
                    Case{"line_break", "one<br>two", "one two "},
                    Case{"inside_a_word", "<b>O</b>ne", "one "},
                    Case{"link", "see <a href='x y'>this</a>.", "see this "},
                    Case{"entities", "caf&eacute; &amp; t&#233;", "caf\u00e9 t\u00e9 "},
                    Case{"escaped_markup", "5 &lt; 6", "5 6 "},
                    Case{"no_break_space", "a&nbsp;b\u00a0c", "a b c "},
                    Case{"no_entity", "AT&T a & b;", "at t a b "},
                    Case{"quotes", "“Nothing” «said»", "nothing said "},
                    Case{"dash", "peace—at last", "peace at last "},
                    Case{"other_scripts", "Он приехал 日本", "Он приехал 日本 "},
                    Case{"script", "a<script>var b = '<p>';</script>c", "a c "},
                    Case{"style", "a<STYLE>b</Style>c", "a c "},
                    Case{"comment", "a<!-- <b> -->b", "ab "}, Case{"less_than", "5 < 6", "5 6 "},
                    Case{"open_tag", "a <b", "a "}, Case{"open_comment", "a <!-- b", "a "},
                    Case{"euro", "5\u20ac", "5\u20ac "},
                    Case{"lone_lead_bytes", "a\xC2 \xE2", "a\xC2 \xE2 "}),
    [](auto const& test) { return std::string(test.param.name); });

TEST(ReadingText, IsTheSameWhereverTheTextIsCut) {
  std::string const text =
      "The Prime  Minister said on Monday, in Genève: \"no\" - and left. <b>Bo</b>th &amp; "
      "12th\u00a0x "
      "\u2014 PRESIDENT Zelenskyy's aides, who had come EARLY; saw `this` [too] {all} @ once ~ и "
      "вот";
  for (std::size_t at = 0; at <= text.size(); ++at) {
    // A space more at any place between words changes nothing; inside one it parts it.
    std::string padded = text;
    padded.insert(0, at, ' ');
    EXPECT_EQ(reading_text(padded).words, reading_text(text).words) << at;
  }
  EXPECT_EQ(
      reading_text(text).words,
      "the prime minister said on monday in genève no and left both 12th x president zelenskyy "
      "s aides who had come early saw this too all once и вот ");
}

TEST(ReadingText, SaysWhereTheNumbersAre) {
  EXPECT_EQ(reading_text("In 2024, x5y and <b>1</b>0.").numbers,
            (std::vector<std::size_t>{3, 8, 16}));
}

}  // namespace
}  // namespace wirewatch
