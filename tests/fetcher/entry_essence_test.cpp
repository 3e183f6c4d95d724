#include "fetcher/entry_essence.h"

#include <gmock/gmock.h>

namespace wirewatch {
namespace {

struct Case {
  char const* name;
  char const* before;
  char const* after;
};
void PrintTo(Case const& c, std::ostream* os) { *os << c.name; }

class TrivialEditTest : public testing::TestWithParam<Case> {};
TEST_P(TrivialEditTest, SaysTheSame) {
  EXPECT_EQ(essence(GetParam().before), essence(GetParam().after));
}
INSTANTIATE_TEST_SUITE_P(
    Edits, TrivialEditTest,
    testing::Values(
        Case{"white_space", "Two  words\n", "Two words"},
        Case{"markup", "<p>Two <b>words</b></p>", "Two words"},
        Case{"case", "PRESIDENT resigns", "President resigns"},
        Case{"quotes", "\"Nothing\" happened", "“Nothing” happened"},
        Case{"dash", "Peace - at last", "Peace — at last"},
        Case{"comments", "A report. 12 comments", "A report. 13 comments"},
        Case{"comments_in_brackets", "A report. Comments (12)", "A report. Comments (131)"},
        Case{"views", "Read by 1034 views", "Read by 2055 views"},
        Case{"german_comments", "Ein Bericht. 3 Kommentare", "Ein Bericht. 4 Kommentare"},
        Case{"minutes_ago", "Posted 5 minutes ago by A", "Posted 9 minutes ago by A"},
        Case{"vor_minuten", "vor 5 Minuten", "vor 9 Minuten"},
        Case{"two_counters", "3 comments 4 likes", "5 comments 7 likes"},
        Case{"counter_at_the_end", "Text. Comments: 3", "Text. Comments: 14"},
        Case{"updated_minutes_ago", "Updated 5 minutes ago", "Updated 7 minutes ago"},
        Case{"updated", "News. Updated: 14:32 GMT", "News. Updated: 15:01 GMT"},
        Case{"updated_date", "Last updated on 3 May 2024 at 14:32. News.",
             "Last updated on 4 May 2024 at 09:01. News."},
        Case{"stand", "Stand: 03.05.2024, 14:32 Uhr. Text", "Stand: 04.05.2024, 08:00 Uhr. Text"}),
    [](auto const& test) { return std::string(test.param.name); });

class RealEditTest : public testing::TestWithParam<Case> {};
TEST_P(RealEditTest, SaysSomethingElse) {
  EXPECT_NE(essence(GetParam().before), essence(GetParam().after));
}
INSTANTIATE_TEST_SUITE_P(
    Edits, RealEditTest,
    testing::Values(Case{"death_toll", "5 dead in quake", "7 dead in quake"},
                    Case{"price", "Oil at 83 dollars", "Oil at 84 dollars"},
                    Case{"year", "Elected in 2019", "Elected in 2020"},
                    Case{"a_word", "He came by sea", "He came by rail"},
                    Case{"negation", "The court did rule", "The court did not rule"},
                    Case{"order", "Dog bites man", "Man bites dog"},
                    Case{"added_sentence", "One.", "One. And another."},
                    Case{"age", "The girl, 5, was found", "The girl, 6, was found"},
                    Case{"duration", "Held for 5 days", "Held for 6 days"},
                    Case{"updated_alone", "Updated 5 times", "Updated 6 times"},
                    Case{"number_at_the_end", "Room 5", "Room 6"}, Case{"number_alone", "5", "6"},
                    Case{"cyrillic", "Он приехал", "Он уехал"}),
    [](auto const& test) { return std::string(test.param.name); });

class SameLinkTest : public testing::TestWithParam<Case> {};
TEST_P(SameLinkTest, IsOnePage) {
  EXPECT_EQ(plain_link(GetParam().before), plain_link(GetParam().after));
}
INSTANTIATE_TEST_SUITE_P(
    Links, SameLinkTest,
    testing::Values(
        Case{"scheme", "http://a.example/x", "https://a.example/x"},
        Case{"www", "https://www.a.example/x", "https://a.example/x"},
        Case{"slash", "https://a.example/x/", "https://a.example/x"},
        Case{"host_case", "https://A.Example/x", "https://a.example/x"},
        Case{"utm", "https://a.example/x?utm_source=rss&utm_medium=feed", "https://a.example/x"},
        Case{"one_of_two", "https://a.example/x?id=5&fbclid=abc", "https://a.example/x?id=5"},
        Case{"first_of_two", "https://a.example/x?fbclid=abc&id=5", "https://a.example/x?id=5"}),
    [](auto const& test) { return std::string(test.param.name); });

class OtherLinkTest : public testing::TestWithParam<Case> {};
TEST_P(OtherLinkTest, IsAnotherPage) {
  EXPECT_NE(plain_link(GetParam().before), plain_link(GetParam().after));
}
INSTANTIATE_TEST_SUITE_P(
    Links, OtherLinkTest,
    testing::Values(Case{"parameter", "https://a.example/?p=5", "https://a.example/?p=6"},
                    Case{"path_case", "https://a.example/X", "https://a.example/x"},
                    Case{"fragment", "https://a.example/live#1", "https://a.example/live#2"},
                    Case{"host", "https://a.example/x", "https://b.example/x"}),
    [](auto const& test) { return std::string(test.param.name); });

}  // namespace
}  // namespace wirewatch
