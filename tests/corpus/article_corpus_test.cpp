// What the extractor promises on real pages. Coarse floors: the figures themselves come from the
// corpus' evaluate.py.
#include "tests/corpus/article_corpus.h"

#include <gtest/gtest.h>

#include "base/text.h"
#include "pipeline/article/extract.h"
#include "pipeline/article/words.h"

namespace wirewatch {
namespace {

constexpr double kPrecisionFloor = 0.955;
constexpr double kRecallFloor = 0.975;

class ArticleCorpus : public ::testing::Test {
 protected:
  void SetUp() override {
    if (corpora_folder().empty()) GTEST_SKIP() << "no corpora: set WIREWATCH_CORPORA";
  }
  std::filesystem::path const articles_ = corpora_folder() / "articles";
};

TEST_F(ArticleCorpus, MostOfEveryBodyIsFoundAndLittleElse) {
  double precision = 0;
  double recall = 0;
  int count = 0;
  for (auto const& page : read_article_corpus(articles_)) {
    if (page.kind != "body" || page.gold == "tool-expected") continue;
    ExtractHints hints;
    hints.url = page.url;
    hints.content_type = page.content_type();
    auto const article = extract_article(page.html(), hints);
    ASSERT_TRUE(article) << page.id;
    EXPECT_TRUE(is_utf8(article->body)) << page.id;
    for (auto const& piece : article->furniture)
      EXPECT_LE(piece.span.end, article->body.size()) << page.id;
    auto const found = shingles(word_hashes(article->body), 4);
    auto const wanted = shingles(word_hashes(page.body), 4);
    precision += share_in(found, wanted);
    recall += share_in(wanted, found);
    ++count;
  }
  EXPECT_GE(precision / count, kPrecisionFloor);
  EXPECT_GE(recall / count, kRecallFloor);
}

}  // namespace
}  // namespace wirewatch
