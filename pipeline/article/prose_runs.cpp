#include "pipeline/article/prose_runs.h"

#include <algorithm>
#include <cmath>

namespace wirewatch {
namespace {

double share(double part, double whole) { return whole > 0 ? part / whole : 0; }

}  // namespace

std::vector<ProseRun> find_runs(std::vector<double> const& weight,
                                std::vector<double> const& letters, double least, std::size_t gap) {
  std::vector<ProseRun> runs;
  double sum = 0;
  for (std::size_t i = 0; i < weight.size(); ++i) {
    if (weight[i] < least) continue;
    if (runs.empty() || i > runs.back().end + gap) runs.push_back({i, i, 0, sum});
    runs.back().end = i + 1;
    runs.back().letters += letters[i];
    sum += letters[i];
  }
  return runs;
}

std::vector<std::uint32_t> runs_of_paragraphs(std::vector<ProseRun> const& runs, std::size_t n) {
  std::vector<std::uint32_t> out;
  std::uint32_t run = 0;
  for (std::size_t i = 0; i < n; ++i) {
    while (run + 1 < runs.size() && i >= runs[run].end) ++run;
    out.push_back(run);
  }
  return out;
}

std::uint32_t longest_run(std::vector<ProseRun> const& runs) {
  auto const most = std::max_element(runs.begin(), runs.end(),
                                     [](auto& a, auto& b) { return a.letters < b.letters; });
  return std::uint32_t(most - runs.begin());
}

void measure_run(std::vector<ProseRun> const& runs, std::uint32_t at, std::uint32_t main,
                 std::size_t i, std::string_view name, FeatureRow& row) {
  bool const any = !runs.empty();
  double const all = any ? runs.back().letters_before + runs.back().letters : 0;
  ProseRun const none;
  auto const& run = any ? runs[at] : none;
  auto const& most = any ? runs[main] : none;
  bool const inside = any && i >= run.begin && i < run.end;
  row.put(name, "inside", inside);
  row.put(name, "letters", std::log2(1 + run.letters));
  row.put(name, "share", share(run.letters, all));
  row.put(name, "before", share(run.letters_before, all));
  row.put(name, "of_main", share(run.letters, most.letters));
  auto const before_main = double(i) - double(most.begin);
  auto const behind_main = double(i) - double(most.end) + 1;
  row.put(name, "from_main", before_main < 0 ? before_main : std::max(0.0, behind_main));
  row.put(name, "in_run", inside ? double(i - run.begin) : -1);
  row.put(name, "to_end", inside ? double(run.end - i) : -1);
  bool const follows = any && at > 0;
  row.put(name, "gap", follows ? double(run.begin - runs[at - 1].end) : -1);
}

}  // namespace wirewatch
