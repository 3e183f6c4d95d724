#include "tests/corpus/train/labels.h"

#include <algorithm>
#include <map>
#include <unordered_map>

#include "pipeline/article/words.h"
#include "tests/corpus/train/refine.h"

namespace wirewatch::train {
namespace {

constexpr std::size_t kRun = 4;
constexpr std::ptrdiff_t kSlack = 60;

using Words = std::vector<std::uint64_t>;

std::uint64_t run_at(Words const& words, std::size_t at) {
  std::uint64_t hash = 1;
  for (std::size_t k = 0; k < kRun; ++k) hash = hash * 0x100000001B3ULL + words[at + k];
  return hash;
}

struct Match {
  double share = 0;
  std::ptrdiff_t place = -1;  ///< in words of the body
};

class Labeller {
 public:
  Labeller(std::vector<std::string_view> const& blocks, std::string const& body)
      : gold_(word_hashes(body)) {
    for (auto const block : blocks) blocks_.push_back(word_hashes(block));
    for (std::size_t i = 0; i + kRun <= gold_.size(); ++i) places_.emplace(run_at(gold_, i), i);
  }

  std::vector<bool> run() {
    std::vector<bool> labels(blocks_.size());
    std::vector<std::ptrdiff_t> places(blocks_.size(), -1);
    for (std::size_t i = 0; i < blocks_.size(); ++i) {
      if (blocks_[i].size() < 8) continue;
      auto const match = match_long(blocks_[i]);
      labels[i] = match.share >= 0.5;
      places[i] = labels[i] ? match.place : -1;
    }
    auto const sure = labels;
    for (std::size_t i = 0; i < blocks_.size(); ++i)
      if (!blocks_[i].empty() && blocks_[i].size() < 8) labels[i] = match_short(i, sure, places);
    drop_copies(labels);
    refine_labels(blocks_, gold_, labels);
    return labels;
  }

 private:
  Match match_long(Words const& words) const {
    Match match;
    std::size_t found = 0;
    for (std::size_t i = 0; i + kRun <= words.size(); ++i) {
      auto const place = places_.find(run_at(words, i));
      if (place == places_.end()) continue;
      if (found++ == 0) match.place = std::ptrdiff_t(place->second);
    }
    match.share = double(found) / double(words.size() - kRun + 1);
    return match;
  }

  /// Searched between where the neighbours before and behind match.
  bool match_short(std::size_t i, std::vector<bool> const& sure,
                   std::vector<std::ptrdiff_t> const& places) const {
    std::ptrdiff_t low = -1;
    std::ptrdiff_t high = -1;
    for (std::size_t k = i; k-- > 0 && i - k < 25 && low < 0;)
      if (sure[k]) low = places[k] + std::ptrdiff_t(blocks_[k].size()) - 5;
    for (std::size_t k = i + 1; k < blocks_.size() && k - i < 25 && high < 0; ++k)
      if (sure[k]) high = places[k];
    if (low < 0 && high < 0) return false;
    if (low < 0) low = std::max<std::ptrdiff_t>(0, high - kSlack);
    if (high < 0) high = std::min(std::ptrdiff_t(gold_.size()), low + kSlack);
    low = std::max<std::ptrdiff_t>(0, low);
    if (high <= low) return false;
    auto const& words = blocks_[i];
    return std::search(gold_.begin() + low, gold_.begin() + high, words.begin(), words.end()) !=
           gold_.begin() + high;
  }

  void drop_copies(std::vector<bool>& labels) const {
    std::map<Words, std::vector<std::size_t>> copies;
    for (std::size_t i = 0; i < blocks_.size(); ++i)
      if (labels[i] && blocks_[i].size() >= 3) copies[blocks_[i]].push_back(i);
    auto const original = labels;
    auto const company = [&](std::size_t at) {
      double sum = 0;
      for (std::size_t k = at < 6 ? 0 : at - 6; k < std::min(blocks_.size(), at + 7); ++k)
        sum += original[k] ? double(blocks_[k].size()) : 0;
      return sum;
    };
    for (auto const& [words, places] : copies) {
      if (places.size() < 2 || count_in_gold(words) >= places.size()) continue;
      auto const best = *std::max_element(places.begin(), places.end(),
                                          [&](auto a, auto b) { return company(a) < company(b); });
      for (auto const at : places) labels[at] = at == best;
    }
  }

  std::size_t count_in_gold(Words const& words) const {
    std::size_t count = 0;
    for (auto at = gold_.begin();
         (at = std::search(at, gold_.end(), words.begin(), words.end())) != gold_.end(); ++at)
      ++count;
    return count;
  }

  Words gold_;
  std::vector<Words> blocks_;
  std::unordered_map<std::uint64_t, std::size_t> places_;
};

}  // namespace

std::vector<bool> label_blocks(std::vector<std::string_view> const& blocks,
                               std::string const& body) {
  return Labeller(blocks, body).run();
}

}  // namespace wirewatch::train
