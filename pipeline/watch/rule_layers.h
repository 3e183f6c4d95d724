#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string_view>
#include <vector>

#include "pipeline/watch/packed_rules.h"
#include "pipeline/watch/rule_index.h"

namespace wirewatch {

/// Rules that were compiled together, in the order of their names. Immutable.
class CompiledRules {
 public:
  /// `like`: of mostly the same rules, may be nullptr.
  CompiledRules(std::vector<WatchRule> rules, CompiledRules const* like,
                ArticleSample const& sample = {});

  PackedRules const& rules() const { return rules_; }
  RuleIndex const& index() const { return *index_; }  ///< reports numbers of `rules`
  std::optional<std::size_t> find(std::string_view name) const;
  std::size_t memory() const { return rules_.memory() + index_->memory(); }

 private:
  PackedRules rules_;
  std::unique_ptr<RuleIndex const> index_;
};

/// Compiled rules of which some are struck out, and the order in which they are reported.
class RuleLayer {
 public:
  using Ranks = std::vector<std::uint32_t>;

  RuleLayer(std::shared_ptr<CompiledRules const> compiled, Ranks ranks)
      : compiled_(std::move(compiled)), struck_((ranks.size() + 63) / 64) {
    rank(std::move(ranks));
  }

  CompiledRules const& compiled() const { return *compiled_; }
  std::size_t size() const { return ranks_->size(); }
  std::size_t struck() const { return struck_count_; }
  bool is_struck(std::size_t i) const { return (struck_[i / 64] >> (i % 64) & 1) != 0; }
  std::uint32_t rank(std::size_t i) const { return (*ranks_)[i]; }

  /// A rule that is there and not struck.
  std::optional<std::size_t> find(std::string_view name) const;
  void strike(std::size_t i) {
    struck_[i / 64] |= std::uint64_t{1} << (i % 64);
    ++struck_count_;
  }
  void rank(Ranks ranks) { ranks_ = std::make_shared<Ranks const>(std::move(ranks)); }

  std::size_t memory() const {
    return compiled_->memory() + ranks_->capacity() * sizeof(std::uint32_t) +
           struck_.capacity() * sizeof(std::uint64_t);
  }

 private:
  std::shared_ptr<CompiledRules const> compiled_;
  std::shared_ptr<Ranks const> ranks_;
  std::vector<std::uint64_t> struck_;  ///< a bit a rule
  std::size_t struck_count_ = 0;
};

}  // namespace wirewatch
