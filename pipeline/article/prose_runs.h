#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "pipeline/article/feature_row.h"

namespace wirewatch {

/// Paragraphs of prose, or of likely body, with few others between.
struct ProseRun {
  std::size_t begin = 0;
  std::size_t end = 0;
  double letters = 0;         ///< of its prose
  double letters_before = 0;  ///< of the runs before
};

/// The paragraphs whose `weight` is `least` and more, with at most `gap` others between two.
std::vector<ProseRun> find_runs(std::vector<double> const& weight,
                                std::vector<double> const& letters, double least, std::size_t gap);

/// For each of `n` paragraphs the run that it stands in or before; the last one behind all.
std::vector<std::uint32_t> runs_of_paragraphs(std::vector<ProseRun> const& runs, std::size_t n);

/// The one with most letters; 0 where there is none.
std::uint32_t longest_run(std::vector<ProseRun> const& runs);

/// Where paragraph `i` stands among the runs, of which `at` is its own, and what its run is like.
void measure_run(std::vector<ProseRun> const& runs, std::uint32_t at, std::uint32_t main,
                 std::size_t i, std::string_view name, FeatureRow& row);

}  // namespace wirewatch
