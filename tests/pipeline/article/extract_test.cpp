#include "pipeline/article/extract.h"
#include "pipeline/article/flat_text.h"
#include "pipeline/article/html_blocks.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/pipeline/article/sample_page.h"

namespace wirewatch {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;

Article sample() {
  ExtractHints hints;
  hints.url = "https://courier.example/news/ferry?utm_source=feed";
  return extract_article(sample_page(), hints).value();
}

DroppedBlock const* find_dropped(Article const& article, std::string const& text) {
  for (auto const& block : article.dropped)
    if (block.text.find(text) != std::string::npos) return &block;
  return nullptr;
}

TEST(Extract, KeepsTheArticleAndNothingElse) {
  auto const body = sample().body;
  EXPECT_TRUE(body.starts_with("KELDAN (Courier) – The ferry"));
  EXPECT_THAT(body, HasSubstr("tinned fish"));
  EXPECT_THAT(body, HasSubstr("the office said"));
  EXPECT_THAT(body, Not(HasSubstr("Subscribe")));
  EXPECT_THAT(body, Not(HasSubstr("Grain prices")));
  EXPECT_THAT(body, Not(HasSubstr("rights reserved")));
  EXPECT_THAT(body, Not(HasSubstr("Photo:")));
}

TEST(Extract, SaysWhyEachBlockIsDropped) {
  auto const article = sample();
  ASSERT_TRUE(find_dropped(article, "Home"));
  EXPECT_THAT(find_dropped(article, "Home")->reason, HasSubstr("navigation before the body"));
  ASSERT_TRUE(find_dropped(article, "rights reserved"));
  EXPECT_THAT(find_dropped(article, "rights reserved")->reason,
              HasSubstr("footer after the body's end"));
  EXPECT_THAT(find_dropped(article, "The ferry at the quay")->reason, HasSubstr("caption"));
  EXPECT_THAT(find_dropped(article, "Grain prices")->reason,
              HasSubstr("100 % of its text is links"));
}

TEST(Extract, IsSureOfAPlainPage) { EXPECT_GT(sample().confidence, 0.8); }

TEST(Extract, APageWithoutAnArticleIsDoubtful) {
  auto const article = extract_article("<ul><li><a href=/a>One</a><li><a href=/b>Two</a></ul>", {});
  ASSERT_TRUE(article);
  EXPECT_LT(article->confidence, 0.3);
}

TEST(Extract, APageWithoutTextIsAnError) {
  auto const article = extract_article("<html><body><script>app()</script></body></html>", {});
  ASSERT_FALSE(article);
  EXPECT_EQ(article.error().kind, Error::Kind::parse);
}

TEST(Extract, APageOverTheLimitIsRefused) {
  ExtractHints hints;
  hints.max_bytes = 10;
  auto const article = extract_article("<p>eleven bytes", hints);
  ASSERT_FALSE(article);
  EXPECT_EQ(article.error().kind, Error::Kind::limit);
}

TEST(Extract, AnOverrideDecides) {
  ContentOverride chosen{"section.related, .newsletter-box p", "h2"};
  ExtractHints hints;
  hints.override_ = &chosen;
  auto const article = extract_article(sample_page(), hints);
  ASSERT_TRUE(article);
  EXPECT_THAT(article->body, HasSubstr("Subscribe"));
  EXPECT_THAT(article->body, HasSubstr("Grain prices"));
  EXPECT_THAT(article->body, Not(HasSubstr("Most read")));
  EXPECT_THAT(article->body, Not(HasSubstr("tinned fish")));
}

TEST(Extract, TheFeedsFullTextIsPreferred) {
  Entry entry;
  entry.content =
      "<p>The ferry runs again.</p><p>" + std::string(1200, 'x') + " and so on to the end.</p>";
  ExtractHints hints;
  hints.entry = &entry;
  EXPECT_TRUE(
      extract_article(sample_page(), hints)->body.starts_with("The ferry runs again.\n\nxxx"));
}

TEST(Extract, ABodyThatOnlyAScriptHoldsIsFound) {
  std::string text;
  for (int i = 0; i < 30; ++i)
    text += "Sentence number " + std::to_string(i) + " of the story that only a script has. ";
  auto const page =
      R"(<script type="application/ld+json">{"@type":"NewsArticle","headline":"Only a script","articleBody":")" +
      text + R"("}</script><h1>Only a script</h1><p>Please enable scripts.</p>)";
  EXPECT_THAT(extract_article(page, {})->body, HasSubstr("Sentence number 29"));
}

