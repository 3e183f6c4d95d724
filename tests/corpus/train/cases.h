#pragma once

#include <optional>
#include <string>

#include "pipeline/article/flat_text.h"
#include "pipeline/article/html_blocks.h"
#include "pipeline/article/page_view.h"
#include "tests/corpus/train/two_stage.h"

namespace wirewatch::train {

/// A page with markup: its blocks.
class PageCase : public Case {
 public:
  /// `anchors`: what is known of the article from elsewhere, if not from this page's own metadata.
  PageCase(CorpusPage const& page, std::string html, std::optional<Anchors> anchors = {});

  void measure(std::size_t block, FeatureRow& row) const override;
  void measure_judgement(std::vector<double> const& probability, FeatureRow& row) const override;

  HtmlDocument const& document() const { return document_; }
  Anchors const& anchors() const { return anchors_; }
  PageView const& view() const { return view_; }

 private:
  std::string source_;
  HtmlDocument document_;
  HtmlBlocks blocks_;
  Anchors anchors_;
  PageView view_;
};

/// A text without markup: its paragraphs.
class FlatCase : public Case {
 public:
  FlatCase(CorpusPage const& page, std::string text);

  void measure(std::size_t paragraph, FeatureRow& row) const override;
  void measure_judgement(std::vector<double> const& probability, FeatureRow& row) const override;

  FlatView const& view() const { return view_; }

 private:
  std::string source_;
  FlatView view_;
};

}  // namespace wirewatch::train
