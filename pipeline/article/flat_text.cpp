#include "pipeline/article/flat_text.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <unordered_map>

#include "base/text.h"
#include "pipeline/article/words.h"

namespace wirewatch {
namespace {

constexpr std::uint32_t kFar = 60;
constexpr std::size_t kMaxParagraphs = 20'000;

double share(double part, double whole) { return whole > 0 ? part / whole : 0; }

double prose_letters(TextTraits const& text) {
  bool const prose = text.words >= 20 || (text.words >= 9 && text.ends_sentence);
  return prose ? text.letters : 0;
}

}  // namespace

std::vector<std::string_view> split_paragraphs(std::string_view text) {
  std::string_view const separator = text.find("\n\n") == std::string_view::npos ? "\n" : "\n\n";
  std::vector<std::string_view> out;
  for (std::size_t at = 0; at < text.size() && out.size() < kMaxParagraphs;) {
    auto const end = std::min(text.find(separator, at), text.size());
    if (auto const paragraph = trim(text.substr(at, end - at)); !paragraph.empty())
      out.push_back(paragraph);
    at = end + separator.size();
  }
  return out;
}

FlatView::FlatView(std::vector<std::string_view> texts) : paragraphs(std::move(texts)) {
  std::unordered_map<std::string_view, std::uint32_t> count;
  std::vector<double> weights;
  double sum = 0;
  std::uint32_t since = kFar;
  for (auto const paragraph : paragraphs) {
    traits.push_back(measure_text(paragraph));
    subjects.push_back(subject_words(paragraph));
    good.push_back(prose_letters(traits.back()));
    good_before.push_back(sum);
    sum += good.back();
    weights.push_back(good.back() > 0 ? 1 : 0);
    earlier_copies.push_back(count[paragraph]++);
    since_invitation.push_back(since);
    since = traits.back().invites ? 0 : std::min(since + 1, kFar);
  }
  good_before.push_back(sum);
  Cohesion const with_prose(subjects, weights);
  for (std::size_t i = 0; i < paragraphs.size(); ++i) {
    copies.push_back(count[paragraphs[i]]);
    cohesion.push_back(with_prose.of(i));
  }
}

void measure_paragraph(FlatView const& page, std::size_t i, FeatureRow& row) {
  auto const n = std::ptrdiff_t(page.paragraphs.size());
  measure_words(page.traits[i], row);
  row.put("copies", page.copies[i]);
  row.put("earlier_copies", page.earlier_copies[i]);
  row.put("since_invitation", page.since_invitation[i]);
  row.put("cohesion", page.cohesion[i]);
  row.put("index", share(double(i), double(n)));
  double const all = page.good_before.back();
  row.put("good_before", share(page.good_before[i], all));
  row.put("good_after", share(all - page.good_before[i + 1], all));
  row.put("good_total", std::log2(1 + all));
  for (std::ptrdiff_t const width : {3, 8, 20}) {
    auto const low = std::size_t(std::max<std::ptrdiff_t>(0, std::ptrdiff_t(i) - width));
    auto const high = std::size_t(std::min(n, std::ptrdiff_t(i) + width + 1));
    row.put("good_left" + std::to_string(width),
            std::log2(1 + page.good_before[i] - page.good_before[low]));
    row.put("good_right" + std::to_string(width),
            std::log2(1 + page.good_before[high] - page.good_before[i + 1]));
  }
  for (int const step : {-4, -3, -2, -1, 1, 2, 3, 4}) {
    auto const at = std::ptrdiff_t(i) + step;
    bool const there = at >= 0 && at < n;
    auto const& text = page.traits[there ? std::size_t(at) : i];
    auto const prefix = "at" + std::to_string(step);
    row.put(prefix + ".letters", there ? std::log2(1 + text.letters) : -1);
    row.put(prefix + ".ends_sentence", there ? text.ends_sentence : -1);
    row.put(prefix + ".capitals", there ? share(text.capitals, text.words) : -1);
    row.put(prefix + ".invites", there ? text.invites : -1);
    row.put(prefix + ".digits", there ? share(text.digits, text.letters) : -1);
    row.put(prefix + ".cohesion", there ? page.cohesion[std::size_t(at)] : -2);
  }
}

FlatJudgement::FlatJudgement(FlatView const& page, std::vector<double> const& probability)
    : page_(page),
      probability_(probability),
      cohesion_(page.subjects, probability),
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
  std::uint32_t until = kFar;
  for (std::size_t i = probability.size(); i-- > 0;) {
    until_[i] = until;
    until = probability[i] >= 0.5 ? 0 : std::min(until + 1, kFar);
  }
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
  for (std::ptrdiff_t const width : {5, 12}) {
    auto const low = std::size_t(std::max<std::ptrdiff_t>(0, std::ptrdiff_t(i) - width));
    auto const high = std::size_t(std::min(n, std::ptrdiff_t(i) + width + 1));
    row.put("mass_left" + std::to_string(width), share(mass_before_[i] - mass_before_[low], all));
    row.put("mass_right" + std::to_string(width),
            share(mass_before_[high] - mass_before_[i + 1], all));
  }
}

}  // namespace wirewatch
