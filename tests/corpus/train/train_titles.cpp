// Learns the weights of what tells a title in a text without markup (kTitleMeasures), from the
// article corpus' flattened texts: those under which the right lines are likeliest among all that
// may be titles. Prints them and how often the best line is right, on unseen sites and on the same.
//   train_titles
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numeric>

#include "pipeline/article/text_title.h"
#include "pipeline/article/words.h"
#include "tests/corpus/article_corpus.h"
#include "tests/corpus/train/labels.h"

using namespace wirewatch;

namespace {

using Weights = TitleValues;

struct Text {
  std::string site;
  std::vector<TitleValues> lines;
  std::vector<bool> right;
};

std::vector<Text> read_texts() {
  std::vector<Text> texts;
  for (auto const& page : read_article_corpus(corpora_folder() / "articles")) {
    if (!page.has_flat || page.title.empty() || page.gold == "tool-expected") continue;
    auto const flat = page.flat();
    FlatView const view(split_paragraphs(flat));
    auto const labels = train::label_blocks(view.paragraphs, page.body);
    auto const body = std::size_t(std::ranges::find(labels, true) - labels.begin());
    Text& text = texts.emplace_back();
    text.site = page.site;
    for (auto const& line : title_lines(view, {labels.begin(), labels.end()}, body, page.url)) {
      text.lines.push_back(line.values);
      text.right.push_back(plain_words(view.paragraphs[line.paragraph]) == plain_words(page.title));
    }
  }
  return texts;
}

double score(Weights const& weights, TitleValues const& line) {
  return std::inner_product(line.begin(), line.end(), weights.begin(), 0.0);
}

/// One step up the likelihood of the right lines.
void climb(std::vector<Text const*> const& texts, Weights& weights) {
  constexpr double kStep = 0.5;
  constexpr double kDecay = 0.001;
  Weights slope{};
  for (auto const* text : texts) {
    double all = 0;
    for (auto const& line : text->lines) all += std::exp(score(weights, line));
    auto const rights = double(std::ranges::count(text->right, true));
    for (std::size_t i = 0; i < text->lines.size() && rights > 0; ++i) {
      double const wanted = text->right[i] ? 1 / rights : 0;
      double const missing = wanted - std::exp(score(weights, text->lines[i])) / all;
      for (std::size_t k = 0; k < slope.size(); ++k) slope[k] += missing * text->lines[i][k];
    }
  }
  for (std::size_t k = 0; k < slope.size(); ++k)
    weights[k] += kStep * (slope[k] / double(texts.size()) - kDecay * weights[k]);
}

Weights learn(std::vector<Text const*> const& texts) {
  constexpr int kSteps = 500;
  Weights weights{};
  for (int step = 0; step < kSteps; ++step) climb(texts, weights);
  return weights;
}

std::size_t count_right(std::vector<Text const*> const& texts, Weights const& weights) {
  return std::size_t(std::ranges::count_if(texts, [&](Text const* text) {
    auto const best = std::ranges::max_element(
        text->lines, {}, [&](TitleValues const& line) { return score(weights, line); });
    return best != text->lines.end() && text->right[std::size_t(best - text->lines.begin())];
  }));
}

}  // namespace

int main() {
  if (corpora_folder().empty()) return 64;
  auto const texts = read_texts();
  std::size_t unseen = 0;
  for (int fold = 0; fold < kArticleFolds; ++fold) {
    std::vector<Text const*> seen;
    std::vector<Text const*> held;
    for (auto const& text : texts)
      (fold_of(text.site, kArticleFolds) == fold ? held : seen).push_back(&text);
    unseen += count_right(held, learn(seen));
  }
  std::vector<Text const*> all;
  for (auto const& text : texts) all.push_back(&text);
  auto const weights = learn(all);
  for (std::size_t k = 0; k < weights.size(); ++k)
    fmt::print("{{\"{}\", {:.1f}}},\n", kTitleMeasures[k].name, weights[k]);
  auto const share = [&](std::size_t count) { return 100 * double(count) / double(texts.size()); };
  Weights built_in;
  for (std::size_t k = 0; k < built_in.size(); ++k) built_in[k] = kTitleMeasures[k].weight;
  fmt::print(
      "{} texts; right on unseen sites {:.1f} %, on the same {:.1f} %, as built in {:.1f} %, ",
      texts.size(), share(unseen), share(count_right(all, weights)),
      share(count_right(all, built_in)));
  static_assert(kTitleMeasures.back().name == "address");
  built_in.back() = 0;
  fmt::print("without addresses {:.1f} %\n", share(count_right(all, built_in)));
  return 0;
}
