#include "pipeline/article/surroundings.h"

#include <gtest/gtest.h>

namespace wirewatch {
namespace {

struct Page {
  explicit Page(std::string html)
      : source(std::move(html)), document(source), blocks(find_blocks(document).blocks) {}
  std::string source;
  HtmlDocument document;
  std::vector<HtmlBlock> blocks;
};

TEST(Surroundings, DistanceGoesUpToWhatHoldsBoth) {
  Page const page("<main><h1>Title</h1><div><section><p>Text</section></div></main>");
  ASSERT_EQ(page.blocks.size(), 2U);
  auto const apart = distance(page.document, page.blocks[0].element, page.blocks[1].element);
  EXPECT_EQ(apart.up, 1U);
  EXPECT_EQ(apart.down, 3U);
  auto const none = distance(page.document, page.blocks[1].element, page.blocks[1].element);
  EXPECT_EQ(none.up + none.down, 0U);
}

TEST(Surroundings, ACaptionSharesASmallElementWithItsPicture) {
  Page const page(
      "<main><p>Text before.<div><img src=a><p>The harbour.</div><p>Text behind.<p>More.</main>");
  auto const pictures = find_pictures(page.document, page.blocks);
  ASSERT_EQ(pictures.size(), 4U);
  EXPECT_TRUE(pictures[0].after);
  EXPECT_TRUE(pictures[1].before);
  EXPECT_FALSE(pictures[1].after);
  EXPECT_EQ(pictures[1].company, 1U);
  EXPECT_FALSE(pictures[2].before);
  EXPECT_EQ(pictures[2].company, 4U);
}

TEST(Surroundings, APageWithoutPicturesHasNone) {
  Page const page("<p>One<p>Two");
  for (auto const& one : find_pictures(page.document, page.blocks)) {
    EXPECT_FALSE(one.before || one.after);
    EXPECT_EQ(one.company, 0U);
  }
}

}  // namespace
}  // namespace wirewatch
