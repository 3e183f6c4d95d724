// Learns what tells an article from the rest of its page, from the article corpus and further
// folders in its form (further_pages.py):
//   train_body pages OUTDIR [FOLDS [FOLDER...]]   from pages
//   train_body flat OUTDIR [FOLDS [FOLDER...]]    from texts without markup
// See two_stage.h for what is written.
#include <cstdlib>
#include <string_view>

#include "pipeline/article/block_features.h"
#include "pipeline/article/body_model.h"
#include "pipeline/article/choose_body.h"
#include "pipeline/article/extract.h"
#include "pipeline/article/flat_text.h"
#include "pipeline/article/page_metadata.h"
#include "pipeline/text/charset.h"
#include "tests/corpus/train/labels.h"
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
  FlatCase(CorpusPage const& p, std::string text)
      : source_(std::move(text)), view_(split_paragraphs(source_)) {
    page = p;
    for (auto const& traits : view_.traits) letters.push_back(traits.letters);
    labels = label_blocks(view_.paragraphs, page.body);
  }
  void measure(std::size_t i, FeatureRow& row) const override { measure_paragraph(view_, i, row); }
  void measure_judgement(std::vector<double> const& probability, FeatureRow& row) const override {
    FlatJudgement const judgement(view_, probability);
    for (std::size_t i = 0; i < labels.size(); ++i) judgement.measure(i, row);
  }

 private:
  std::string source_;
  FlatView view_;
};

/// The corpus' own flattened text, or for a page without one the like of it.
std::string flat_text(CorpusPage const& page) {
  return page.has_flat ? page.flat() : visible_text(read_page(page));
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 3 || corpora_folder().empty()) return 64;
  bool const flat = std::string_view(argv[1]) == "flat";
  std::vector<fs::path> folders{corpora_folder() / "articles"};
  for (int i = 4; i < argc; ++i) folders.emplace_back(argv[i]);
  std::vector<std::unique_ptr<Case>> cases;
  for (auto const& folder : folders)
    for (auto const& page : read_article_corpus(folder)) {
      if (page.kind != "body") continue;
      if (flat)
        cases.push_back(std::make_unique<FlatCase>(page, flat_text(page)));
      else
        cases.push_back(std::make_unique<PageCase>(page, read_page(page)));
    }
  Measures const measures = flat ? Measures{first_flat_measures(), second_flat_measures(), 0}
                                 : Measures{first_measures(), second_measures(), kClear};
  learn_all(cases, measures, argv[2], argc > 3 ? std::atoi(argv[3]) : 0);
  return 0;
}
