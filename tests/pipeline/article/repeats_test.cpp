#include "pipeline/article/repeats.h"

#include <gtest/gtest.h>

#include "pipeline/article/page_view.h"

namespace wirewatch {
namespace {

constexpr char kProse[] =
    "A paragraph of prose, as long as those of news articles are, so that its container counts as "
    "one that holds text and not only links, which takes a hundred and fifty letters. The "
    "paragraph "
    "says nothing more than that, but says it at some length.";

std::string post(std::string const& heading) {
  return "<div class=post><h2>" + heading + "</h2><p>" + kProse + "</p></div>";
}

struct Page {
  explicit Page(std::string html, std::string title)
      : source(std::move(html)),
        document(source),
        blocks(find_blocks(document)),
        view(document, blocks, Anchors{title, "", "", {}, ""}) {}
  std::string source;
  HtmlDocument document;
  HtmlBlocks blocks;
  PageView view;
};

TEST(Repeats, LikeContainersAreARow) {
  Page const page("<main><p>Lead.</p>" + post("One") + post("Two") + post("Three") + "</main>", "");
  auto const& repeats = page.view.repeats;
  ASSERT_EQ(repeats.size(), 7U);
  EXPECT_EQ(repeats[0].count, 0U);
  for (std::size_t i = 1; i < 7; ++i) {
    EXPECT_EQ(repeats[i].count, 3U) << i;
    EXPECT_EQ(repeats[i].index, (i - 1) / 2) << i;
    EXPECT_FLOAT_EQ(repeats[i].own, 1.0F / 3) << i;
  }
}

TEST(Repeats, ParagraphsThemselvesAreNone) {
  auto const paragraph = "<p>" + std::string(kProse) + "</p>";
  Page const page("<main>" + paragraph + paragraph + "</main>", "");
  for (auto const& repeat : page.view.repeats) EXPECT_EQ(repeat.count, 0U);
}

TEST(Repeats, TellWhichContainerSpeaksOfTheTitle) {
  Page const page(post("Ferry to Great Sund runs again") + post("Weather stays stormy"),
                  "Ferry to Great Sund");
  auto const& repeats = page.view.repeats;
  EXPECT_GT(repeats.front().title, repeats.back().title);
  EXPECT_EQ(repeats.back().best_title, repeats.front().title);
}

TEST(Links, AreKnownByTheSiteTheyLeadTo) {
  EXPECT_EQ(site_of_link("/news/1"), 0U);
  EXPECT_EQ(site_of_link("mailto:ann@courier.example"), 0U);
  EXPECT_EQ(site_of_link("https://www.courier.co.uk/a"), site_of_link("http://courier.co.uk"));
  EXPECT_EQ(site_of_link("//img.courier.example/x"), site_of_link("https://courier.example/y"));
  EXPECT_NE(site_of_link("https://courier.example"), site_of_link("https://other.example"));
}

}  // namespace
}  // namespace wirewatch
