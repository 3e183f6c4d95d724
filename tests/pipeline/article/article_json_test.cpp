#include "pipeline/article/article_json.h"

#include <gtest/gtest.h>

namespace wirewatch {
namespace {

using namespace std::chrono_literals;

Article full_article() {
  Article article;
  article.url = "https://courier.example/a?b=\"c\"";
  article.title = "A \"title\"\nwith </script> & <b>";
  article.authors = {"Ines Harrow", "Jon Tessel"};
  article.published = TimePoint(1718778600000ms);
  article.published_zone = 120min;
  article.modified = TimePoint(1718782200007ms);
  article.language = "en";
  article.body = "KELDAN (Courier) – One.\n\nTwo.";
  article.summary = "Sum";
  article.section = "Islands";
  article.categories = {"ferries"};
  article.image = "https://courier.example/i.jpg";
  article.site_name = "Courier";
  article.confidence = 0.75;
  article.furniture = {{Furniture::Kind::dateline, {0, 19}}, {Furniture::Kind::sign_off, {20, 24}}};
  article.dropped = {{"Home", "navigation"}};
  article.source = "courier";
  article.tags = {"local"};
  article.event = ArticleEvent::corrected;
  return article;
}

TEST(ArticleJson, ComesBackAsItWas) {
  auto const line = to_json(full_article(), "a.html");
  EXPECT_EQ(line.find('\n'), std::string::npos);
  auto const back = article_from_json(line);
  ASSERT_TRUE(back) << back.error().what;
  EXPECT_EQ(*back, full_article());
}

TEST(ArticleJson, ShowsTheDateInTheSourcesOwnZone) {
  EXPECT_NE(to_json(full_article(), "").find("\"published\":\"2024-06-19T08:30:00+02:00\""),
            std::string::npos);
}

TEST(ArticleJson, BrokenUtf8IsMended) {
  Article article;
  article.title = "bad \xFF byte";
  EXPECT_EQ(article_from_json(to_json(article, "x"))->title, "bad \xEF\xBF\xBD byte");
}

TEST(ArticleJson, NeedsABodyOrATitle) {
  EXPECT_TRUE(article_from_json(R"({"title":"x"})"));
  EXPECT_FALSE(article_from_json(R"({"url":"x"})"));
  EXPECT_FALSE(article_from_json("[]"));
  EXPECT_FALSE(article_from_json("{"));
}

TEST(ArticleJson, PassesOverWhatItDoesNotKnow) {
  auto const article = article_from_json(
      R"({"body":"abc","authors":[1,"x"],"published":7,"furniture":[{"kind":"byline","begin":1,"end":99},{"kind":"byline","begin":1,"end":2}]})");
  ASSERT_TRUE(article);
  EXPECT_EQ(article->authors, std::vector<std::string>{"x"});
  EXPECT_EQ(article->furniture.size(), 1U);
}

}  // namespace
}  // namespace wirewatch
