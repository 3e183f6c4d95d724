#include "pipeline/article/flat_text.h"

#include <re2/re2.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <unordered_map>

#include "base/text.h"
#include "pipeline/article/html_blocks.h"
#include "pipeline/article/words.h"

namespace wirewatch {
namespace {

constexpr std::uint32_t kFar = 60;
constexpr std::size_t kBrief = 100;

double share(double part, double whole) { return whole > 0 ? part / whole : 0; }

double prose_letters(TextTraits const& text) {
  bool const prose = text.words >= 20 || (text.words >= 9 && text.ends_sentence);
  return prose ? text.letters : 0;
}

// What stands over comments, with or without their number, in the main languages.
constexpr char kComments[] =
    R"((?i)(?:\b(?:comments?|replies|responses?|kommentare?|leserkommentare|commentaires?|réactions|comentarios?|comentários?|commenti|reacties|kommentarer|komentarze|yorum(?:lar)?|komentar)\b|комментари|コメント|댓글|评论|評論|التعليقات))";
constexpr char kClock[] = R"(\b\d{1,2}[:.h]\d{2}\b)";

bool found(std::string_view text, RE2 const& pattern) {
  return RE2::PartialMatch(re2::StringPiece(text.data(), text.size()), pattern);
}

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

std::vector<std::string_view> split_paragraphs(std::string_view text) {
  std::string_view const separator = text.find("\n\n") == std::string_view::npos ? "\n" : "\n\n";
  std::vector<std::string_view> out;
  text = cut_utf8(text, HtmlBlocks::kMaxText);
  for (std::size_t at = 0; at < text.size() && out.size() < HtmlBlocks::kMaxBlocks;) {
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
    line_words.push_back(count_line_words(paragraph));
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
  runs = find_runs(good, good, 1, 1);
  run_of = runs_of_paragraphs(runs, paragraphs.size());
  main_run = longest_run(runs);
  count_lines();
  WordPlaces const places(paragraphs, subjects);
  for (std::size_t i = 0; i < paragraphs.size(); ++i) kinship.push_back(places.kinship(i));
  find_title(places);
}

/// Teasers are followed by prose on other things, a title by its article.
void FlatView::find_title(WordPlaces const& places) {
  constexpr std::uint32_t kFewestWords = 4;
  constexpr std::uint32_t kLongest = 200;  // letters
  for (std::size_t i = 0; i < paragraphs.size(); ++i) {
    bool const line = traits[i].words >= kFewestWords && traits[i].letters <= kLongest;
    support.push_back(line ? places.support(i, good) : 0);
    if (support[i] > support[title]) title = i;
  }
}

void FlatView::count_lines() {
  static RE2 const kOverComments(kComments);
  static RE2 const kTimeOfDay(kClock);
  std::uint32_t repeats = 0;
  std::uint32_t clocks = 0;
  std::uint32_t since = kFar;
  for (std::size_t i = 0; i < paragraphs.size(); ++i) {
    repeats_before.push_back(repeats);
    clocks_before.push_back(clocks);
    since_comments.push_back(since);
    bool const brief = paragraphs[i].size() < kBrief;
    repeats += brief && copies[i] >= 3;
    clocks += brief && found(paragraphs[i], kTimeOfDay);
    bool const heading = traits[i].words <= 5 && brief && found(paragraphs[i], kOverComments);
    since = heading ? 0 : std::min(since + 1, kFar);
  }
  repeats_before.push_back(repeats);
  clocks_before.push_back(clocks);
}

/// What the paragraphs around one are like, itself among them.
void measure_company(FlatView const& page, std::size_t i, std::size_t width, FeatureRow& row) {
  constexpr std::uint32_t kFewestWords = 8;
  double count = 0;
  double ended = 0;
  double kinship = 0;
  double joining = 0;
  double words = 0;
  auto const end = std::min(page.paragraphs.size(), i + width + 1);
  for (auto at = i > width ? i - width : 0; at < end; ++at) {
    if (page.traits[at].words < kFewestWords) continue;
    ++count;
    ended += page.traits[at].ends_sentence;
    kinship += std::max(0.0, page.kinship[at].close);
    joining += page.line_words[at].joining;
    words += page.line_words[at].words;
  }
  auto const prefix = "company" + std::to_string(width);
  row.put(prefix, "count", count);
  row.put(prefix, "ended", share(ended, count));
  row.put(prefix, "kinship", share(kinship, count));
  row.put(prefix, "joining", share(joining, words));
}

void measure_paragraph(FlatView const& page, std::size_t i, FeatureRow& row) {
  auto const n = std::ptrdiff_t(page.paragraphs.size());
  measure_words(page.traits[i], row);
  measure_line_words(page.line_words[i], row);
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
  row.put("since_comments", page.since_comments[i]);
  row.put("kinship3", page.kinship[i].close);
  row.put("kinship8", page.kinship[i].wide);
  row.put("support", page.support[i]);
  row.put("title_support", page.support[page.title]);
  row.put("from_title", std::clamp(double(i) - double(page.title), -60.0, 200.0));
  row.put("of_title", share_in(page.subjects[page.title], page.subjects[i]));
  measure_company(page, i, 4, row);
  measure_company(page, i, 10, row);
  measure_run(page.runs, page.run_of[i], page.main_run, i, "prose", row);
  auto const from = i > 8 ? i - 8 : 0;
  auto const to = std::min(std::size_t(n), i + 9);
  row.put("repeats_near", page.repeats_before[to] - page.repeats_before[from]);
  row.put("clocks_near", page.clocks_before[to] - page.clocks_before[from]);
  row.put("clocks_before", page.clocks_before[i]);
  row.put("clocks_after", page.clocks_before.back() - page.clocks_before[i]);
  for (int const step : {-4, -3, -2, -1, 1, 2, 3, 4}) {
    auto const at = std::ptrdiff_t(i) + step;
    bool const there = at >= 0 && at < n;
    auto const& text = page.traits[there ? std::size_t(at) : i];
    auto const prefix = "at" + std::to_string(step);
    auto const& words = page.line_words[there ? std::size_t(at) : i];
    row.put(prefix, "joining", there ? share(words.joining, words.words) : -1);
    row.put(prefix, "prompts", there ? words.prompt : -1);
    row.put(prefix, "letters", there ? std::log2(1 + text.letters) : -1);
    row.put(prefix, "ends_sentence", there ? text.ends_sentence : -1);
    row.put(prefix, "capitals", there ? share(text.capitals, text.words) : -1);
    row.put(prefix, "invites", there ? text.invites : -1);
    row.put(prefix, "digits", there ? share(text.digits, text.letters) : -1);
    row.put(prefix, "cohesion", there ? page.cohesion[std::size_t(at)] : -2);
  }
}

FlatJudgement::FlatJudgement(FlatView const& page, std::vector<double> const& probability)
    : probability_(probability),
      cohesion_(page.subjects, probability),
      segments_(find_runs(probability, letters_of(page), 0.5, 3)),
      segment_of_(runs_of_paragraphs(segments_, probability.size())),
      main_(longest_run(segments_)),
      in_main_(probability_in(segments_, main_, probability)),
      cohesion_main_(page.subjects, in_main_),
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
  row.put("cohesion_main", cohesion_main_.of(i));
  measure_run(segments_, segment_of_[i], main_, i, "segment", row);
  for (std::ptrdiff_t const width : {5, 12}) {
    auto const low = std::size_t(std::max<std::ptrdiff_t>(0, std::ptrdiff_t(i) - width));
    auto const high = std::size_t(std::min(n, std::ptrdiff_t(i) + width + 1));
    row.put("mass_left" + std::to_string(width), share(mass_before_[i] - mass_before_[low], all));
    row.put("mass_right" + std::to_string(width),
            share(mass_before_[high] - mass_before_[i + 1], all));
  }
}

}  // namespace wirewatch
