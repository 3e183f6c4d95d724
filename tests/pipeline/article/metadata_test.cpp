#include <gtest/gtest.h>

#include "pipeline/article/author_names.h"
#include "pipeline/article/language.h"
#include "pipeline/article/page_metadata.h"
#include "pipeline/article/page_title.h"
#include "tests/pipeline/article/sample_page.h"

namespace wirewatch {
namespace {

using Names = std::vector<std::string>;

PageMetadata read(std::string const& html, std::string const& url = "https://courier.example/x/y") {
  HtmlDocument const document(html);
  return read_metadata(document, find_blocks(document), url);
}

TEST(Metadata, ComesFromLinkedDataAndOpenGraph) {
  auto const found = read(sample_page());
  EXPECT_EQ(found.title, "Ferry to Great Sund runs again");
  EXPECT_EQ(found.authors, (Names{"Ines Harrow", "Jon Tessel"}));
  EXPECT_EQ(format_iso(*found.published), "2024-06-19T06:30:00Z");
  EXPECT_EQ(found.published_zone, std::chrono::minutes(120));
  EXPECT_EQ(found.url, "https://courier.example/news/ferry");
  EXPECT_EQ(found.section, "Islands");
  EXPECT_EQ(found.tags, (Names{"ferries", "Great Sund"}));
  EXPECT_EQ(found.site_name, "Keldan Courier");
  EXPECT_EQ(found.language, "en");
}

TEST(Metadata, TagsAndSectionsOfAListAreSingleOnes) {
  auto const found = read(
      "<meta property=article:section content='Isles &amp;amp; Sea, Ferries, Sund'>"
      "<meta name=news_keywords content='ferries, Great Sund,@river-top, HEADLINE|x,ferries'>");
  EXPECT_EQ(found.section, "Isles & Sea");
  EXPECT_EQ(found.tags, (Names{"ferries", "Great Sund"}));
  EXPECT_EQ(read("<meta property=article:section content='Arts, Culture'>").section,
            "Arts, Culture");
  EXPECT_EQ(read("<meta property=article:section content='https://courier.example/'>").section, "");
  EXPECT_EQ(read("<meta property=article:tag content='one,two'>").tags, (Names{"one", "two"}));
}

TEST(Metadata, ThePublisherIsNamedNotReferredTo) {
  auto const with = [](std::string const& organization) {
    return read("<script type=application/ld+json>{\"@graph\":[" + organization +
                "{\"@type\":\"NewsArticle\",\"headline\":\"x\","
                "\"publisher\":{\"@id\":\"https://courier.example/#org\"}}]}</script>")
        .site_name;
  };
  EXPECT_EQ(with("{\"@id\":\"https://courier.example/#org\",\"name\":\"Keldan Courier\"},"),
            "Keldan Courier");
  EXPECT_EQ(with(""), "");
}

TEST(Metadata, IsReadFromWhatReadersSeeWhereNothingElseSaysIt) {
  auto const found = read(
      "<h1>The boat runs again today</h1><p class=byline>By Ines Harrow</p><p>19. Juni 2024, 08:30 "
      "Uhr</p><p>Text.</p>");
  EXPECT_EQ(found.authors, Names{"Ines Harrow"});
  ASSERT_TRUE(found.published);
  EXPECT_EQ(format_iso(*found.published), "2024-06-19T08:30:00Z");
}

TEST(Metadata, ADateInTheAddressIsBetterThanNone) {
  auto const found = read("<h1>The boat</h1><p>x", "https://courier.example/2024/06/19/boat");
  ASSERT_TRUE(found.published);
  EXPECT_EQ(format_iso(*found.published), "2024-06-19T00:00:00Z");
}

TEST(Metadata, ADateInTheAddressMayNameItsMonth) {
  auto const found = read("<h1>The boat</h1><p>x", "https://courier.example/2024/jun/19/boat");
  ASSERT_TRUE(found.published);
  EXPECT_EQ(format_iso(*found.published), "2024-06-19T00:00:00Z");
}

TEST(Metadata, TheTimeNearTheHeadlineIsTheArticlesOwn) {
  std::string teasers;
  for (int i = 0; i < 60; ++i)
    teasers += "<li><time datetime=2024-06-25>today</time><a href=/y>Another story</a></li>";
  auto const found = read("<ul>" + teasers +
                          "</ul><h1>The boat runs again</h1><time datetime=2024-06-19>x</time>"
                          "<p>The boat runs again.</p><time datetime=2024-06-20>a comment</time>");
  ASSERT_TRUE(found.published);
  EXPECT_EQ(format_iso(*found.published), "2024-06-19T00:00:00Z");
}

TEST(Metadata, TheAddressIsBelievedBeforeATeasersTime) {
  std::string const article = "<h1>The boat runs again</h1><p>The boat runs again.</p>";
  std::string filler;
  for (int i = 0; i < 100; ++i) filler += "<p>Further text of the boat.</p>";
  auto const found = read(article + filler + "<time datetime=2024-06-25>elsewhere</time>",
                          "https://courier.example/2024-06-19/boat");
  ASSERT_TRUE(found.published);
  EXPECT_EQ(format_iso(*found.published), "2024-06-19T00:00:00Z");
}

TEST(Metadata, AHeadlineThatDiffersFromTheTitleIsFoundAllTheSame) {
  auto const found = read(
      "<meta property=og:title content='Ferry to Great Sund is back'><h1>Islands: The ferry to "
      "Great "
      "Sund is back at last</h1><p class=byline>By Ines Harrow</p><p>19. Juni "
      "2024</p><p>Text.</p>");
  EXPECT_EQ(found.authors, Names{"Ines Harrow"});
  EXPECT_TRUE(found.published);
}

TEST(Metadata, TheDateThatIsCalledThePagesOwnIsBelievedHoweverFarFromTheHeadline) {
  std::string const menu = "<ul><li>News<li>Islands<li>Sport<li>Weather<li>Tides<li>Shop</ul>";
  for (char const* line :
       {"Last updated at 08:30 GMT, Wednesday, 19 June 2024",
        "Article Date: 19 Jun 2024 - 8:30 GMT", "Ημερομηνία δημοσίευσης: 19 Ιουνίου 2024, 08:30"}) {
    auto const found = read("<p>" + std::string(line) + "</p>" + menu +
                            "<h1>The boat runs again</h1><p>The boat runs again.</p>" + menu +
                            menu + "<p>25 June 2024</p>");
    ASSERT_TRUE(found.published) << line;
    EXPECT_EQ(format_iso(*found.published).substr(0, 10), "2024-06-19") << line;
  }
}

TEST(Metadata, APageThatNamesNoDateHasNone) {
  EXPECT_EQ(read("<h1>The boat</h1><p>x").published, std::nullopt);
}

TEST(Metadata, ReadsIllFormedLinkedData) {
  auto const found = read(
      "<script "
      "type=application/ld+json>//"
      "<![CDATA[\n[{\"@type\":[\"NewsArticle\"],\"headline\":\"Line\nbreak\",},]\n//]]></script>");
  EXPECT_EQ(found.title, "Line break");
}

TEST(Metadata, AuthorsAreFoundWhereLinkedDataOnlyRefersToThem) {
  auto const found = read(
      R"(<script type="application/ld+json">{"@graph":[
        {"@type":"Article","headline":"The boat","author":{"@id":"#ines"}},
        {"@type":"Person","@id":"#ines","name":"Ines Harrow"}]}</script>)");
  EXPECT_EQ(found.authors, Names{"Ines Harrow"});
}

