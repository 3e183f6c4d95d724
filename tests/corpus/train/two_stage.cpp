#include "tests/corpus/train/two_stage.h"

#include <fmt/format.h>

#include <algorithm>
#include <atomic>
#include <fstream>
#include <thread>

#include "pipeline/article/choose_body.h"
#include "pipeline/article/tree_model.h"
#include "tests/corpus/train/boosting.h"

namespace wirewatch::train {
namespace {

constexpr int kInnerFolds = 3;

/// Blocks weigh by their letters, as in the measure by which bodies are compared; each page weighs
/// about the same, one whose body was made by another tool less.
void weigh(Case const& page, Examples& examples) {
  constexpr double kFloor = 80;
  double const per_page = page.page.gold == "tool-expected" ? 30 : 100;
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

Examples first_examples(Case const& page, std::size_t width) {
  Examples out;
  out.width = width;
  FeatureRow row(out.values);
  for (std::size_t i = 0; i < page.labels.size(); ++i) page.measure_first(i, row);
  weigh(page, out);
  return out;
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
    for (auto const& one : cases) first_.push_back(first_examples(*one, measures.first.size()));
  }

  void learn(std::vector<std::size_t> const& chosen, std::string const& stem) const {
    Examples first;
    Examples second;
    for (int inner = 0; inner < kInnerFolds; ++inner) {
      auto const is_held = [&](std::size_t i) {
        return fold_of(cases_[i]->page.site + "/", kInnerFolds) == inner;
      };
      Examples rest;
      for (auto const i : chosen)
        if (!is_held(i)) rest.append(first_[i]);
      auto const model = parse(boost(rest, measures_.first, {}));
      for (auto const i : chosen)
        if (is_held(i)) judge_unseen(i, model, first, second);
    }
    save(stem + ".1.txt", boost(first, measures_.first, {}));
    save(stem + ".2.txt", boost(second, measures_.second, {}));
  }

 private:
  /// Appends the examples of a page for both judgements, given a model that has not seen it.
  void judge_unseen(std::size_t at, TreeModel const& model, Examples& first,
                    Examples& second) const {
    Case const& page = *cases_[at];
    Examples own = first_[at];
    std::vector<double> probability;
    for (std::size_t i = 0; i < own.size(); ++i)
      probability.push_back(model.probability({own.row(i), own.width}));
    auto const trust = float(trust_in(page, probability));
    for (auto& weight : own.weights) weight *= trust;
    Examples judged;
    judged.width = measures_.second.size();
    FeatureRow row(judged.values);
    page.measure_second(probability, row);
    judged.labels = own.labels;
    judged.weights = own.weights;
    first.append(own);
    second.append(judged);
  }

  TreeModel parse(std::string const& text) const {
    return TreeModel::parse(text, measures_.first).value();
  }
  static void save(std::string const& path, std::string const& text) {
    std::ofstream(path, std::ios::binary) << text;
    fmt::print("wrote {}\n", path);
    (void)std::fflush(stdout);  // progress only
  }

  std::vector<std::unique_ptr<Case>> const& cases_;
  Measures const& measures_;
  std::vector<Examples> first_;
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
