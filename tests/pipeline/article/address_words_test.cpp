#include "pipeline/article/address_words.h"

#include <gtest/gtest.h>

namespace wirewatch {
namespace {

TEST(AddressWords, AreThoseOfTheHeadlineInAnySpelling) {
  struct Case {
    char const* url;
    char const* line;
    double likeness;
  };
  for (auto const& [url, line, likeness] : std::vector<Case>{
           {"https://a.example/2024/06/19/ferry-runs-again.html", "Ferry runs again", 1},
           {"https://a.example/news/ferry-runs-again-1234/amp", "Ferry runs", 0.8},
           {"https://a.example/ferry_runs_again?from=home#top", "FERRY RUNS AGAIN!", 1},
           {"https://a.example/grosse-faehre-in-munchen", "Große Fähre in München", 1},
           {"https://a.example/grosse-fahre-in-muenchen", "Große Fähre in München", 1},
           {"https://a.example/le-bac-a-l-%C3%A9cluse", "Le bac à l'écluse", 1},
           {"https://a.example/"
            "%D0%BF%D0%B0%D1%80%D0%BE%D0%BC-%D1%81%D0%BD%D0%BE%D0%B2%D0%B0",
            "Паром снова", 1},
           {"https://a.example/ferry-runs-again", "Grain prices fall", 0},
           {"https://a.example/ferry-runs-again", "", 0},
           {"https://a.example/news/ferry", "Ferry news", 0},
           {"https://a.example/story/20240619-1234567", "1234567 of 20240619", 0},
           {"https://a.example/%zz-ferry-runs", "Ferry runs", 0},
           {"", "Ferry runs again", 0},
       })
    EXPECT_NEAR(AddressWords(url).likeness(line), likeness, 1e-9) << url << " / " << line;
}

}  // namespace
}  // namespace wirewatch
