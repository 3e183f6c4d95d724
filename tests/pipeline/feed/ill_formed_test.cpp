// Feeds that are no XML: every entry is found all the same, and `bozo` says that something was
// wrong.
#include <gtest/gtest.h>

#include <string>

#include "pipeline/feed/parse_feed.h"

namespace wirewatch {
namespace {

using namespace std::string_literals;

enum class Is { well_formed, bozo };

ParsedFeed parse(std::string const& bytes) {
  ParseHints hints;
  hints.base_url = "http://example.org/feed";
  return parse_feed(bytes, hints);
}

void expect_two_items(ParsedFeed const& feed) {
  EXPECT_EQ(feed.format, FeedFormat::rss);
  EXPECT_EQ(feed.title, "Paper");
  ASSERT_EQ(feed.entries.size(), 2U) << feed.problem;
  EXPECT_EQ(feed.entries[0].id, "one");
  EXPECT_EQ(feed.entries[0].link, "http://example.org/1");
  EXPECT_EQ(feed.entries[1].title, "Second");
  EXPECT_EQ(feed.entries[1].summary, "Body two");
  EXPECT_EQ(feed.entries[1].link, "http://example.org/2");
}

std::string const kHead = "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n";
std::string const kOpen =
    "<rss version=\"2.0\"><channel><title>Paper</title><link>http://example.org/</link>";
std::string const kSecond =
    "<item><title>Second</title><link>http://example.org/2</link><guid "
    "isPermaLink=\"false\">two</guid><description>Body two</description></item>";
std::string const kClose = "</channel></rss>";

std::string first_item(std::string const& title, std::string const& body) {
  return "<item><title>" + title + "</title><link>http://example.org/1</link>" +
         "<guid isPermaLink=\"false\">one</guid><description>" + body + "</description></item>";
}

struct Body {
  char const* name;
  std::string written;
  char const* meant;
  Is is = Is::bozo;
};
void PrintTo(Body const& c, std::ostream* os) { *os << c.name; }
class BodyTest : public ::testing::TestWithParam<Body> {};

TEST_P(BodyTest, IsReadAsItIsMeantAndNoItemIsLost) {
  auto const& c = GetParam();
  ParsedFeed const feed = parse(kHead + kOpen + first_item("First", c.written) + kSecond + kClose);
  expect_two_items(feed);
  EXPECT_EQ(feed.entries.at(0).summary, c.meant);
  EXPECT_EQ(feed.bozo, c.is == Is::bozo);
  EXPECT_EQ(feed.problem.empty(), c.is == Is::well_formed) << feed.problem;
}

INSTANTIATE_TEST_SUITE_P(
    References, BodyTest,
    ::testing::Values(Body{"bare_ampersand", "AT&T & sons", "AT&T & sons"},
                      Body{"ampersand_in_a_query", "/a?b=1&c=2&copy=3", "/a?b=1&c=2&copy=3"},
                      Body{"ampersand_at_the_end", "you & me &", "you & me &"},
                      Body{"html_entities", "caf&eacute;&nbsp;&mdash;&euro;5",
                           "caf\u00e9\u00a0\u2014\u20ac5"},
                      Body{"entity_in_the_wrong_case", "&Eacute;&EACUTE;", "\u00c9&EACUTE;"},
                      Body{"unknown_entity", "a&zzz;b", "a&zzz;b"},
                      Body{"entity_without_semicolon", "a&nbsp b", "a&nbsp b"},
                      Body{"apos_is_xml", "don&apos;t", "don't", Is::well_formed},
                      Body{"numbers", "&#8217;&#x2019;", "\u2019\u2019", Is::well_formed},
                      Body{"upper_case_x", "&#X2019;", "\u2019"},
                      Body{"windows_numbers", "&#146;&#x92;", "\u2019\u2019", Is::well_formed},
                      Body{"number_without_semicolon", "&#8217 s", "\u2019 s"},
                      Body{"surrogates", "&#55357;&#56832;", "\U0001F600"},
                      Body{"half_a_surrogate", "a&#55357;b", "ab"}, Body{"nul", "a&#0;b", "ab"},
                      Body{"control_number", "a&#11;b", "ab"},
                      Body{"number_beyond_unicode", "a&#99999999999;b", "ab"},
                      Body{"escaped_twice", "&amp;amp;", "&amp;", Is::well_formed}),
    [](auto const& test) { return std::string(test.param.name); });

INSTANTIATE_TEST_SUITE_P(
    Characters, BodyTest,
    ::testing::Values(Body{"bell", "a\x07z", "az"}, Body{"form_feed", "a\x0Cz", "az"},
                      Body{"escape", "a\x1B[31mz", "a[31mz"}, Body{"nul", "a\0z"s, "az"},
                      Body{"unit_separator_in_cdata", "<![CDATA[a\x1Fz]]>", "az"},
                      Body{"c1_control_as_windows", "don\xC2\x92t", "don\u2019t", Is::well_formed},
                      Body{"noncharacter", "a\xEF\xBF\xBFz", "az"},
                      Body{"delete_is_allowed", "a\x7Fz", "a\x7Fz", Is::well_formed},
                      Body{"emoji", "\U0001F600", "\U0001F600", Is::well_formed},
                      Body{"bad_byte_in_utf8",
                           "Grüße, Übermut, Äpfel, Öl, schön, grün, müde, süß\xFF",
                           "Grüße, Übermut, Äpfel, Öl, schön, grün, müde, süß\uFFFD"},
                      Body{"lone_less_than", "5 < 6", "5 < 6"},
                      Body{"less_than_before_a_number", "a <3 b", "a <3 b"}),
    [](auto const& test) { return std::string(test.param.name); });

INSTANTIATE_TEST_SUITE_P(
    Markup, BodyTest,
    ::testing::Values(
        Body{"unclosed_br", "one<br>two", "one<br/>two"},
        Body{"unclosed_img", "<img src='a.png'>one", "<img src=\"a.png\"/>one"},
        Body{"unclosed_p", "<p>one<p>two", "<p>one<p>two</p></p>"},
        Body{"attribute_without_quotes", "<a href=x.html>x</a>", "<a href=\"x.html\">x</a>"},
        Body{"attribute_twice", "<a href='x' href='y'>x</a>", "<a href=\"x\">x</a>"},
        Body{"attribute_without_value", "<input disabled/>", "<input disabled=\"\"/>"},
        Body{"ampersand_in_attribute", "<a href='?a=1&b=2'>x</a>",
             "<a href=\"?a=1&amp;b=2\">x</a>"},
        Body{"wrong_nesting", "<b><i>x</b></i>", "<b><i>x</i></b>"},
        Body{"end_tag_alone", "one</b>", "one"}, Body{"wrong_case", "<B>x</b>", "<B>x</B>"},
        Body{"undeclared_prefix", "<o:p>x</o:p>", "<o:p>x</o:p>"},
        Body{"cdata", "<![CDATA[<p>a & b</p>]]>", "<p>a & b</p>", Is::well_formed},
        Body{"cdata_around_cdata", "<![CDATA[a <![CDATA[b]]>", "a <![CDATA[b", Is::well_formed},
        Body{"cdata_end_in_text", "a ]]> b", "a ]]> b"},
        Body{"comment_with_dashes", "a<!-- x -- y -->b", "ab"},
        Body{"instruction", "a<?php echo 1 ?>b", "ab", Is::well_formed},
        Body{"empty", "", "", Is::well_formed}),
    [](auto const& test) { return std::string(test.param.name); });

struct Document {
  char const* name;
  std::string bytes;
  Is is = Is::bozo;
};
void PrintTo(Document const& c, std::ostream* os) { *os << c.name; }
class DocumentTest : public ::testing::TestWithParam<Document> {};

TEST_P(DocumentTest, GivesBothItems) {
  ParsedFeed const feed = parse(GetParam().bytes);
  expect_two_items(feed);
  EXPECT_EQ(feed.entries.at(0).title, "First");
  EXPECT_EQ(feed.entries.at(0).summary, "Body one");
  EXPECT_EQ(feed.bozo, GetParam().is == Is::bozo) << feed.problem;
}

std::string const kFirst = first_item("First", "Body one");
std::string const kItems = kFirst + kSecond;
std::string const kRss = kOpen + kItems + kClose;

std::string replaced(std::string text, std::string const& what, std::string const& by) {
  for (std::size_t at = 0; (at = text.find(what, at)) != std::string::npos; at += by.size())
    text.replace(at, what.size(), by);
  return text;
}

INSTANTIATE_TEST_SUITE_P(
    Beginnings, DocumentTest,
    ::testing::Values(
        Document{"no_declaration", kRss, Is::well_formed},
        Document{"blank_lines_first", "\n\n  " + (kHead + kRss)},
        Document{"text_first", "Hello " + (kHead + kRss)},
        Document{"php_warning_first",
                 "<br />\n<b>Warning</b>: x in <b>a.php</b><br />\n" + (kHead + kRss)},
        Document{"php_notice_first",
                 "PHP Notice: undefined index in /a.php on line 3\n" + (kHead + kRss)},
        Document{"comment_first", "<!-- cached -->" + (kHead + kRss)},
        Document{"comment_behind_declaration", kHead + ("<!-- <item/> -->" + kRss),
                 Is::well_formed},
        Document{"nul_first", "\0"s + (kHead + kRss)},
        Document{"byte_order_mark_twice", "\xEF\xBB\xBF\xEF\xBB\xBF" + (kHead + kRss)},
        Document{"byte_order_mark", "\xEF\xBB\xBF" + (kHead + kRss), Is::well_formed},
        Document{"blank_then_byte_order_mark", "\n\xEF\xBB\xBF" + (kHead + kRss)},
        Document{"two_declarations", kHead + (kHead + kRss)},
        Document{"declaration_of_xml_1_1", "<?xml version='1.1'?>" + kRss, Is::well_formed},
        Document{"declaration_without_end", "<?xml version='1.0' encoding='utf-8'>" + kRss},
        Document{"style_sheet", kHead + ("<?xml-stylesheet href='a.xsl'?>" + kRss),
                 Is::well_formed},
        Document{
            "doctype",
            kHead + ("<!DOCTYPE rss PUBLIC '-//N//DTD RSS 0.91//EN' 'http://x/rss.dtd'>" + kRss),
            Is::well_formed},
        Document{"doctype_with_subset", kHead + ("<!DOCTYPE rss [<!ENTITY nbsp '&#160;'>]>" + kRss),
                 Is::well_formed},
        Document{"inside_html", "<html><head></head><body>" + kRss + "</body></html>"},
        Document{"inside_pre", "<pre>" + kRss + "</pre>"}),
    [](auto const& test) { return std::string(test.param.name); });

INSTANTIATE_TEST_SUITE_P(
    Ends, DocumentTest,
    ::testing::Values(Document{"no_end_of_rss", kOpen + kItems + "</channel>"},
                      Document{"no_ends", kOpen + kItems},
                      Document{"third_item_cut", kOpen + kItems + "<item><title>Thi"},
                      Document{"cut_inside_a_tag", kOpen + kItems + "<item><tit"},
                      Document{"text_behind", kRss + "bye"}, Document{"nul_behind", kRss + "\0"s},
                      Document{"html_behind", kRss + "<script>track()</script>"},
                      Document{"comment_behind", kRss + "<!-- 0.2 s -->", Is::well_formed},
                      Document{"comment_behind_that_does_not_end", kRss + "<!-- 0.2 s"},
                      Document{"second_root", kRss + "<rss/>"}),
    [](auto const& test) { return std::string(test.param.name); });

INSTANTIATE_TEST_SUITE_P(
    Structure, DocumentTest,
    ::testing::Values(
        Document{"item_not_closed", kOpen + replaced(kFirst, "</item>", "") + kSecond + kClose},
        Document{"item_closed_in_other_case",
                 kOpen + replaced(kFirst, "</item>", "</ITEM>") + kSecond + kClose},
        Document{"item_closed_twice", kOpen + kFirst + "</item>" + kSecond + kClose},
        Document{"description_not_closed",
                 kOpen + replaced(kFirst, "</description>", "") + kSecond + kClose},
        Document{"title_not_closed",
                 kOpen + replaced(kFirst, "First</title>", "First") + kSecond + kClose},
        Document{"title_closed_by_another_name",
                 kOpen + replaced(kFirst, "First</title>", "First</titel>") + kSecond + kClose},
        Document{"upper_case_tags",
                 kOpen + replaced(replaced(kFirst, "title>", "TITLE>"), "item>", "ITEM>") +
                     kSecond + kClose,
                 Is::well_formed},
        Document{"items_behind_the_channel", kOpen + "</channel>" + kItems + "</rss>",
                 Is::well_formed},
        Document{"no_channel", "<rss version='2.0'><title>Paper</title>" + kItems + "</rss>",
                 Is::well_formed},
        Document{"no_rss", "<channel><title>Paper</title>" + kItems + "</channel>",
                 Is::well_formed},
        Document{"undeclared_prefix", kOpen + "<dc:date>2024</dc:date>" + kItems + kClose},
        Document{"attribute_without_quotes", replaced(kRss, "version=\"2.0\"", "version=2.0")},
        Document{"single_quotes", replaced(kRss, "\"", "'"), Is::well_formed},
        Document{"carriage_returns", replaced(kRss, "><", ">\r<"), Is::well_formed},
        Document{"space_in_end_tags", replaced(kRss, "</item>", "</item >"), Is::well_formed},
        Document{"junk_between_items", kOpen + kFirst + "& < junk" + kSecond + kClose},
        Document{"commented_item",
                 kOpen + kFirst + "<!-- <item><title>No</title></item> -->" + kSecond + kClose,
                 Is::well_formed}),
    [](auto const& test) { return std::string(test.param.name); });

TEST(IllFormed, AnItemThatWasCutOffKeepsWhatIsWhole) {
  auto const cut = [](std::string const& item) { return parse(kHead + kOpen + kSecond + item); };
  EXPECT_EQ(cut("<item><title>Thi").entries.size(), 1U);
  EXPECT_EQ(cut("<item><title>Third</title><guid>thr").entries.size(), 1U);
  ParsedFeed const feed = cut("<item><title>Third</title><guid>three</guid><description>Bo");
  ASSERT_EQ(feed.entries.size(), 2U);
  EXPECT_EQ(feed.entries[1].id, "three");
  EXPECT_EQ(feed.entries[1].title, "Third");
  EXPECT_EQ(feed.entries[1].summary, "");
  EXPECT_TRUE(feed.bozo);
  ParsedFeed const atom = parse("<feed><entry><link href='/1'/><title>One");
  ASSERT_EQ(atom.entries.size(), 1U);
  EXPECT_EQ(atom.entries[0].title, "");
}

TEST(IllFormed, TheProblemNamesTheLineAndWhatWasFound) {
  EXPECT_EQ(parse(kOpen + "\n<title>a & b</title>"s + kClose).problem,
            "line 2: '&' begins no reference");
  EXPECT_EQ(parse(kOpen + "<item></itm>"s).problem, "line 1: </itm> stands where </item> should");
}

}  // namespace
}  // namespace wirewatch