TEST(Extract, ABodyShownTwiceIsTakenOnce) {
  std::string article;
  for (int i = 0; i < 8; ++i)
    article += "<p>Paragraph " + std::to_string(i) + " tells of harbour number " +
               std::to_string(i * 7) + ", where the boats wait for steel that never comes.</p>";
  auto const page = "<h1>Boats wait</h1><div class=desktop>" + article +
                    "</div><div class=mobile>" + article + "</div>";
  auto const body = extract_article(page, {})->body;
  EXPECT_EQ(body.find("harbour number 7,"), body.rfind("harbour number 7,"));
  EXPECT_THAT(body, HasSubstr("harbour number 7,"));
}

std::string with_section(std::string const& section) {
  auto page = sample_page();
  return page.insert(page.find("<section"), section);
}

TEST(Extract, ReadersCommentsAreNotTheArticle) {
  std::string comments = "<div id=comments class=comments-area><ul class=comment-list>";
  for (int i = 0; i < 30; ++i)
    comments += "<li class=comment><div class=comment-body><p>I have taken that boat " +
                std::to_string(i + 2) +
                " times, and the frames were cracked long before anybody looked at them, as the "
                "harbour office well knows.</p></div></li>";
  auto const article = extract_article(with_section(comments + "</ul></div>"), {}).value();
  EXPECT_THAT(article.body, HasSubstr("tinned fish"));
  EXPECT_THAT(article.body, Not(HasSubstr("I have taken that boat")));
  ASSERT_TRUE(find_dropped(article, "I have taken that boat 7 times"));
  EXPECT_THAT(find_dropped(article, "I have taken that boat 7 times")->reason,
              HasSubstr("comments (by its class)"));
}

TEST(Extract, OfATextThatIsHiddenOnceAndShownOnceTheShownOneIsTheArticle) {
  auto page = sample_page();
  std::string const text =
      "The ferry to Great Sund left the harbour on Wednesday for the first time in nine weeks, "
      "with "
      "forty passengers and the post on board.";
  auto const at = page.find("<div class=\"article-body\">");
  page.insert(at, "<div><p style=\"display: none\">" + text + "</p></div>");
  EXPECT_THAT(extract_article(page, {})->body, StartsWith("KELDAN (Courier) – The ferry"));
}

TEST(Extract, ReadersCommentsAreKnownByAClassFarAroundThem) {
  std::string comments = "<div id=comments_list><ul><li>";
  for (int i = 0; i < 12; ++i)
    comments += "<li><b>Ines</b><div class=text><p>" + std::to_string(i) +
                " times I have taken that boat, and the frames were cracked long before anybody "
                "looked at them, as the harbour office well knows.</p></div></li>";
  auto const article = extract_article(with_section(comments + "</ul></div>"), {}).value();
  EXPECT_THAT(article.body, HasSubstr("tinned fish"));
  EXPECT_THAT(article.body, Not(HasSubstr("I have taken that boat")));
  ASSERT_TRUE(find_dropped(article, "7 times I have taken"));
  EXPECT_THAT(find_dropped(article, "7 times I have taken")->reason,
              HasSubstr("comments (by a class around them)"));
}

TEST(Extract, AnArticleThatAClassCallsACommentIsKept) {
  auto page = sample_page();
  auto const at = page.find("article-body");
  page.replace(at, std::string("article-body").size(), "comment");
  EXPECT_THAT(extract_article(page, {})->body, HasSubstr("tinned fish"));
}

