#include "pipeline/article/word_places.h"

#include <gtest/gtest.h>

#include "pipeline/article/cohesion.h"

namespace wirewatch {
namespace {

struct Text {
  std::vector<std::string_view> paragraphs;
  std::vector<std::vector<std::uint64_t>> subjects;
  std::vector<double> prose;

  explicit Text(std::vector<std::string_view> all) : paragraphs(std::move(all)) {
    for (auto const paragraph : paragraphs) {
      subjects.push_back(subject_words(paragraph));
      prose.push_back(paragraph.ends_with('.') ? 1 : 0);
    }
  }
};

TEST(WordPlaces, ParagraphsOfOneArticleShareWordsAndTeasersDoNot) {
  Text const text({"Harbour office stops ferry", "Parliament renews sanctions",
                   "The ferry stays in the harbour.", "The harbour office found cracks.",
                   "Grain prices fall"});
  WordPlaces const places(text.paragraphs, text.subjects);
  EXPECT_EQ(places.kinship(1).close, 0);
  EXPECT_GT(places.kinship(3).close, 0.3);
}

TEST(WordPlaces, KinFurtherAwayIsTold) {
  Text const text({"Harbour office", "Grain", "Grain", "Grain", "Grain", "Harbour boats"});
  auto const kinship = WordPlaces(text.paragraphs, text.subjects).kinship(0);
  EXPECT_EQ(kinship.close, 0);
  EXPECT_EQ(kinship.wide, 0.5);
}

TEST(WordPlaces, AParagraphWithoutSubjectsHasNoKin) {
  Text const text({"a b c", "Harbour office"});
  EXPECT_EQ(WordPlaces(text.paragraphs, text.subjects).kinship(0).close, -1);
}

TEST(WordPlaces, ATitleIsWhatTheProseBehindSpeaksOf) {
  Text const text({"Harbour office stops ferry", "Parliament renews sanctions",
                   "The ferry stays in the harbour.", "The harbour office found cracks."});
  WordPlaces const places(text.paragraphs, text.subjects);
  EXPECT_GT(places.support(0, text.prose), 0.2);
  EXPECT_EQ(places.support(1, text.prose), 0);
}

TEST(WordPlaces, ALineThatComesAgainDoesNotSpeakForItself) {
  Text const text({"Harbour office news.", "Harbour office news.", "Grain prices fall."});
  WordPlaces const places(text.paragraphs, text.subjects);
  EXPECT_EQ(places.kinship(0).wide, 0);
  EXPECT_EQ(places.support(0, text.prose), 0);
}

}  // namespace
}  // namespace wirewatch
