#include "pipeline/article/entry_text.h"

#include <gtest/gtest.h>

#include "pipeline/article/extract.h"

namespace wirewatch {
namespace {

TEST(EntryText, LosesWhatFeedsAppend) {
  Entry entry;
  entry.content =
      "<p>One paragraph.</p><p>Another one.</p><p>The post <a href=x>One paragraph</a> appeared "
      "first on <a "
      "href=y>Keldan Courier</a>.</p>";
  EXPECT_EQ(full_text(entry), "One paragraph.\n\nAnother one.");
}

TEST(EntryText, IsEmptyForACutText) {
  Entry entry;
  for (auto const* content : {"<p>One</p><p>The boat left and…</p>", "<p>One</p><p>Two [...]</p>",
                              "<p>One two three.</p><p><a href=x>Read more</a></p>"}) {
    entry.content = content;
    EXPECT_EQ(full_text(entry), "") << content;
  }
}

TEST(EntryText, AnEntryWithoutContentHasItsSummaryForABody) {
  Entry entry;
  entry.title = "Fish &amp; <b>chips</b>";
  entry.summary = "<p>The shop opens again.</p>";
  auto const article = article_of_entry(entry, {});
  EXPECT_EQ(article.title, "Fish & chips");
  EXPECT_EQ(article.body, "The shop opens again.");
  EXPECT_LT(article.confidence, 0.7);
}

}  // namespace
}  // namespace wirewatch