TEST(Extract, LinesThatLeadToOtherArticlesAreNotTheArticle) {
  auto const with_line = [](std::string const& line) {
    auto page = sample_page();
    return page.insert(page.find("<p>For the summer"), "<p>" + line + "</p>");
  };
  for (std::string const label : {"Read also:", "MORE:", "[Read:", "Lesen Sie auch:", "À lire :",
                                  "Le puede interesar:", "Leia também:", "Baca:", "До теми:"}) {
    auto const article =
        extract_article(with_line(label + " <a href=/a>Grain prices fall again</a>"), {}).value();
    EXPECT_THAT(article.body, HasSubstr("For the summer")) << label;
    EXPECT_THAT(article.body, Not(HasSubstr("Grain prices"))) << label;
    ASSERT_TRUE(find_dropped(article, "Grain prices fall again")) << label;
    EXPECT_THAT(find_dropped(article, "Grain prices fall again")->reason,
                HasSubstr("line that leads to another article"))
        << label;
  }
  std::string const sentence =
      "Read more closely, the report blames the steel, which had come from a yard that closed "
      "two years ago and kept no books of what it sold.";
  EXPECT_THAT(extract_article(with_line(sentence), {})->body, HasSubstr(sentence));
}

/// A live blog with posts in its JSON-LD and on the page.
std::string live_blog(std::string const& introduction) {
  std::string posts;
  std::string updates;
  for (int i = 20; i > 0; --i) {
    auto text = "At " + std::to_string(i) + " minutes past the hour the boat had passed";
    for (int buoy = 0; buoy < 8; ++buoy) text += " buoy " + std::to_string(i * 31 + buoy * 7) + ",";
    text += " the office said.";
    posts += "<article><h3>Minute " + std::to_string(i) + "</h3><p>" + text + "</p></article>";
    updates += R"({"@type":"BlogPosting","articleBody":")" + text + R"("},)";
  }
  return R"(<h1>The ferry leaves: live</h1><script type="application/ld+json">
{"@type":"NewsArticle","headline":"The ferry leaves: live"}</script><script type="application/ld+json">
{"@type":"LiveBlogPosting","headline":"The ferry leaves: live","liveBlogUpdate":[)" +
         updates + "]}</script><main>" + introduction + posts + "</main>";
}

TEST(Extract, ALiveBlogIsWhatStandsAboveItsPosts) {
  auto const introduction =
      "<p>The ferry to Great Sund leaves the harbour today for the first time in nine weeks, with "
      "forty passengers and the post on board.</p><p>The harbour office had stopped the boat in "
      "April after an inspector found cracks in two of its frames, and the steel for the repair "
      "had to come from the mainland.</p>";
  auto const article = extract_article(live_blog(introduction), {}).value();
  EXPECT_THAT(article.body, HasSubstr("cracks in two of its frames"));
  EXPECT_THAT(article.body, Not(HasSubstr("minutes past the hour")));
  ASSERT_TRUE(find_dropped(article, "At 20 minutes"));
  EXPECT_EQ(find_dropped(article, "At 20 minutes")->reason,
            "in or behind the posts of the live blog");
}

TEST(Extract, ALiveBlogOfPostsAloneKeepsThem) {
  auto const body = extract_article(live_blog("<p>Follow us here.</p>"), {})->body;
  EXPECT_THAT(body, HasSubstr("At 20 minutes past the hour"));
  EXPECT_THAT(body, HasSubstr("At 1 minutes past the hour"));
}

TEST(VisibleText, LosesMarkupAndKeepsParagraphs) {
  EXPECT_EQ(visible_text("<p>A&nbsp;b &amp; <b>c</b><script>x</script></p><p>d<br>e<br><br>f"),
            "A b & c\n\nd\ne\n\nf");
  EXPECT_EQ(visible_text("Fish &lt;em&gt; chips"), "Fish <em> chips");
  EXPECT_EQ(visible_text(""), "");
}

constexpr char kFlat[] = R"(Island News in four languages

Home

Ferry to Great Sund runs again after nine weeks

By Ines Harrow and Jon Tessel

KELDAN (Courier) – The ferry to Great Sund left the harbour on Wednesday for the first time in nine weeks, with forty passengers and the post on board.

The harbour office had stopped the ferry in April after an inspector found cracks in two of its frames. The repair took longer than planned, because the steel had to come from the mainland.

"We have lived on tinned fish since May," said Petra Aumont, who keeps the only shop on Great Sund, "and nobody here wants to see a tin again before winter."

For the summer the ferry will leave the harbour three times a day, at six, at noon and at five. The fares stay as they were, the office said.

(This story has been corrected to fix the number of passengers in paragraph 1)

Most Read

Follow us

Courier - a part of the Keldan Broadcasting Company

Courier - a part of the Keldan Broadcasting Company
)";

