// Learns what tells an article from the rest of its page, from the article corpus and further
// folders in its form (make_further_pages.py):
//   train_body pages OUTDIR [FOLDS [FOLDER...]]   from pages
//   train_body flat OUTDIR [FOLDS [FOLDER...]]    from texts without markup
// See two_stage.h for what is written.
#include <cstdlib>
#include <fstream>
#include <string_view>

#include "pipeline/article/block_features.h"
#include "pipeline/article/body_model.h"
#include "pipeline/article/choose_body.h"
#include "pipeline/article/extract.h"
#include "pipeline/article/flat_text.h"
#include "pipeline/article/page_metadata.h"
#include "pipeline/text/charset.h"
#include "tests/corpus/train/labels.h"
#include "tests/corpus/train/learn_words.h"
#include "tests/corpus/train/two_stage.h"

using namespace wirewatch;
using namespace wirewatch::train;

namespace {

namespace fs = std::filesystem;

std::string read_page(CorpusPage const& page) {
  return decode_text(page.html(), page.content_type(), MarkupKind::html).utf8;
}

class PageCase : public Case {
 public:
  PageCase(CorpusPage const& p, std::string html)
      : source_(std::move(html)),
        document_(source_),
        blocks_(find_blocks(document_)),
        view_(document_, blocks_, anchors(document_, blocks_, p)) {
    page = p;
    std::vector<std::string_view> texts;
    for (auto const& block : blocks_.blocks) {
      texts.push_back(block.text);
      letters.push_back(block.letters);
    }
    labels = label_blocks(texts, page.body);
  }
  void measure(std::size_t i, FeatureRow& row) const override { measure_block(view_, i, row); }
  void measure_judgement(std::vector<double> const& probability, FeatureRow& row) const override {
    Judgement const judgement(view_, probability);
    for (std::size_t i = 0; i < labels.size(); ++i) judgement.measure(i, row);
  }

 private:
  static Anchors anchors(HtmlDocument const& document, HtmlBlocks const& blocks,
                         CorpusPage const& page) {
    auto const metadata = read_metadata(document, blocks, page.url);
    return {metadata.title, metadata.body, metadata.description, metadata.authors, metadata.url};
  }
  std::string source_;
  HtmlDocument document_;
  HtmlBlocks blocks_;
  PageView view_;
};

class FlatCase : public Case {
 public:
  FlatCase(CorpusPage const& p, LabelledLines const& lines, WordEvidence const& words)
      : view_(lines.lines, words) {
    page = p;
    for (auto const& traits : view_.traits) letters.push_back(traits.letters);
    labels = lines.body;
  }
  void measure(std::size_t i, FeatureRow& row) const override { measure_paragraph(view_, i, row); }
  void measure_judgement(std::vector<double> const& probability, FeatureRow& row) const override {
    FlatJudgement const judgement(view_, probability);
    for (std::size_t i = 0; i < labels.size(); ++i) judgement.measure(i, row);
  }

 private:
  FlatView view_;
};

/// The corpus' own flattened text, or for a page without one the like of it.
std::string flat_text(CorpusPage const& page) {
  return page.has_flat ? page.flat() : visible_text(read_page(page));
}

struct FlatSource {
  CorpusPage page;
  std::string text;
  LabelledLines lines;
};

std::vector<FlatSource> read_flat(std::vector<CorpusPage> const& pages) {
  std::vector<FlatSource> out;
  out.reserve(pages.size());  // lines look into the texts
  for (auto const& page : pages) {
    auto& source = out.emplace_back(page, flat_text(page), LabelledLines{page.site, {}, {}});
    source.lines.lines = split_paragraphs(source.text);
    source.lines.body = label_blocks(source.lines.lines, page.body);
  }
  return out;
}

/// Learns the words from the pages without those of the fold.
WordEvidence learn_words_without(int fold, std::vector<FlatSource> const& sources,
                                 fs::path const& file) {
  std::vector<LabelledLines const*> others;
  for (auto const& source : sources)
    if (fold_of(source.page.site, kArticleFolds) != fold) others.push_back(&source.lines);
  auto const table = learn_words(others);
  std::ofstream(file, std::ios::binary) << table;
  return WordEvidence::parse(table).value();
}

/// A page's own fold has no part in what the words are held to tell about it.
std::vector<std::unique_ptr<Case>> flat_cases(std::vector<FlatSource> const& sources,
                                              fs::path const& out) {
  fs::create_directories(out);
  learn_words_without(-1, sources, out / "all.words.txt");
  std::vector<WordEvidence> words;
  for (int fold = 0; fold < kArticleFolds; ++fold)
    words.push_back(
        learn_words_without(fold, sources, out / (std::to_string(fold) + ".words.txt")));
  std::vector<std::unique_ptr<Case>> cases;
  for (auto const& source : sources) {
    auto const fold = std::size_t(fold_of(source.page.site, kArticleFolds));
    cases.push_back(std::make_unique<FlatCase>(source.page, source.lines, words[fold]));
  }
  return cases;
}

std::vector<std::unique_ptr<Case>> page_cases(std::vector<CorpusPage> const& pages) {
  std::vector<std::unique_ptr<Case>> cases;
  for (auto const& page : pages) cases.push_back(std::make_unique<PageCase>(page, read_page(page)));
  return cases;
}

/// Fewer columns and rows for a tree, and more trees: they err less alike. The weights keep the
/// customs of the corpus, which of the lines around a body are part of it.
Learning learning_of_flat() {
  Learning out;
  out.inner = {.trees = 100, .rate = 0.1, .columns = 0.2, .rows = 0.25};
  out.boosting = {.trees = 300, .rate = 0.035, .columns = 0.2, .rows = 0.25};
  out.source_weights = {{"daniel", 0.15}, {"wcxb", 0.4}};
  return out;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 3 || corpora_folder().empty()) return 64;
  bool const flat = std::string_view(argv[1]) == "flat";
  std::vector<fs::path> folders{corpora_folder() / "articles"};
  for (int i = 4; i < argc; ++i) folders.emplace_back(argv[i]);
  std::vector<CorpusPage> pages;
  for (auto const& folder : folders)
    for (auto const& page : read_article_corpus(folder))
      if (page.kind == "body") pages.push_back(page);
  int const folds = argc > 3 ? std::atoi(argv[3]) : 0;
  if (flat) {
    auto const sources = read_flat(pages);
    learn_all(flat_cases(sources, argv[2]), {first_flat_measures(), second_flat_measures(), 0},
              learning_of_flat(), argv[2], folds);
  } else {
    learn_all(page_cases(pages), {first_measures(), second_measures(), kClear}, {}, argv[2], folds);
  }
  return 0;
}
