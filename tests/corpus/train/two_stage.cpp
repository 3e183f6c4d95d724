#include "tests/corpus/train/two_stage.h"

#include <fmt/format.h>

#include <algorithm>
#include <atomic>
#include <fstream>
#include <thread>
#include <utility>

#include "pipeline/article/choose_body.h"
#include "pipeline/article/judge.h"
#include "tests/corpus/train/boosting.h"

namespace wirewatch::train {
namespace {

constexpr int kInnerFolds = 3;
constexpr double kWcxbShare = 0.4;
constexpr double kReadShare = 0.5;

/// Blocks weigh by their letters, as in the measure by which bodies are compared; each page weighs
/// about the same, one whose body was made by another tool less. Of further pages most are wcxb's
/// or read: less of each keeps the mix of sources that the corpus has.
void weigh(Case const& page, Examples& examples) {
  constexpr double kFloor = 80;
  double per_page = page.page.gold == "tool-expected" ? 30 : 100;
  if (page.page.source == "wcxb") per_page *= kWcxbShare;
  if (page.page.source == "read") per_page *= kReadShare;
  constexpr double kLongest = 1500;
  double body = 800;
  for (std::size_t i = 0; i < page.labels.size(); ++i)
    if (page.labels[i]) body += page.letters[i] + kFloor;
  for (std::size_t i = 0; i < page.labels.size(); ++i) {
    examples.labels.push_back(page.labels[i] ? 1 : 0);
    examples.weights.push_back(
        float(per_page * (std::min(page.letters[i], kLongest) + kFloor) / body));
  }
}

/// How much a page may teach: one whose body is far from what other sites' pages teach, as where
/// the reference takes only the beginning of several articles, would do harm.
double trust_in(Case const& page, std::vector<double> const& probability) {
  constexpr double kAgreeing = 0.8;  // F1
  constexpr double kLeast = 0.2;
  BodyChoice choice;
  choice.probability = probability;
  keep_likely(choice, page.letters);
  double right = 0;
  double all = 1;  // letters
  for (std::size_t i = 0; i < page.labels.size(); ++i) {
    if (choice.kept[i] && page.labels[i]) right += page.letters[i];
    all += (choice.kept[i] ? page.letters[i] : 0) + (page.labels[i] ? page.letters[i] : 0);
  }
  double const agreement = std::min(1.0, 2 * right / all / kAgreeing);
  return std::max(kLeast, agreement * agreement);
}

class Learner {
 public:
  Learner(std::vector<std::unique_ptr<Case>> const& cases, Measures const& measures)
      : cases_(cases), measures_(measures) {
    std::vector<float> values;
    FeatureRow row(values);
    for (auto const& one : cases)
      for (std::size_t i = 0; i < one->labels.size(); ++i) one->measure(i, row);
    binning_ = Binning(values, measures.first.size());
    float const* at = values.data();
    for (auto const& one : cases) {
      Examples& own = first_.emplace_back();
      own.width = binning_.width();
      for (std::size_t i = 0; i < one->labels.size(); ++i, at += own.width)
        binning_.append_bins(at, own.bins);
      weigh(*one, own);
    }
  }

  void learn(std::vector<std::size_t> const& chosen, std::string const& stem) const {
    auto const unseen = judge_unseen(chosen);
    Examples first;
    for (auto const& one : unseen) append_trusted(one, first_[one.at], first);
    save(stem + ".1.txt", boost(first, binning_, {}).text(binning_, measures_.first));
    first = {};
    std::vector<float> values;
    FeatureRow row(values);
    for (auto const& one : unseen) cases_[one.at]->measure_judgement(one.probability, row);
    Binning const added(values, measures_.second.size() - binning_.width());
    Binning both = binning_;
    both.append(added);
    Examples second;
    float const* at = values.data();
    for (auto const& one : unseen) {
      append_trusted(one, with_judgement(one, added, at), second);
      at += one.probability.size() * added.width();
    }
    save(stem + ".2.txt", boost(second, both, {}).text(both, measures_.second));
    save(stem + ".cases", doubtful_blocks(unseen));
  }