TEST(ExtractText, FindsTheArticleInFlattenedText) {
  auto const article = extract_text(kFlat, {});
  ASSERT_TRUE(article);
  EXPECT_EQ(article->title, "Ferry to Great Sund runs again after nine weeks");
  EXPECT_EQ(article->authors, (std::vector<std::string>{"Ines Harrow", "Jon Tessel"}));
  EXPECT_TRUE(article->body.starts_with("KELDAN (Courier)"));
  EXPECT_EQ(article->language, "en");
  EXPECT_TRUE(find_dropped(*article, "four languages"));
  EXPECT_TRUE(find_dropped(*article, "Most Read"));
  EXPECT_TRUE(find_dropped(*article, "Broadcasting Company"));
}

TEST(ExtractText, TellsTheTitleBeforeAStandfirstAndTheDateBesideIt) {
  std::string text = kFlat;
  std::string const title = "Ferry to Great Sund runs again after nine weeks";
  text.insert(text.find(title) + title.size(),
              "\n\nThe ferry to Great Sund carries passengers and post again, and the repair took "
              "longer than the harbour office had planned.\n\nPublished: 19 June 2024, 08:30");
  auto const article = extract_text(text, {});
  ASSERT_TRUE(article);
  EXPECT_EQ(article->title, title);
  ASSERT_TRUE(article->published);
  EXPECT_EQ(format_iso(*article->published), "2024-06-19T08:30:00Z");
}

TEST(ExtractText, TakesTheLineThatTheAddressNamesForTheTitle) {
  std::string const title = "Nine weeks of tins";
  std::string const text = "Ferry to Great Sund leaves the harbour again\n\n" + title + "\n\n" +
                           std::string(kFlat).substr(std::string_view(kFlat).find("KELDAN"));
  EXPECT_NE(extract_text(text, {})->title, title);
  ExtractHints hints;
  hints.url = "https://courier.example/islands/nine-weeks-of-tins";
  EXPECT_EQ(extract_text(text, hints)->title, title);
}

TEST(ExtractText, LeavesOutALineThatLeadsToAnotherArticle) {
  std::string text = kFlat;
  text.insert(text.find("For the summer"), "Read also: Grain prices fall as the lock reopens\n\n");
  auto const article = extract_text(text, {}).value();
  EXPECT_THAT(article.body, Not(HasSubstr("Grain prices")));
  ASSERT_TRUE(find_dropped(article, "Grain prices"));
  EXPECT_THAT(find_dropped(article, "Grain prices")->reason,
              HasSubstr("line that leads to another article between paragraphs of the body"));
}

TEST(ExtractText, TakesTheDateFromTheAddressWhereTheTextHasNone) {
  ExtractHints hints;
  hints.url = "https://courier.example/2024/06/19/ferry";
  EXPECT_EQ(format_iso(*extract_text(kFlat, hints)->published), "2024-06-19T00:00:00Z");
}

TEST(ExtractText, KnowsACorrectionForWhatItIs) {
  auto const article = extract_text(kFlat, {});
  ASSERT_TRUE(article);
  auto const is_correction = [](Furniture const& piece) {
    return piece.kind == Furniture::Kind::correction;
  };
  EXPECT_TRUE(std::any_of(article->furniture.begin(), article->furniture.end(), is_correction));
}

TEST(ExtractText, OfGreatLengthIsReadAtItsBeginning) {
  auto const split = [](std::string const& paragraph, std::size_t count) {
    std::string text;
    for (std::size_t i = 0; i < count; ++i) text += paragraph + "\n\n";
    return split_paragraphs(text).size();
  };
  EXPECT_EQ(split("x", 5'000), 5'000U);
  EXPECT_EQ(split("x", 7'000), HtmlBlocks::kMaxBlocks);
  EXPECT_EQ(split(std::string(998, 'x'), 2'000), HtmlBlocks::kMaxText / 1'000);
}

TEST(ExtractText, WithoutTextIsAnError) { EXPECT_FALSE(extract_text(" \n \n", {})); }

}  // namespace
}  // namespace wirewatch
