#include "tests/corpus/train/cases.h"

#include "pipeline/article/block_features.h"
#include "pipeline/article/page_metadata.h"
#include "tests/corpus/train/labels.h"

namespace wirewatch::train {
namespace {

Anchors anchors_of(HtmlDocument const& document, HtmlBlocks const& blocks, CorpusPage const& page) {
  auto const metadata = read_metadata(document, blocks, page.url);
  return {metadata.title, metadata.body, metadata.description, metadata.authors, metadata.url};
}

/// The judgement's measures of every paragraph, row after row.
template <class Judgement, class View>
void measure_all(View const& view, std::vector<double> const& probability, FeatureRow& row) {
  Judgement const judgement(view, probability);
  for (std::size_t i = 0; i < probability.size(); ++i) judgement.measure(i, row);
}

}  // namespace

PageCase::PageCase(CorpusPage const& p, std::string html, std::optional<Anchors> anchors)
    : source_(std::move(html)),
      document_(source_),
      blocks_(find_blocks(document_)),
      anchors_(anchors ? *std::move(anchors) : anchors_of(document_, blocks_, p)),
      view_(document_, blocks_, anchors_) {
  page = p;
  std::vector<std::string_view> texts;
  for (auto const& block : blocks_.blocks) {
    texts.push_back(block.text);
    letters.push_back(block.letters);
  }
  labels = label_blocks(texts, page.body);
}

void PageCase::measure(std::size_t block, FeatureRow& row) const {
  measure_block(view_, block, row);
}
void PageCase::measure_judgement(std::vector<double> const& probability, FeatureRow& row) const {
  measure_all<Judgement>(view_, probability, row);
}

FlatCase::FlatCase(CorpusPage const& p, std::string text)
    : source_(std::move(text)), view_(split_paragraphs(source_)) {
  page = p;
  for (auto const& traits : view_.traits) letters.push_back(traits.letters);
  labels = label_blocks(view_.paragraphs, page.body);
}

void FlatCase::measure(std::size_t paragraph, FeatureRow& row) const {
  measure_paragraph(view_, paragraph, row);
}
void FlatCase::measure_judgement(std::vector<double> const& probability, FeatureRow& row) const {
  measure_all<FlatJudgement>(view_, probability, row);
}

}  // namespace wirewatch::train
