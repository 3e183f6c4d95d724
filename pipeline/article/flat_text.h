#pragma once

#include <string_view>
#include <vector>

#include "base/result.h"
#include "pipeline/article/cohesion.h"
#include "pipeline/article/line_words.h"
#include "pipeline/article/prose_runs.h"
#include "pipeline/article/sequence_model.h"
#include "pipeline/article/text_traits.h"
#include "pipeline/article/tree_model.h"
#include "pipeline/article/word_places.h"

namespace wirewatch {

/// A text without markup as paragraphs: separated by blank lines, or where there are none by line
/// ends. The first 6,000 of the first 1.5 MB.
std::vector<std::string_view> split_paragraphs(std::string_view text);

/// What the measures of a single paragraph refer to.
struct FlatView {
  explicit FlatView(std::vector<std::string_view> paragraphs);

  std::vector<std::string_view> paragraphs;
  std::vector<TextTraits> traits;
  std::vector<LineWords> line_words;
  std::vector<std::vector<std::uint64_t>> subjects;
  std::vector<double> good;         ///< letters of paragraphs that look like prose
  std::vector<double> good_before;  ///< their sum before each, and at the end of all
  std::vector<std::uint32_t> copies;
  std::vector<std::uint32_t> earlier_copies;
  std::vector<std::uint32_t>
      since_invitation;  ///< paragraphs since a heading over links or a prompt
  std::vector<double> cohesion;
  std::vector<WordPlaces::Kinship> kinship;
  std::vector<double> support;  ///< WordPlaces::support of lines that may be the title
  std::size_t title = 0;        ///< the one with most support
  std::vector<std::uint32_t> since_comments;  ///< paragraphs since a heading over comments
  std::vector<std::uint32_t> repeats_before;  ///< short lines that stand three times and more
  std::vector<std::uint32_t> clocks_before;   ///< short lines with a time of day
  std::vector<ProseRun> runs;
  std::vector<std::uint32_t> run_of;  ///< runs_of_paragraphs
  std::uint32_t main_run = 0;         ///< the one with most letters

 private:
  void count_lines();
  void find_title(WordPlaces const& places);
};

void measure_paragraph(FlatView const& page, std::size_t paragraph, FeatureRow& row);

/// What a first judgement of all paragraphs tells about one of them.
class FlatJudgement {
 public:
  FlatJudgement(FlatView const& page, std::vector<double> const& probability);
  void measure(std::size_t paragraph, FeatureRow& row) const;

 private:
  std::vector<double> const& probability_;
  Cohesion cohesion_;
  std::vector<ProseRun> segments_;         ///< runs of likely body
  std::vector<std::uint32_t> segment_of_;  ///< as FlatView::run_of
  std::uint32_t main_ = 0;
  std::vector<double> in_main_;
  Cohesion cohesion_main_;
  std::vector<double> mass_before_;
  std::vector<std::uint32_t> since_;
  std::vector<std::uint32_t> until_;
};

struct FlatModel {
  TreeModel first;
  TreeModel second;
  SequenceModel sequence;
  static Result<FlatModel> parse(std::string_view first, std::string_view second,
                                 std::string_view sequence);
  static FlatModel const& built_in();
};
std::vector<std::string> first_flat_measures();
std::vector<std::string> second_flat_measures();

}  // namespace wirewatch
