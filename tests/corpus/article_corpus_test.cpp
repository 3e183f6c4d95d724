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
constexpr double kFlatPrecisionFloor = 0.925;
constexpr double kFlatRecallFloor = 0.965;

class ArticleCorpus : public ::testing::Test {
 protected:
  void SetUp() override {
    if (corpora_folder().empty()) GTEST_SKIP() << "no corpora: set WIREWATCH_CORPORA";
  }
  std::filesystem::path const articles_ = corpora_folder() / "articles";
};

/// How much of what is found is body, and how much of the bodies is found.
class Score {
 public:
  void add(Article const& article, CorpusPage const& page) {
    EXPECT_TRUE(is_utf8(article.body)) << page.id;
    for (auto const& piece : article.furniture)
      EXPECT_LE(piece.span.end, article.body.size()) << page.id;
    auto const found = shingles(word_hashes(article.body), 4);
    auto const wanted = shingles(word_hashes(page.body), 4);
    precision_ += share_in(found, wanted);
    recall_ += share_in(wanted, found);
    ++count_;
  }
  double precision() const { return precision_ / count_; }
  double recall() const { return recall_ / count_; }

 private:
  double precision_ = 0;
  double recall_ = 0;
  int count_ = 0;
};

std::vector<CorpusPage> pages_with_body(std::filesystem::path const& articles) {
  auto pages = read_article_corpus(articles);
  std::erase_if(pages, [](CorpusPage const& page) {
    return page.kind != "body" || page.gold == "tool-expected";
  });
  return pages;
}

TEST_F(ArticleCorpus, MostOfEveryBodyIsFoundAndLittleElse) {
  Score score;
  for (auto const& page : pages_with_body(articles_)) {
    ExtractHints hints;
    hints.url = page.url;
    hints.content_type = page.content_type();
    auto const article = extract_article(page.html(), hints);
    ASSERT_TRUE(article) << page.id;
    score.add(*article, page);
  }
  EXPECT_GE(score.precision(), kPrecisionFloor);
  EXPECT_GE(score.recall(), kRecallFloor);
}

TEST_F(ArticleCorpus, SoItIsInTextThatHasLostItsMarkup) {
  Score score;
  for (auto const& page : pages_with_body(articles_)) {
    if (!page.has_flat) continue;
    auto const article = extract_text(page.flat(), {});
    ASSERT_TRUE(article) << page.id;
    score.add(*article, page);
  }
  EXPECT_GE(score.precision(), kFlatPrecisionFloor);
  EXPECT_GE(score.recall(), kFlatRecallFloor);
}

}  // namespace
}  // namespace wirewatch
