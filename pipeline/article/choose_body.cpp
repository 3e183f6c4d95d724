#include "pipeline/article/choose_body.h"

#include <algorithm>
#include <numeric>
#include <unordered_map>

#include "pipeline/article/block_features.h"
#include "pipeline/article/judge.h"
#include "pipeline/article/words.h"

namespace wirewatch {
namespace {

constexpr double kTooShort = 300;     // letters: so little is as often a teaser as an article
constexpr std::uint32_t kPhrase = 6;  // words: less may be said twice in one article
constexpr std::size_t kRun = 4;
constexpr double kCopied = 0.9;

/// A page that shows its article twice (for small screens, for print) has it once: a block whose
/// runs of words all stood in another container before is a copy. Within one container people do
/// repeat themselves. What readers see comes before what is hidden.
void drop_copies(PageView const& page, BodyChoice& choice) {
  std::unordered_map<std::uint64_t, std::uint32_t> container_of_run;
  auto const take = [&](std::size_t i) {
    auto const container = page.parent(page.blocks[i].element);
    auto const runs = shingles(page.all_words[i], kRun);
    auto const copied = std::count_if(runs.begin(), runs.end(), [&](std::uint64_t run) {
      auto const found = container_of_run.find(run);
      return found != container_of_run.end() && found->second != container;
    });
    if (double(copied) >= kCopied * double(runs.size()))
      choice.kept[i] = false;
    else
      for (auto const run : runs) container_of_run.emplace(run, container);
  };
  for (std::uint32_t const hidden : {0U, bit(Around::hidden)})
    for (std::size_t i = 0; i < choice.kept.size(); ++i)
      if (choice.kept[i] && page.traits[i].words >= kPhrase &&
          (page.blocks[i].around & bit(Around::hidden)) == hidden)
        take(i);
}

}  // namespace

std::vector<double> judge_blocks(PageView const& page, BodyModel const& model) {
  return judge<Judgement>(page, page.blocks.size(), model, [&](std::size_t block, FeatureRow& row) {
    measure_block(page, block, row);
  });
}

BodyChoice choose_body(PageView const& page, std::vector<double> probability) {
  BodyChoice choice;
  choice.probability = std::move(probability);
  std::vector<double> letters;
  for (auto const& block : page.blocks) letters.push_back(block.letters);
  keep_likely(choice, letters);
  drop_copies(page, choice);
  return choice;
}

void keep_likely(BodyChoice& choice, std::vector<double> const& letters) {
  auto const& p = choice.probability;
  std::vector<std::size_t> order(p.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::sort(order.begin(), order.end(), [&](auto a, auto b) { return p[a] > p[b]; });
  double wanted = 0;
  for (std::size_t i = 0; i < p.size(); ++i) wanted += p[i] * letters[i];
  double kept = 0;
  double right = 0;
  double best = 0;
  double best_kept = 0;
  double threshold = 1;
  for (auto const i : order) {
    kept += letters[i];
    right += p[i] * letters[i];
    double const f1 = 2 * right / (kept + wanted);
    if (f1 <= best) continue;
    best = f1;
    best_kept = kept;
    threshold = p[i];
  }
  choice.kept.assign(p.size(), false);
  for (std::size_t i = 0; i < p.size(); ++i) choice.kept[i] = p[i] >= threshold;
  choice.confidence = best * std::min(1.0, best_kept / kTooShort);
}

}  // namespace wirewatch
