#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "pipeline/article/feature_row.h"
#include "tests/corpus/article_corpus.h"

namespace wirewatch::train {

/// A page as paragraphs of which some are body.
class Case {
 public:
  virtual ~Case() = default;
  virtual void measure(std::size_t paragraph, FeatureRow& row) const = 0;
  /// Appends for each paragraph what the first judgement of all of them adds.
  virtual void measure_judgement(std::vector<double> const& probability, FeatureRow& row) const = 0;

  CorpusPage page;
  std::vector<bool> labels;
  std::vector<double> letters;
};

struct Measures {
  std::vector<std::string> first;
  std::vector<std::string> second;  ///< begins with all of the first
  double clear = 0;                 ///< first judgements below it are final
};

/// Learns both judgements: from every case into OUT/all.{1,2}.txt, and for honest figures without
/// the sites of fold K into OUT/K.{1,2}.txt. The second is learned on first judgements of pages
/// that the first had not seen. Beside them what train_sequence.py learns from: OUT/all.cases.
void learn_all(std::vector<std::unique_ptr<Case>> const& cases, Measures const& measures,
               std::filesystem::path const& out, int folds);

}  // namespace wirewatch::train
