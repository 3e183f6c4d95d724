// The query language as its users write it: what a query means, and what is said about a wrong one.
#include <gtest/gtest.h>

#include "tests/pipeline/watch/rules.h"

namespace wirewatch {

namespace {

using namespace test;

/// A query and what it is read as, or what is said about it.
struct Case {
  char const* name;
  char const* query;
  char const* reads;
};
void PrintTo(Case const& one, std::ostream* out) { *out << one.name; }
auto const kName = [](auto const& test) { return std::string(test.param.name); };

class GoodQueryTest : public ::testing::TestWithParam<Case> {};

TEST_P(GoodQueryTest, IsReadAs) {
  EXPECT_EQ(tree_of(GetParam().query, lists({{"places", {"Seoul", "Busan"}}})), GetParam().reads);
}

// '~' marks a word that matches its stem.
INSTANTIATE_TEST_SUITE_P(
    Operators, GoodQueryTest,
    ::testing::Values(
        Case{"a_name", "Putin", "Putin"}, Case{"a_plain_word", "sanctions", "~sanctions"},
        Case{"a_phrase", "\"North Korea\"", "\"North Korea\""},
        Case{"a_quoted_plain_word_is_exact", "\"sanctions\"", "sanctions"},
        Case{"curly_quotes", "“North Korea”", "\"North Korea\""},
        Case{"german_quotes", "„Rote Linie“", "\"Rote Linie\""},
        Case{"and", "Putin AND Kim", "AND(Putin Kim)"}, Case{"or", "Putin OR Kim", "OR(Putin Kim)"},
        Case{"and_not", "Putin AND NOT Kim", "AND(Putin NOT(Kim))"},
        Case{"not_alone_stands_for_and_not", "Putin NOT Kim", "AND(Putin NOT(Kim))"},
        Case{"and_binds_closer_than_or", "A AND B OR C AND D", "OR(AND(A B) AND(C D))"},
        Case{"parentheses_first", "A AND (B OR C) AND D", "AND(A OR(B C) D)"},
        Case{"near_binds_closer_than_and", "A AND B NEAR/5 C", "AND(A NEAR/5(B C))"},
        Case{"not_takes_the_near_behind_it", "A NOT B NEAR/5 C", "AND(A NOT(NEAR/5(B C)))"},
        Case{"near", "Putin NEAR/10 Kim", "NEAR/10(Putin Kim)"},
        Case{"adj", "Kim ADJ/3 Putin", "ADJ/3(Kim Putin)"},
        Case{"near_of_three", "A NEAR/9 B NEAR/9 C", "NEAR/9(A B C)"},
        Case{"near_with_another_count_nests", "A NEAR/9 B NEAR/3 C", "NEAR/3(NEAR/9(A B) C)"},
        Case{"near_of_groups", "(A OR B) NEAR/4 (C OR D)", "NEAR/4(OR(A B) OR(C D))"},
        Case{"prefix", "missile*", "missile*"},
        Case{"in_word_wildcards", "organi?ation", "organi?ation"},
        Case{"star_inside", "col*r", "col*r"},
        Case{"wild_words_in_a_phrase", "\"nuclear weapon*\"",
             "\"nuclear weapon*\"(nuclear weapon*)"},
        Case{"title", "title:Putin", "title:Putin"}, Case{"body", "body:Putin", "body:Putin"},
        Case{"lead", "lead:Putin", "lead:Putin"}, Case{"hlead", "hlead:Putin", "hlead:Putin"},
        Case{"author", "author:Reuters", "author:Reuters"},
        Case{"field_of_a_group", "title:(A OR B)", "OR(title:A title:B)"},
        Case{"field_of_a_phrase", "title:\"North Korea\"", "title:\"North Korea\""},
        Case{"text_widens_again", "title:(A OR text:B)", "OR(title:A B)"},
        Case{"case", "case:US", "case:US"}, Case{"exact", "exact:strike", "strike"},
        Case{"stem", "stem:Strike", "~Strike"},
        Case{"field_and_case", "title:case:WHO", "title:case:WHO"},
        Case{"atleast", "atleast/3(sanctions OR embargo)", "atleast/3(OR(~sanctions ~embargo))"},
        Case{"atleast_without_parentheses", "atleast/3 Putin", "atleast/3(Putin)"},
        Case{"sentence", "SENT(Putin AND Kim)", "SENT(AND(Putin Kim))"},
        Case{"paragraph", "PARA(Putin AND NOT Kim)", "PARA(AND(Putin NOT(Kim)))"},
        Case{"regex", "/CVE-[0-9]{4}/", "/CVE-[0-9]{4}/"},
        Case{"slash_in_a_regex", "/km\\/h/", "/km/h/"}, Case{"list", "$places", "$places"},
        Case{"lang", "Putin AND lang:de", "AND(Putin lang:de)"},
        Case{"several_languages", "Putin AND lang:(de OR fr)", "AND(Putin OR(lang:de lang:fr))"},
        Case{"source", "source:Reuters AND Putin", "AND(source:Reuters Putin)"},
        Case{"tag", "tag:wire AND Putin", "AND(tag:wire Putin)"},
        Case{"category", "category:Sport AND Putin", "AND(category:Sport Putin)"},
        Case{"url", "url:/world/ AND Putin", "AND(url:/world/ Putin)"},
        Case{"event", "event:corrected AND Putin", "AND(event:corrected Putin)"},
        Case{"a_colon_in_a_number", "10:30", "\"10:30\""},
        Case{"line_ends_are_blanks", "Putin\n  AND\tKim", "AND(Putin Kim)"},
        Case{"hyphenated_word", "Jong-un", "Jong-un"}),
    kName);

class WrongQueryTest : public ::testing::TestWithParam<Case> {};

TEST_P(WrongQueryTest, IsReportedWhereItIsWrong) {
  EXPECT_EQ(errors_of(GetParam().query, lists({{"places", {"Seoul"}}})), GetParam().reads);
}

INSTANTIATE_TEST_SUITE_P(
    Errors, WrongQueryTest,
    ::testing::Values(
        Case{"empty", "  ", "1:3+1 the query is empty [write what to look for]"},
        Case{"lower_and", "Putin and Kim",
             "1:7+3 'and' in lower case is a word, not an operator [write AND]"},
        Case{"lower_or_in_the_second_line", "Putin AND\n Kim or Xi",
             "2:6+2 'or' in lower case is a word, not an operator [write OR]"},
        Case{"two_words", "North Korea",
             "1:7+5 no operator before 'Korea' [join terms by AND or OR, or quote a phrase: "
             "\"North Korea\"]"},
        Case{"open_quote", "Putin AND \"North Korea",
             "1:11+1 the quote that opens here is never closed [close it with '\"' behind the "
             "phrase]"},
        Case{"open_parenthesis", "Putin AND (Kim OR Xi",
             "1:11+1 the parenthesis that opens here is never closed [add ')']"},
        Case{"close_alone", "Putin) AND Kim",
             "1:6+1 ')' without '(' [remove it, or open it before]"},
        Case{"unknown_field", "titel:Putin", "1:1+6 unknown field 'titel' [did you mean 'title'?]"},
        Case{"nothing_behind_a_field", "Putin AND title:", "1:11+6 nothing follows 'title:'"},
        Case{"lone_not", "NOT Putin",
             "1:1+3 NOT alone would fire on nearly every article [add what must occur: 'sanctions "
             "AND NOT ...']"},
        Case{"or_not", "Putin OR NOT Kim",
             "1:1+5 NOT alone would fire on nearly every article [add what must occur: 'sanctions "
             "AND NOT ...']"},
        Case{"not_not", "A AND NOT NOT B", "1:11+3 NOT of a NOT [leave both away]"},
        Case{"operator_at_the_end", "Putin AND", "1:10+1 the query ends where a term is expected"},
        Case{"operator_at_the_begin", "AND Putin", "1:1+3 'AND' where a term is expected"},
        Case{"near_without_count", "A NEAR B",
             "1:3+4 'NEAR' needs a count from 1 to 10000 [write 'NEAR/10']"},
        Case{"near_zero", "A NEAR/0 B",
             "1:3+6 'NEAR/0' needs a count from 1 to 10000 [write 'NEAR/10']"},
        Case{"near_of_and", "A NEAR/5 (B AND C)",
             "1:3+6 NEAR/5 joins words, phrases and OR of them, not AND [repeat it: '(a NEAR/10 b) "
             "AND (a NEAR/10 c)']"},
        Case{"not_in_near", "A NEAR/5 NOT B",
             "1:10+3 NOT cannot stand in NEAR/5 [write '(a NEAR/10 b) AND NOT c']"},
        Case{"regex_in_near", "A NEAR/5 /b/",
             "1:3+6 NEAR/5 joins words, phrases and OR of them, not /b/ [repeat it: '(a NEAR/10 b) "
             "AND (a NEAR/10 c)']"},
        Case{"bad_regex", "/a(b/",
             "1:1+5 bad regular expression: missing ): a(b [the syntax is RE2's: no look-around, "
             "no back-references]"},
        Case{"look_ahead", "/(?=x)/",
             "1:1+7 bad regular expression: invalid perl operator: (?= [the syntax is RE2's: no "
             "look-around, no back-references]"},
        Case{"empty_regex", "A AND //", "1:7+2 the regular expression is empty"},
        Case{"open_regex", "/abc",
             "1:1+1 the regular expression that opens here is never closed [close it with '/'; a "
             "slash inside is written '\\/']"},
        Case{"price", "$100", "1:1+4 unknown word list '$100' [quote it to look for the price]"},
        Case{"unknown_list", "$place", "1:1+6 unknown word list '$place' [did you mean 'places'?]"},
        Case{"dollar_alone", "$ AND A",
             "1:1+1 '$' without the name of a word list [write '$name', or quote the text]"},
        Case{"unknown_event", "event:retracted",
             "1:7+9 unknown event 'retracted' [events are new, updated, corrected, withdrawn, "
             "feed-quiet, feed-failing]"},
        Case{"no_letter", "A AND \"...\"", "1:7+5 '...' has no letter or digit to look for"},
        Case{"sent_without_parenthesis", "SENT Putin",
             "1:1+4 'SENT' needs a parenthesis [write 'SENT(a AND b)']"},
        Case{"only_not_in_a_sentence", "A AND SENT(NOT B)",
             "1:7+4 SENT of only NOT holds nearly everywhere [add what must occur]"},
        Case{"atleast_of_and", "atleast/2(A AND B)",
             "1:1+9 atleast/2 counts words, phrases and OR of them, not AND"},
        Case{"columns_count_characters", "Сеул and Пусан",
             "1:6+3 'and' in lower case is a word, not an operator [write AND]"}),
    kName);

}  // namespace
}  // namespace wirewatch
