#include "pipeline/article/article_page.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace wirewatch {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

TEST(ArticlePage, ShowsBodyFurnitureAndWhatWasDropped) {
  Article article;
  article.title = "A title";
  article.body = "KELDAN – One.\n\nTwo.";
  article.furniture = {{Furniture::Kind::dateline, {0, 11}}};
  article.dropped = {{"An advertisement", "advertisement", 15},
                     {"Most read", "link list after the body's end", 20}};
  auto const page = render_article_html(article);
  EXPECT_THAT(page, HasSubstr("<mark title=\"dateline\">KELDAN – </mark>One.</p>"));
  EXPECT_THAT(page, HasSubstr("<p>Two.</p>"));
  EXPECT_THAT(page, HasSubstr("<p><b>link list after the body&#39;s end</b>Most read</p>"));
  EXPECT_LT(page.find("An advertisement"), page.find("<p>Two.</p>"));
  EXPECT_GT(page.find("Most read"), page.find("<p>Two.</p>"));
}

TEST(ArticlePage, EscapesEverythingForeign) {
  Article article;
  std::string const evil = "<script>alert(\"1\")</script>";
  article.title = article.body = article.url = article.summary = article.language = evil;
  article.authors = {evil};
  article.dropped = {{evil, evil, 0}};
  article.furniture = {{Furniture::Kind::byline, {3, 9}}, {Furniture::Kind::byline, {4, 5}}};
  EXPECT_THAT(render_article_html(article), Not(HasSubstr("<script")));
}

}  // namespace
}  // namespace wirewatch