TEST(Metadata, WhoWroteTheTeasersIsNoAuthor) {
  std::string teasers;
  for (char const* name : {"Bo Chen", "Cy Diaz"})
    teasers +=
        "<li><a href=/x>Another story of the islands</a><p>It was a long day at the "
        "harbour.</p><a rel=author>" +
        std::string(name) + "</a></li>";
  std::string prose;
  for (int i = 0; i < 40; ++i) prose += "<p>The boat runs again.</p>";
  auto const found =
      read("<ul>" + teasers + "</ul>" + prose + "<h1>The boat runs again today</h1>" +
           "<a rel=author>Ines Harrow</a> and <a rel=author>Jon Tessel</a>" + prose + "<ul>" +
           teasers + "</ul>");
  EXPECT_EQ(found.authors, (Names{"Ines Harrow", "Jon Tessel"}));
}

TEST(Metadata, WhoCommentsIsNoAuthor) {
  auto const found = read(
      "<h1>The boat runs again</h1><p>Text.</p><ol class=commentlist><li>"
      "<span itemprop=author>Bo Chen</span></li><li><a rel=author>Cy Diaz</a></li></ol>");
  EXPECT_EQ(found.authors, Names{});
}

TEST(Metadata, APersonIsBetterThanThePublisherOrAnAccount) {
  for (char const* name : {"Courier", "courier.example", "page.extra.author"})
    EXPECT_EQ(read("<meta name=author content='" + std::string(name) +
                   "'><h1>The boat runs again</h1><p>By Ines Harrow</p>")
                  .authors,
              Names{"Ines Harrow"})
        << name;
  EXPECT_EQ(read("<meta name=author content=Courier>").authors, Names{"Courier"});
}

