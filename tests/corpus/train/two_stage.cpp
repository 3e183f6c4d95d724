#include "tests/corpus/train/two_stage.h"

#include <fmt/format.h>

#include <algorithm>
#include <fstream>

#include "pipeline/article/tree_model.h"
#include "tests/corpus/train/boosting.h"

namespace wirewatch::train {
namespace {

constexpr int kInnerFolds = 3;

/// Blocks weigh by their letters, as in the measure by which bodies are compared; each page weighs
/// about the same.
void weigh(Case const& page, Examples& examples) {
  constexpr double kFloor = 40;
  constexpr double kPage = 100;
  constexpr double kLongest = 1500;
  double body = 800;
  for (std::size_t i = 0; i < page.labels.size(); ++i)
    if (page.labels[i]) body += page.letters[i] + kFloor;
  for (std::size_t i = 0; i < page.labels.size(); ++i) {
    examples.labels.push_back(page.labels[i] ? 1 : 0);
    examples.weights.push_back(
        float(kPage * (std::min(page.letters[i], kLongest) + kFloor) / body));
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

Examples second_examples(Case const& page, std::size_t width, Examples const& first,
                         TreeModel const& model) {
  std::vector<double> probability;
  for (std::size_t i = 0; i < first.size(); ++i)
    probability.push_back(model.probability({first.row(i), first.width}));
  Examples out;
  out.width = width;
  FeatureRow row(out.values);
  page.measure_second(probability, row);
  weigh(page, out);
  return out;
}

class Learner {
 public:
  Learner(std::vector<std::unique_ptr<Case>> const& cases, Measures const& measures)
      : cases_(cases), measures_(measures) {
    for (auto const& one : cases) first_.push_back(first_examples(*one, measures.first.size()));
  }

  void learn(std::vector<std::size_t> const& chosen, std::string const& stem) const {
    Examples second;
    for (int inner = 0; inner < kInnerFolds; ++inner) {
      auto const is_held = [&](std::size_t i) {
        return fold_of(cases_[i]->page.site + "/", kInnerFolds) == inner;
      };
      std::vector<std::size_t> rest;
      std::copy_if(chosen.begin(), chosen.end(), std::back_inserter(rest),
                   [&](auto i) { return !is_held(i); });
      auto const model = parse(learn_first(rest));
      for (auto const i : chosen)
        if (is_held(i))
          second.append(second_examples(*cases_[i], measures_.second.size(), first_[i], model));
    }
    save(stem + ".1.txt", learn_first(chosen));
    save(stem + ".2.txt", boost(second, measures_.second, {}));
  }

 private:
  std::string learn_first(std::vector<std::size_t> const& chosen) const {
    Examples examples;
    for (auto const i : chosen) examples.append(first_[i]);
    return boost(examples, measures_.first, {});
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
  for (int fold = -1; fold < folds; ++fold) {
    std::vector<std::size_t> chosen;
    for (std::size_t i = 0; i < cases.size(); ++i)
      if (fold < 0 || fold_of(cases[i]->page.site, kArticleFolds) != fold) chosen.push_back(i);
    learner.learn(chosen, (out / (fold < 0 ? "all" : std::to_string(fold))).string());
  }
}

}  // namespace wirewatch::train
