// Learns what tells a page's body from the rest, from the article corpus:
//   train_body OUTDIR [FOLDS]
// writes OUTDIR/all.{1,2}.txt, learned from every page, and for honest figures OUTDIR/K.{1,2}.txt,
// learned without the sites of fold K. The second judgement is learned on first ones of pages that
// the first had not seen.
#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <memory>

#include "pipeline/article/block_features.h"
#include "pipeline/article/body_model.h"
#include "pipeline/article/page_metadata.h"
#include "pipeline/text/charset.h"
#include "tests/corpus/article_corpus.h"
#include "tests/corpus/train/boosting.h"
#include "tests/corpus/train/labels.h"

using namespace wirewatch;
using namespace wirewatch::train;

namespace {

constexpr int kInnerFolds = 3;

/// One page with its labels; views point into `source` and `blocks`, so it stays where it is.
struct LabelledPage {
  CorpusPage page;
  std::string source;
  std::unique_ptr<HtmlDocument> document;
  HtmlBlocks blocks;
  std::unique_ptr<PageView> view;
  std::vector<bool> labels;
  Examples first;
};

std::unique_ptr<LabelledPage> load(std::filesystem::path const& articles, CorpusPage const& page) {
  auto out = std::make_unique<LabelledPage>();
  out->page = page;
  auto const html = read_gzip(articles / "pages" / (page.id + ".html.gz"));
  out->source = decode_text(html, page.content_type(), MarkupKind::html).utf8;
  out->document = std::make_unique<HtmlDocument>(out->source);
  out->blocks = find_blocks(*out->document);
  auto const metadata = read_metadata(*out->document, out->blocks, page.url);
  Anchors const anchors{metadata.title, metadata.body, metadata.description, metadata.authors};
  out->view = std::make_unique<PageView>(*out->document, out->blocks, anchors);
  std::vector<std::string_view> texts;
  for (auto const& block : out->blocks.blocks) texts.push_back(block.text);
  out->labels = label_blocks(texts, page.body);
  return out;
}

/// Blocks weigh by their letters, as in the measure by which bodies are compared; each page weighs
/// about the same.
void weigh(LabelledPage const& page, Examples& examples) {
  constexpr double kFloor = 40;
  constexpr double kPage = 100;
  double body = 800;
  for (std::size_t i = 0; i < page.labels.size(); ++i)
    if (page.labels[i]) body += page.blocks.blocks[i].letters + kFloor;
  for (std::size_t i = 0; i < page.labels.size(); ++i) {
    examples.labels.push_back(page.labels[i] ? 1 : 0);
    examples.weights.push_back(
        float(kPage * (std::min(page.blocks.blocks[i].letters, 1500U) + kFloor) / body));
  }
}

void measure_first(LabelledPage& page) {
  FeatureRow row(page.first.values);
  for (std::size_t i = 0; i < page.labels.size(); ++i) measure_block(*page.view, i, row);
  weigh(page, page.first);
  page.first.width = page.first.values.size() / std::max<std::size_t>(1, page.first.size());
}

std::vector<double> judge(LabelledPage const& page, TreeModel const& model) {
  std::vector<double> out;
  for (std::size_t i = 0; i < page.first.size(); ++i)
    out.push_back(model.probability({page.first.row(i), page.first.width}));
  return out;
}

Examples second_examples(LabelledPage const& page, TreeModel const& first) {
  Examples out;
  FeatureRow row(out.values);
  auto const probability = judge(page, first);
  Judgement const judgement(*page.view, probability);
  for (std::size_t i = 0; i < page.labels.size(); ++i) {
    measure_block(*page.view, i, row);
    judgement.measure(i, row);
  }
  weigh(page, out);
  out.width = out.values.size() / std::max<std::size_t>(1, out.size());
  return out;
}

using Pages = std::vector<LabelledPage const*>;

TreeModel learn_first(Pages const& pages, BoostingOptions const& options, std::string* text) {
  Examples examples;
  for (auto const* page : pages) examples.append(page->first);
  auto learned = boost(examples, first_measures(), options);
  auto model = TreeModel::parse(learned, first_measures());
  if (text) *text = std::move(learned);
  return model.value();
}

void save(std::filesystem::path const& path, std::string const& text) {
  std::ofstream(path, std::ios::binary) << text;
  fmt::print("wrote {}\n", path.string());
  std::fflush(stdout);
}

void learn(Pages const& pages, std::filesystem::path const& stem) {
  BoostingOptions first_options;
  BoostingOptions second_options;
  Examples second;
  for (int inner = 0; inner < kInnerFolds; ++inner) {
    Pages rest;
    for (auto const* page : pages)
      if (fold_of(page->page.site + "/inner", kInnerFolds) != inner) rest.push_back(page);
    auto const model = learn_first(rest, first_options, nullptr);
    for (auto const* page : pages)
      if (fold_of(page->page.site + "/inner", kInnerFolds) == inner)
        second.append(second_examples(*page, model));
  }
  std::string first_text;
  learn_first(pages, first_options, &first_text);
  save(stem.string() + ".1.txt", first_text);
  save(stem.string() + ".2.txt", boost(second, second_measures(), second_options));
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 2 || corpora_folder().empty()) return 64;
  std::filesystem::path const out = argv[1];
  std::filesystem::create_directories(out);
  int const folds = argc > 2 ? std::atoi(argv[2]) : 0;
  auto const articles = corpora_folder() / "articles";
  std::vector<std::unique_ptr<LabelledPage>> pages;
  std::size_t rows = 0;
  for (auto const& page : read_article_corpus(articles)) {
    if (page.kind != "body" || page.gold == "tool-expected") continue;
    pages.push_back(load(articles, page));
    measure_first(*pages.back());
    rows += pages.back()->labels.size();
  }
  fmt::print("{} pages, {} blocks, {} measures\n", pages.size(), rows, first_measures().size());
  for (int fold = -1; fold < folds; ++fold) {
    Pages chosen;
    for (auto const& page : pages)
      if (fold < 0 || fold_of(page->page.site, kArticleFolds) != fold) chosen.push_back(page.get());
    learn(chosen, out / (fold < 0 ? "all" : std::to_string(fold)));
  }
  return 0;
}