struct Line {
  char const* html;
  char const* author;
  char const* day;
};
class BylineOnPage : public ::testing::TestWithParam<Line> {};

TEST_P(BylineOnPage, IsReadAsReadersDo) {
  auto const found = read("<h1>The boat runs again</h1>" + std::string(GetParam().html));
  EXPECT_EQ(found.authors,
            std::string(GetParam().author).empty() ? Names{} : Names{GetParam().author});
  EXPECT_EQ(found.published ? format_iso(*found.published).substr(0, 10) : "", GetParam().day)
      << GetParam().html;
}

std::string far_away(char const* html) {
  std::string out;
  for (int i = 0; i < 30; ++i) out += "<p>Further text of the boat.</p>";
  return out + html;
}
std::string const kAuthorBox = far_away("<div class=author-name>Ines Harrow</div>");
std::string const kTwoBoxes =
    kAuthorBox + "<div class=author-name>Bo Chen</div><p>19 June 2024</p><p>20 June 2024</p>";
std::string const kFooter = far_away("<p>Published</p><p>19 June 2024</p><p>20 June 2024</p>");
std::string const kMenu = far_away("<ul><li>By Company Size</ul>");

INSTANTIATE_TEST_SUITE_P(
    Lines, BylineOnPage,
    ::testing::Values(
        Line{"<p>Written by</p><p>Ines Harrow</p>", "Ines Harrow", ""},
        Line{"<p><span>By</span><span>Ines Harrow</span></p>", "Ines Harrow", ""},
        Line{"<p>By Ines Harrow June 19, 2024</p>", "Ines Harrow", "2024-06-19"},
        Line{"<p>Published June 19, 2024 by Ines Harrow</p>", "Ines Harrow", "2024-06-19"},
        Line{"<div><a href=/author/ines>Ines</a></div><div>6/7/2024</div>", "Ines", "2024-07-06"},
        Line{"<form class=authorization>Company Size</form>", "", ""},
        Line{kAuthorBox.c_str(), "Ines Harrow", ""}, Line{kTwoBoxes.c_str(), "", ""},
        Line{kFooter.c_str(), "", "2024-06-19"}, Line{kMenu.c_str(), "", ""}));

TEST(Metadata, AnAmericanPageWritesTheMonthFirst) {
  std::string const date = "<meta name=article:published_time content=03-09-2026>";
  EXPECT_EQ(format_iso(*read("<html lang=en-US>" + date).published), "2026-03-09T00:00:00Z");
  EXPECT_EQ(format_iso(*read("<html lang=en-GB>" + date).published), "2026-09-03T00:00:00Z");
  EXPECT_EQ(format_iso(*read("<html lang=en>" + date, "https://a.example.com/").published),
            "2026-03-09T00:00:00Z");
  EXPECT_EQ(format_iso(*read("<html lang=en>" + date, "https://a.example.ie/").published),
            "2026-09-03T00:00:00Z");
  EXPECT_EQ(format_iso(*read("<html lang=de>" + date).published), "2026-09-03T00:00:00Z");
}

