#pragma once

#include <string_view>
#include <vector>

#include "base/result.h"
#include "pipeline/article/cohesion.h"
#include "pipeline/article/line_words.h"
#include "pipeline/article/prose_runs.h"
#include "pipeline/article/text_traits.h"
#include "pipeline/article/tree_model.h"
#include "pipeline/article/word_evidence.h"

namespace wirewatch {

/// A text without markup as paragraphs: separated by blank lines, or where there are none by line
/// ends. The first 20,000 of them.
std::vector<std::string_view> split_paragraphs(std::string_view text);

/// What the measures of a single paragraph refer to.
struct FlatView {
  FlatView(std::vector<std::string_view> paragraphs, WordEvidence const& words);

  std::vector<std::string_view> paragraphs;
  std::vector<TextTraits> traits;
  std::vector<LineWords> line_words;
  std::vector<LineEvidence> evidence;
  std::vector<std::vector<std::uint64_t>> subjects;
  std::vector<std::vector<std::uint64_t>> names;
  std::vector<double> good;         ///< letters of paragraphs that look like prose
  std::vector<double> good_before;  ///< their sum before each, and at the end of all
  std::vector<std::uint32_t> copies;
  std::vector<std::uint32_t> earlier_copies;
  std::vector<std::uint32_t>
      since_invitation;  ///< paragraphs since a heading over links or a prompt
  std::vector<double> cohesion;
  std::vector<std::uint32_t> since_comments;  ///< paragraphs since a heading over comments
  std::vector<std::uint32_t> repeats_before;  ///< short lines that stand three times and more
  std::vector<std::uint32_t> clocks_before;   ///< short lines with a time of day
  std::vector<ProseRun> runs;
  std::vector<std::uint32_t> run_of;  ///< runs_of_paragraphs
  std::uint32_t main_run = 0;         ///< the one with most letters
  std::vector<double> ended_before;   ///< letters of paragraphs that end as sentences, before each
  std::vector<ProseRun> sentence_runs;  ///< of these paragraphs
  std::vector<std::uint32_t> sentence_run_of;
  std::uint32_t main_sentence_run = 0;

 private:
  void find_sentences();
  void count_lines();
};

void measure_paragraph(FlatView const& page, std::size_t paragraph, FeatureRow& row);

/// What a first judgement of all paragraphs tells about one of them.
class FlatJudgement {
 public:
  FlatJudgement(FlatView const& page, std::vector<double> const& probability);
  void measure(std::size_t paragraph, FeatureRow& row) const;

 private:
  /// What the paragraphs of a run are like together, and those before it.
  struct Segment {
    double p = 0;
    double cohesion = 0;  ///< with the main run
    double names = 0;     ///< the same of names alone
    double sentences = 0;
    double evidence = 0;
    double before = -9;  ///< evidence of an opening in the gap before
    double behind = -9;  ///< of an end
    double gap = 0;      ///< letters of prose in it
  };
  void sum_segments(FlatView const& page);
  Segment sum_of(FlatView const& page, ProseRun const& segment, std::size_t gap) const;
  void measure_segment(std::size_t paragraph, FeatureRow& row) const;

  std::vector<double> const& probability_;
  Cohesion cohesion_;
  std::vector<ProseRun> segments_;         ///< runs of likely body
  std::vector<std::uint32_t> segment_of_;  ///< as FlatView::run_of
  std::uint32_t main_ = 0;
  std::vector<double> in_main_;
  Cohesion cohesion_main_;
  Cohesion names_main_;
  std::vector<Segment> sums_;
  std::vector<double> mass_before_;
  std::vector<std::uint32_t> since_;
  std::vector<std::uint32_t> until_;
};

struct FlatModel {
  WordEvidence words;
  TreeModel first;
  TreeModel second;
  static Result<FlatModel> parse(std::string_view words, std::string_view first,
                                 std::string_view second);
  static FlatModel const& built_in();
};
std::vector<std::string> first_flat_measures();
std::vector<std::string> second_flat_measures();

}  // namespace wirewatch