 private:
  /// A page's first judgement by a model that has not seen it.
  struct Unseen {
    std::size_t at = 0;
    std::vector<double> probability;
    float trust = 1;
  };

  std::vector<Unseen> judge_unseen(std::vector<std::size_t> const& chosen) const {
    std::vector<Unseen> out;
    for (int inner = 0; inner < kInnerFolds; ++inner) {
      auto const is_held = [&](std::size_t i) {
        return fold_of(cases_[i]->page.site + "/", kInnerFolds) == inner;
      };
      Examples rest;
      for (auto const i : chosen)
        if (!is_held(i)) rest.append(first_[i]);
      auto const model = boost(rest, binning_, {});
      for (auto const i : chosen) {
        if (!is_held(i)) continue;
        Unseen one{i, {}, 1};
        for (std::size_t k = 0; k < first_[i].size(); ++k)
          one.probability.push_back(model.probability(first_[i].row(k)));
        one.trust = float(trust_in(*cases_[i], one.probability));
        out.push_back(std::move(one));
      }
    }
    return out;
  }

  /// The rows of a page that a second judgement is asked for.
  Examples with_judgement(Unseen const& one, Binning const& added, float const* judgement) const {
    Examples const& own = first_[one.at];
    Examples out;
    out.width = own.width + added.width();
    for (std::size_t i = 0; i < own.size(); ++i, judgement += added.width()) {
      if (one.probability[i] < measures_.clear) continue;
      out.bins.insert(out.bins.end(), own.row(i), own.row(i) + own.width);
      added.append_bins(judgement, out.bins);
      out.labels.push_back(own.labels[i]);
      out.weights.push_back(own.weights[i]);
    }
    return out;
  }

  /// For train_sequence.py: a line with the names of the measures, then for each page the number
  /// of its blocks that are not clear at once, and of each its label, weight and measures, the last
  /// of which is how many clear ones stand before it; little-endian floats.
  std::string doubtful_blocks(std::vector<Unseen> const& unseen) const {
    std::string out = fmt::format("{} left_out\n", fmt::join(measures_.first, " "));
    for (auto const& one : unseen) {
      std::vector<float> values{0};
      FeatureRow row(values);
      float left_out = 0;
      for (std::size_t i = 0; i < one.probability.size(); ++i) {
        ++left_out;
        if (one.probability[i] < kClear) continue;
        values[0] += 1;
        values.push_back(first_[one.at].labels[i]);
        values.push_back(first_[one.at].weights[i] * one.trust);
        cases_[one.at]->measure(i, row);
        values.push_back(std::exchange(left_out, 0.0F) - 1);
      }
      out.append(reinterpret_cast<char const*>(values.data()), values.size() * sizeof(float));
    }
    return out;
  }

  static void append_trusted(Unseen const& one, Examples examples, Examples& out) {
    for (auto& weight : examples.weights) weight *= one.trust;
    out.append(examples);
  }

  static void save(std::string const& path, std::string const& text) {
    std::ofstream(path, std::ios::binary) << text;
    fmt::print("wrote {}\n", path);
    (void)std::fflush(stdout);  // progress only
  }

  std::vector<std::unique_ptr<Case>> const& cases_;
  Measures const& measures_;
  Binning binning_;
  std::vector<Examples> first_;  ///< by case
};

}  // namespace

void learn_all(std::vector<std::unique_ptr<Case>> const& cases, Measures const& measures,
               std::filesystem::path const& out, int folds) {
  std::filesystem::create_directories(out);
  Learner const learner(cases, measures);
  std::atomic<int> next = -1;
  auto const work = [&] {
    for (int fold = next++; fold < folds; fold = next++) {
      std::vector<std::size_t> chosen;
      for (std::size_t i = 0; i < cases.size(); ++i)
        if (fold < 0 || fold_of(cases[i]->page.site, kArticleFolds) != fold) chosen.push_back(i);
      learner.learn(chosen, (out / (fold < 0 ? "all" : std::to_string(fold))).string());
    }
  };
  std::jthread const other(work);
  work();
}

}  // namespace wirewatch::train