TEST(Title, IsTheHeadingThatOthersConfirm) {
  EXPECT_EQ(choose_title(
                {{"Courier", "Ferry runs again"}, "Ferry runs again - Courier", "", "", "Courier"}),
            "Ferry runs again");
}

TEST(Title, LosesKickerAndSite) {
  EXPECT_EQ(
      choose_title({{"Opinion The ferry must run again"}, "", "The ferry must run again", "", ""}),
      "The ferry must run again");
  EXPECT_EQ(choose_title({{}, "", "", "Ferry to Great Sund runs again | Keldan Courier", ""}),
            "Ferry to Great Sund runs again");
  EXPECT_EQ(choose_title({{}, "Courier - Ferry to Great Sund runs again", "", "", "Courier"}),
            "Ferry to Great Sund runs again");
}

TEST(Title, ThePagesOnlyHeadingNeedsLittleConfirmation) {
  TitleCandidates const page{
      {"The ferry to Great Sund must run again"}, "Why the islands need the ferry", "", "", ""};
  EXPECT_EQ(choose_title(page), "The ferry to Great Sund must run again");
  TitleCandidates const site{{"Keldan Courier"}, "Keldan has a boat again", "", "", ""};
  EXPECT_EQ(choose_title(site), "Keldan has a boat again");
}

TEST(Title, OfTheLinkedDataIsCleanerThanTheOneForShares) {
  EXPECT_EQ(choose_title({{}, "Ferry runs again-Islands|Courier", "Ferry runs again", "", ""}),
            "Ferry runs again");
}

struct PlainPage {
  char const* title;  ///< of <title>
  char const* heading;
  char const* line;
  char const* headline;  ///< what is to be found
};

void PrintTo(PlainPage const& page, std::ostream* os) { *os << page.title; }

class TitleOfAPlainPage : public testing::TestWithParam<PlainPage> {};

TEST_P(TitleOfAPlainPage, IsTheHeadlineAlone) {
  auto const& page = GetParam();
  TitleCandidates candidates;
  candidates.page = page.title;
  candidates.host = "keldancourier.example";
  if (*page.heading) candidates.headings.emplace_back(page.heading);
  candidates.lines = {"Islands", "Every morning on all islands", page.line};
  EXPECT_EQ(choose_title(candidates), page.headline);
}

INSTANTIATE_TEST_SUITE_P(
    Pages, TitleOfAPlainPage,
    testing::Values(PlainPage{"Islands : Sund : The ferry to Great Sund runs", "Islands and Sund",
                              "The ferry to Great Sund runs", "The ferry to Great Sund runs"},
                    PlainPage{"The Daily Tide - The ferry to Great Sund runs", "",
                              "The Ferry to Great Sund runs", "The Ferry to Great Sund runs"},
                    PlainPage{"The ferry runs | Keldan Courier - every morning on all islands", "",
                              "", "The ferry runs"},
                    PlainPage{"Keldancourier.example - The ferry runs", "", "", "The ferry runs"},
                    PlainPage{"The ferry to Great Sund runs - Courier",
                              "You are here: Home > Islands > The ferry to Great Sund runs", "",
                              "The ferry to Great Sund runs"},
                    PlainPage{"The ferry to Great Sund runs again - Courier",
                              "Sponsored by The ferry to Great Sund runs again", "",
                              "The ferry to Great Sund runs again"},
                    PlainPage{"COURIER::: The ferry to Great Sund runs / 06.01.26",
                              "The ferry to Great Sund runs 06.01.26 08:49", "",
                              "The ferry to Great Sund runs"},
                    PlainPage{"往大海峡的渡轮恢复运行_群岛频道_信使网", "",
                              "往大海峡的渡轮恢复运行", "往大海峡的渡轮恢复运行"},
                    PlainPage{"往大海峡的渡轮今天恢复运行-信使网", "", "",
                              "往大海峡的渡轮今天恢复运行"},
                    PlainPage{"What the compiler does with my_var and well-known names", "", "",
                              "What the compiler does with my_var and well-known names"}));

