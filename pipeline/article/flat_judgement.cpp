#include <algorithm>
#include <cmath>

#include "pipeline/article/flat_text.h"

namespace wirewatch {
namespace {

constexpr std::uint32_t kFar = 60;

double share(double part, double whole) { return whole > 0 ? part / whole : 0; }

std::vector<double> letters_of(FlatView const& page) {
  std::vector<double> out;
  for (auto const& traits : page.traits) out.push_back(traits.letters);
  return out;
}

/// 0 outside of a run.
std::vector<double> probability_in(std::vector<ProseRun> const& runs, std::uint32_t at,
                                   std::vector<double> const& probability) {
  std::vector<double> out(probability.size());
  if (at < runs.size())
    std::copy(probability.begin() + std::ptrdiff_t(runs[at].begin),
              probability.begin() + std::ptrdiff_t(runs[at].end),
              out.begin() + std::ptrdiff_t(runs[at].begin));
  return out;
}

}  // namespace

FlatJudgement::FlatJudgement(FlatView const& page, std::vector<double> const& probability)
    : probability_(probability),
      cohesion_(page.subjects, probability),
      segments_(find_runs(probability, letters_of(page), 0.5, 3)),
      segment_of_(runs_of_paragraphs(segments_, probability.size())),
      main_(longest_run(segments_)),
      in_main_(probability_in(segments_, main_, probability)),
      cohesion_main_(page.subjects, in_main_),
      names_main_(page.names, in_main_),
      until_(probability.size()) {
  double mass = 0;
  std::uint32_t since = kFar;
  for (std::size_t i = 0; i < probability.size(); ++i) {
    mass_before_.push_back(mass);
    mass += probability[i] * page.traits[i].letters;
    since_.push_back(since);
    since = probability[i] >= 0.5 ? 0 : std::min(since + 1, kFar);
  }
  mass_before_.push_back(mass);
  sum_segments(page);
  std::uint32_t until = kFar;
  for (std::size_t i = probability.size(); i-- > 0;) {
    until_[i] = until;
    until = probability[i] >= 0.5 ? 0 : std::min(until + 1, kFar);
  }
}

void FlatJudgement::sum_segments(FlatView const& page) {
  constexpr std::size_t kLead = 8;  // paragraphs before the first one
  std::size_t end = 0;
  for (auto const& segment : segments_) {
    auto const gap = end > 0 || segment.begin < kLead ? end : segment.begin - kLead;
    sums_.push_back(sum_of(page, segment, gap));
    end = segment.end;
  }
}

FlatJudgement::Segment FlatJudgement::sum_of(FlatView const& page, ProseRun const& segment,
                                             std::size_t gap) const {
  Segment sum;
  double letters = 0;
  double cohesive = 0;
  double named = 0;
  for (auto i = gap; i < segment.begin; ++i) {
    sum.before = std::max(sum.before, page.evidence[i].before);
    sum.behind = std::max(sum.behind, page.evidence[i].behind);
    sum.gap += page.good[i];
  }
  for (auto i = segment.begin; i < segment.end; ++i) {
    double const own = page.traits[i].letters;
    auto const names = double(page.names[i].size());
    letters += own;
    sum.p += own * probability_[i];
    sum.evidence += own * page.evidence[i].body;
    sum.sentences += page.traits[i].ends_sentence ? own : 0;
    if (double const c = cohesion_main_.of(i); c >= 0) sum.cohesion += own * c, cohesive += own;
    if (double const c = names_main_.of(i); c >= 0) sum.names += names * c, named += names;
  }
  sum.p = share(sum.p, letters);
  sum.evidence = share(sum.evidence, letters);
  sum.sentences = share(sum.sentences, letters);
  sum.cohesion = share(sum.cohesion, cohesive);
  sum.names = share(sum.names, named);
  return sum;
}

void FlatJudgement::measure_segment(std::size_t i, FeatureRow& row) const {
  measure_run(segments_, segment_of_[i], main_, i, "segment", row);
  auto const sum = segments_.empty() ? Segment() : sums_[segment_of_[i]];
  row.put("segment.p", sum.p);
  row.put("segment.cohesion", sum.cohesion);
  row.put("segment.names", sum.names);
  row.put("segment.sentences", sum.sentences);
  row.put("segment.evidence", sum.evidence);
  row.put("segment.evidence_before", sum.before);
  row.put("segment.evidence_behind", sum.behind);
  row.put("segment.prose_before", std::log2(1 + sum.gap));
}

void FlatJudgement::measure(std::size_t i, FeatureRow& row) const {
  auto const n = std::ptrdiff_t(probability_.size());
  row.put("p", probability_[i]);
  for (int step = -5; step <= 5; ++step) {
    auto const at = std::ptrdiff_t(i) + step;
    if (step != 0)
      row.put("p" + std::to_string(step), at >= 0 && at < n ? probability_[std::size_t(at)] : -0.1);
  }
  double const all = mass_before_.back();
  row.put("body_before", share(mass_before_[i], all));
  row.put("body_after", share(all - mass_before_[i + 1], all));
  row.put("body_letters", std::log2(1 + all));
  row.put("since_body", since_[i]);
  row.put("until_body", until_[i]);
  row.put("cohesion_body", cohesion_.of(i));
  row.put("cohesion_main", cohesion_main_.of(i));
  row.put("names_main", names_main_.of(i));
  measure_segment(i, row);
  for (std::ptrdiff_t const width : {5, 12}) {
    auto const low = std::size_t(std::max<std::ptrdiff_t>(0, std::ptrdiff_t(i) - width));
    auto const high = std::size_t(std::min(n, std::ptrdiff_t(i) + width + 1));
    row.put("mass_left" + std::to_string(width), share(mass_before_[i] - mass_before_[low], all));
    row.put("mass_right" + std::to_string(width),
            share(mass_before_[high] - mass_before_[i + 1], all));
  }
}

}  // namespace wirewatch
