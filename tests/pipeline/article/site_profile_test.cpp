#include "pipeline/article/site_profile.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "pipeline/article/extract.h"
#include "tests/pipeline/article/sample_page.h"

namespace wirewatch {
namespace {

PageSketch page(std::uint64_t body, std::vector<BlockSketch> blocks) {
  return {body, 0.9, std::move(blocks)};
}

TEST(SiteProfile, CountsTheArticlesThatCarriedAText) {
  SiteProfile profile;
  profile.learn(page(1, {{100, 7, 20, true}, {100, 7, 20, true}}));
  profile.learn(page(2, {{100, 7, 20, false}}));
  EXPECT_EQ(profile.pages_with_text(100, 7), 2);
  EXPECT_EQ(profile.pages_with_text(100, 8), 0) << "another place";
  EXPECT_EQ(profile.pages_with_text(101, 7), 0);
  EXPECT_NEAR(profile.path(7).kept_share, 2.0 / 3, 1e-6);
  EXPECT_EQ(profile.path(7).pages, 2);
}

TEST(SiteProfile, LearnsNothingFromTheSameArticleTwice) {
  SiteProfile profile;
  profile.learn(page(1, {{100, 7, 20, true}}));
  profile.learn(page(1, {{100, 7, 20, true}}));
  EXPECT_EQ(profile.pages_with_text(100, 7), 1);
}

TEST(SiteProfile, ForgetsWhatIsGone) {
  SiteProfile profile;
  profile.learn(page(1, {{100, 7, 20, true}}));
  for (std::uint64_t i = 2; i < 1200; ++i) profile.learn(page(i, {{200, 8, 20, true}}));
  EXPECT_EQ(profile.pages_with_text(100, 7), 0);
  EXPECT_GT(profile.pages_with_text(200, 8), 100);
}

TEST(SiteProfile, StaysBounded) {
  SiteProfile profile;
  for (std::uint64_t i = 0; i < 300; ++i) {
    std::vector<BlockSketch> blocks;
    for (std::uint64_t k = 0; k < 300; ++k)
      blocks.push_back({i * 1000 + k, std::uint32_t(i * 1000 + k), 5, false});
    profile.learn(page(i, std::move(blocks)));
  }
  EXPECT_LT(profile.to_bytes().size(), 80'000U);
}

TEST(SiteProfile, ComesBackFromBytes) {
  SiteProfile profile;
  profile.learn(page(1, {{100, 7, 20, true}, {101, 8, 3, false}}));
  EXPECT_EQ(SiteProfile::from_bytes(profile.to_bytes()), profile);
}

TEST(SiteProfile, OfForeignBytesIsEmpty) {
  auto const bytes = [] {
    SiteProfile profile;
    profile.learn(page(1, {{100, 7, 20, true}}));
    return profile.to_bytes();
  }();
  for (std::size_t length = 0; length < bytes.size(); ++length)
    EXPECT_EQ(SiteProfile::from_bytes(bytes.substr(0, length)), SiteProfile()) << length;
  EXPECT_EQ(SiteProfile::from_bytes("nonsense"), SiteProfile());
}

constexpr char kPrompt[] =
    "The Courier lives from its readers, and every reader who pays a little each month helps us to "
    "report from the islands.";

std::string page_about(std::string const& thing, std::string const& prompt = kPrompt) {
  std::string body;
  for (auto const* said :
       {"was discussed in the harbour on Friday night, and nobody was of one mind.",
        "has cost the town more than a new school would, the mayor said on Monday.",
        "will be back before the winter, if the steel comes in time from the mainland."})
    body += "<p>The matter of " + thing + " " + said + "</p>";
  return "<h1>" + thing + " once more</h1><div>" + body + "<p>" + prompt + "</p><p>Then " + thing +
         " was forgotten again, as every year when the boats come home.</p></div>";
}

TEST(SiteMemory, DropsAPromptThatOtherArticlesCarried) {
  SiteProfile profile;
  PageSketch sketch;
  ASSERT_TRUE(extract_article(page_about("the northern lock"), {}, sketch));
  profile.learn(sketch);
  ExtractHints hints;
  hints.site = &profile;
  auto const article = extract_article(page_about("the evening ferry"), hints);
  ASSERT_TRUE(article);
  EXPECT_THAT(article->body, ::testing::Not(::testing::HasSubstr("lives from its readers")));
  EXPECT_THAT(article->body, ::testing::HasSubstr("the evening ferry will be back"));
}

TEST(SiteMemory, KeepsALeadThatOtherPagesTeased) {
  std::string const lead =
      "The matter of the evening ferry was discussed in the harbour on Friday night, and nobody was"
      " of one mind.";
  SiteProfile profile;
  for (auto const* other : {"the northern lock", "the old school"}) {
    PageSketch sketch;
    ASSERT_TRUE(extract_article(
        page_about(other, "") + "<aside class=more><a href=/f>" + lead + "</a></aside>", {},
        sketch));
    profile.learn(sketch);
  }
  ExtractHints hints;
  hints.site = &profile;
  auto const article = extract_article(page_about("the evening ferry", ""), hints);
  ASSERT_TRUE(article);
  EXPECT_THAT(article->body, ::testing::StartsWith(lead));
}

TEST(SiteMemory, DoesNotDropAnArticleThatComesAgain) {
  SiteProfile profile;
  PageSketch sketch;
  auto const first = extract_article(sample_page(), {}, sketch);
  profile.learn(sketch);
  ExtractHints hints;
  hints.site = &profile;
  EXPECT_EQ(extract_article(sample_page(), hints)->body, first->body);
}

}  // namespace
}  // namespace wirewatch