TEST(Title, KeepsWhatAHeadlineSaysBeforeTheTitleForSearchEngines) {
  TitleCandidates page{{"Sick animals and fed-up crews: the ferry to Great Sund is at its end"},
                       "",
                       "",
                       "The ferry to Great Sund is at its end",
                       ""};
  EXPECT_EQ(choose_title(page), page.headings.front());
}

TEST(Authors, AreNamesWithoutTheirCompany) {
  EXPECT_EQ(author_names({"By Ann Lee, Bo Chen and Cy Diaz"}),
            (Names{"Ann Lee", "Bo Chen", "Cy Diaz"}));
  EXPECT_EQ(author_names({"Von Jörg Maier | Redaktion"}), Names{"Jörg Maier"});
  EXPECT_EQ(author_names({"Ann Lee, Ph.D."}), Names{"Ann Lee, Ph.D."});
  EXPECT_EQ(author_names({"Ma"}), Names{"Ma"}) << "a degree only behind a name";
  EXPECT_EQ(author_names({"Article by: Ann Lee, contributing writer"}), Names{"Ann Lee"});
  EXPECT_EQ(author_names({"View all posts by Ann Lee"}), Names{"Ann Lee"});
  EXPECT_EQ(author_names({"ByAnn Lee", "Byron Vale"}), (Names{"Ann Lee", "Byron Vale"}));
  EXPECT_EQ(author_names({"Ann Lee on June 19", "Mar&iacute;a Paz"}),
            (Names{"Ann Lee", "María Paz"}));
  EXPECT_EQ(author_names({"Written by:", "Author", "Edited by Bo Chen"}), Names{});
  EXPECT_EQ(author_names({"Illustration by Bo Chen", "Watch live", "Published 07/08/2025"}),
            Names{});
  EXPECT_EQ(author_names({"See all by Ann Lee", "Bo Chen Published in Islands", "Cy Diaz -"}),
            (Names{"Ann Lee", "Bo Chen", "Cy Diaz"}));
  EXPECT_EQ(author_names({"Автор: Вера Лим"}), Names{"Вера Лим"});
  EXPECT_EQ(author_names({"Ann Lee, Bo Chen, and Cy Diaz"}),
            (Names{"Ann Lee", "Bo Chen", "Cy Diaz"}));
  EXPECT_EQ(author_names({"Text und Interview: Ann Lee", "Foto: Bo Chen"}), Names{"Ann Lee"});
  EXPECT_EQ(author_names({"Adolfo Paz |\u00a0El Diario"}), Names{"Adolfo Paz"});
  EXPECT_EQ(author_names({"February 29", "1:00PM", "PO19 8SQ"}), Names{}) << "days and places";
  EXPECT_EQ(author_names({"vale35"}), Names{"vale35"}) << "a name on the net";
  EXPECT_EQ(author_names({"undefined", "null"}), Names{}) << "nobody";
  EXPECT_EQ(author_names({"Анна Мороз", "«Тень»"}), (Names{"Анна Мороз", "«Тень»"}))
      << "a letter may end as a separator does";
  EXPECT_EQ(
      author_names({"https://social.example/ann", "ann@courier.example", "Ann Lee", "ann lee"}),
      Names{"Ann Lee"});
}

TEST(Language, OfTheTextWinsOverTheLabelWhenSure) {
  std::string const german =
      "Der Bundestag hat am Mittwoch über den Haushalt abgestimmt, und die Regierung hat dafür "
      "eine Mehrheit bekommen.";
  EXPECT_EQ(detect_language(german, "en-US"), "de");
  EXPECT_EQ(detect_language("OK", "sv"), "sv");
  std::string const taiwanese = "港務局表示,船閘修復工程已經完成,渡輪恢復行駛,居民出入方便.";
  for (auto const* hint : {"", "zh", "zh-TW", "ja", "en"})
    EXPECT_EQ(detect_language(taiwanese, hint), "zh") << hint;
  EXPECT_EQ(detect_language("首相は火曜日に港に到着し、船は六時に出た。", "zh"), "ja");
  EXPECT_EQ(detect_language("", "nosuch"), "");
}

}  // namespace
}  // namespace wirewatch
