#include "pipeline/article/selector.h"

#include <gtest/gtest.h>

namespace wirewatch {
namespace {

struct Case {
  char const* name;
  char const* selector;
  bool matches;
};
void PrintTo(Case const& c, std::ostream* os) { *os << c.name; }
class SelectorTest : public ::testing::TestWithParam<Case> {};

TEST_P(SelectorTest, MatchesAsInCss) {
  HtmlDocument const document(
      "<main id=m><div class='story wide' data-kind='lead text'><p>x</p></div></main>");
  auto const selector = Selector::parse(GetParam().selector);
  ASSERT_TRUE(selector);
  EXPECT_EQ(selector->matches(document, 3), GetParam().matches);
}

INSTANTIATE_TEST_SUITE_P(Selectors, SelectorTest,
                         ::testing::Values(Case{"tag", "p", true}, Case{"other_tag", "div", false},
                                           Case{"descendant", "main p", true},
                                           Case{"class", ".story p", true},
                                           Case{"part_of_a_class", ".stor p", false},
                                           Case{"both_classes", "div.story.wide p", true},
                                           Case{"id", "#m .wide p", true},
                                           Case{"attribute", "[data-kind] p", true},
                                           Case{"value", "[data-kind='lead text'] p", true},
                                           Case{"other_value", "[data-kind=lead] p", false},
                                           Case{"wrong_order", ".story main p", false},
                                           Case{"alternatives", "h1, p", true},
                                           Case{"any", "main *", true}, Case{"empty", "", false}),
                         [](auto const& test) { return std::string(test.param.name); });

TEST(Selector, CoversWhatStandsInside) {
  HtmlDocument const document("<main id=m><div><p>x</p></div></main>");
  EXPECT_TRUE(Selector::parse("#m")->covers(document, 3));
  EXPECT_FALSE(Selector::parse("#n")->covers(document, 3));
}

TEST(Selector, SaysWhatItCannotRead) {
  for (auto const* text : {"a[", "div..x", "p:first-child", "#"})
    EXPECT_FALSE(Selector::parse(text)) << text;
}

}  // namespace
}  // namespace wirewatch
