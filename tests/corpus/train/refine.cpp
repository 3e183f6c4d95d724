#include "tests/corpus/train/refine.h"

#include <algorithm>
#include <unordered_map>

namespace wirewatch::train {
namespace {

constexpr std::size_t kRun = 4;
constexpr int kRounds = 3;

using Words = std::vector<std::uint64_t>;

/// The labelled blocks as one text, compared with the body by their runs of words.
class Selection {
 public:
  Selection(std::vector<Words> const& blocks, Words const& body) : blocks_(blocks) {
    for (std::size_t i = 0; i + kRun <= body.size(); ++i) ++runs_[run_at(body, i)].wanted;
    wanted_ = double(body.size()) - double(kRun) + 1;
    labels_.resize(blocks.size());
  }

  std::vector<bool> const& labels() const { return labels_; }
  double f1() const { return right_ > 0 ? 2 * right_ / (held_ + wanted_) : 0; }

  /// Takes a block in or out. Only the runs at its place change.
  void flip(std::size_t block) {
    Words joined = words_before(block);
    Words split = joined;
    Words const after = words_after(block);
    split.insert(split.end(), blocks_[block].begin(), blocks_[block].end());
    split.insert(split.end(), after.begin(), after.end());
    joined.insert(joined.end(), after.begin(), after.end());
    remove_runs(labels_[block] ? split : joined);
    add_runs(labels_[block] ? joined : split);
    labels_[block] = !labels_[block];
  }

 private:
  struct Run {
    int wanted = 0;
    int held = 0;
  };

  static std::uint64_t run_at(Words const& words, std::size_t at) {
    std::uint64_t hash = 1;
    for (std::size_t k = 0; k < kRun; ++k) hash = hash * 0x100000001B3ULL + words[at + k];
    return hash;
  }

  void add_runs(Words const& words) {
    for (std::size_t i = 0; i + kRun <= words.size(); ++i) {
      Run& run = runs_[run_at(words, i)];
      right_ += run.held++ < run.wanted ? 1 : 0;
      ++held_;
    }
  }
  void remove_runs(Words const& words) {
    for (std::size_t i = 0; i + kRun <= words.size(); ++i) {
      Run& run = runs_[run_at(words, i)];
      right_ -= --run.held < run.wanted ? 1 : 0;
      --held_;
    }
  }

  Words words_before(std::size_t block) const {
    Words out;
    for (std::size_t i = block; i-- > 0 && out.size() + 1 < kRun;)
      for (std::size_t k = labels_[i] ? blocks_[i].size() : 0; k-- > 0 && out.size() + 1 < kRun;)
        out.push_back(blocks_[i][k]);
    std::reverse(out.begin(), out.end());
    return out;
  }
  Words words_after(std::size_t block) const {
    Words out;
    for (std::size_t i = block + 1; i < blocks_.size() && out.size() + 1 < kRun; ++i)
      for (std::size_t k = 0; labels_[i] && k < blocks_[i].size() && out.size() + 1 < kRun; ++k)
        out.push_back(blocks_[i][k]);
    return out;
  }

  std::vector<Words> const& blocks_;
  std::unordered_map<std::uint64_t, Run> runs_;
  std::vector<bool> labels_;
  double wanted_ = 0;
  double held_ = 0;
  double right_ = 0;
};

}  // namespace

void refine_labels(std::vector<Words> const& blocks, Words const& body, std::vector<bool>& labels) {
  if (body.size() < kRun) return;
  Selection selection(blocks, body);
  for (std::size_t i = 0; i < labels.size(); ++i)
    if (labels[i]) selection.flip(i);
  bool changed = true;
  for (int round = 0; round < kRounds && changed; ++round) {
    changed = false;
    for (std::size_t i = 0; i < labels.size(); ++i) {
      if (blocks[i].empty()) continue;
      double const before = selection.f1();
      selection.flip(i);
      if (selection.f1() > before + 1e-9)
        changed = true;
      else
        selection.flip(i);
    }
  }
  labels = selection.labels();
}

}  // namespace wirewatch::train
