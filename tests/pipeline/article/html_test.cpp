#include <gtest/gtest.h>

#include "pipeline/article/html_blocks.h"
#include "pipeline/text/html_entities.h"

namespace wirewatch {
namespace {

struct Case {
  char const* name;
  std::string html;
  char const* blocks;  ///< texts joined by " / "
};
void PrintTo(Case const& c, std::ostream* os) { *os << c.name; }
class BlocksTest : public ::testing::TestWithParam<Case> {};

std::string joined(HtmlBlocks const& blocks) {
  std::string out;
  for (auto const& block : blocks.blocks) out += (out.empty() ? "" : " / ") + block.text;
  return out;
}

TEST_P(BlocksTest, AreTheLinesThatAReaderSees) {
  HtmlDocument const document(GetParam().html);
  EXPECT_EQ(joined(find_blocks(document)), GetParam().blocks);
}

INSTANTIATE_TEST_SUITE_P(
    Pages, BlocksTest,
    ::testing::Values(
        Case{"paragraphs_without_end", "<p>a<p>b<div>c", "a / b / c"},
        Case{"inline_stays", "a <b>b</b><i>c</i> <a href=x>d</a>", "a bc d"},
        Case{"two_breaks_split", "a<br>b<br><br>c<br/> <br/>d", "a\nb / c / d"},
        Case{"list_items", "<ul><li>a<li>b<ul><li>c</ul><li>d</ul>", "a / b / c / d"},
        Case{"layout_cells", "<table><tr><td>a<div>x</div><br><td>b</table>", "a / x / b"},
        Case{"data_row_is_a_line", "<table><tr><th>City<th>Votes<tr><td>Keldan<td>214</table>",
             "City | Votes / Keldan | 214"},
        Case{"misnested_formatting", "<b>a<p>b</b>c</p>d", "a / bc / d"},
        Case{"link_around_block", "<a href=x><h3>a</h3></a>b", "a / b"},
        Case{"end_tag_of_nothing", "</div></b>a</p>b", "ab"},
        Case{"scripts_and_styles", "a<script>'</div>' < b</script><style>p{}</style>b", "ab"},
        Case{"comment", "a<!-- <p>x --><!-->b<!doctype html>c", "abc"},
        Case{"lone_angle", "1 < 2 <3 a<b>c</b>", "1 < 2 <3 ac"},
        Case{"quoted_angle", "<a title='x > y' href=\"a>b\">t</a>", "t"},
        Case{"unclosed_quote", "<p class=\"x>a</p><p>b</p>", "a / b"},
        Case{"references", "&eacute;&#233;&#xE9;&hellip;&copy;2024 &nosuch; &amp;lt;",
             "ééé…©2024 &nosuch; &lt;"},
        Case{"title_is_not_text", "<title>T</title><body>a", "a"},
        Case{"select_and_svg", "<select><option>x</select><svg><text>y</text></svg>a", "a"},
        Case{"heading_closed_by_another", "<h2>a</h3>b", "a / b"},
        Case{"table_end_in_cell", "<table><tr><td><div>a</table>b", "a / b"},
        Case{"readings_of_characters",
             "<p><ruby>子<rt>こ</ruby>どもの<ruby>法<rp>(<rt>ほう<rp>)</rp></ruby>律",
             "子どもの法律"},
        Case{"unclosed_script", "a<script>b", "a"}),
    [](auto const& test) { return std::string(test.param.name); });

TEST(Blocks, CarryWhatTheMarkupSays) {
  HtmlDocument const document(
      "<main><div class='articleBody x'><p>ab <a href=x>cd</a> <b>ef</b></p></div></main>"
      "<div style='display: none'>gh</div>");
  auto const blocks = find_blocks(document).blocks;
  ASSERT_EQ(blocks.size(), 2U);
  EXPECT_EQ(blocks[0].tag, Tag::p);
  EXPECT_EQ(blocks[0].letters, 6U);
  EXPECT_EQ(blocks[0].link_letters, 2U);
  EXPECT_EQ(blocks[0].strong_letters, 2U);
  EXPECT_EQ(blocks[0].links, 1);
  EXPECT_TRUE(blocks[0].near_cues & bit(Cue::body));
  EXPECT_TRUE(blocks[0].around & bit(Around::main));
  EXPECT_TRUE(blocks[1].around & bit(Around::hidden));
}

TEST(Blocks, OfOnePlaceShareTheirPathWhateverTheNumbersInIt) {
  HtmlDocument const document(
      "<div class=post-17><p>a</p></div><div class=post-23><p>b</p></div><div><p>c</p></div>");
  auto const blocks = find_blocks(document).blocks;
  EXPECT_EQ(blocks[0].path, blocks[1].path);
  EXPECT_NE(blocks[0].path, blocks[2].path);
}

TEST(Document, GivesTextWithoutHowToReadIt) {
  HtmlDocument const document("<h1><ruby>子<rp>(</rp><rt>こ</rt><rp>)</rp></ruby>ども</h1>");
  EXPECT_EQ(document.text_of(1), "子ども");
}

TEST(Document, GivesTextWithTheEndsOfItsLines) {
  HtmlDocument const document("<h1>The boat runs<br><small>Nine weeks late</small><p>Today</h1>");
  EXPECT_EQ(document.text_of(1), "The boat runs\nNine weeks late\nToday");
}

TEST(Document, GivesAttributesWithReferencesResolved) {
  HtmlDocument const document("<a HREF='x?a=1&amp;b=2' hidden data-x=y>t</a>");
  auto const& link = document.nodes()[1];
  EXPECT_EQ(document.attribute(link, "href"), "x?a=1&b=2");
  EXPECT_EQ(document.attribute(link, "data-x"), "y");
  EXPECT_TRUE(document.has_attribute(link, "hidden"));
  EXPECT_FALSE(document.has_attribute(link, "class"));
}

TEST(Entities, NumbersOfC1ControlsAreWindows1252) {
  EXPECT_EQ(unescape_html("&#147;a&#x94; &#0; &#1114112;"), "“a” \xEF\xBF\xBD \xEF\xBF\xBD");
}

TEST(Entities, InAddressesAreLeftAlone) {
  EXPECT_EQ(unescape_html("?a=1&copy=2&lang=de"), "?a=1&copy=2&lang=de");
}

TEST(Entities, EscapedTextComesBack) {
  std::string const text = "<a href=\"x\">'&amp;'</a>";
  EXPECT_EQ(unescape_html(escape_html(text)), text);
}

TEST(HtmlBlocks, OfAVeryLongPageAreItsBeginning) {
  auto const find = [](std::string const& paragraph, std::size_t count) {
    std::string page;
    for (std::size_t i = 0; i < count; ++i) page += paragraph;
    HtmlDocument const document(page);
    return find_blocks(document);
  };
  auto const usual = find("<p>x", 5'000);
  EXPECT_EQ(usual.blocks.size(), 5'000U);
  EXPECT_FALSE(usual.truncated);
  auto const many = find("<p>x", 7'000);
  EXPECT_EQ(many.blocks.size(), HtmlBlocks::kMaxBlocks);
  EXPECT_TRUE(many.truncated);
  auto const much = find("<p>" + std::string(1'000, 'x'), 2'000);
  EXPECT_EQ(much.blocks.size(), HtmlBlocks::kMaxText / 1'000);
  EXPECT_TRUE(much.truncated);
}

}  // namespace
}  // namespace wirewatch
