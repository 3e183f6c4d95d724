#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "pipeline/watch/watch_rule.h"

namespace wirewatch {

/// Watch rules in little more memory than their words take. Trees are made of them when a match is
/// to be shown or an index to be compiled; what places in the config they had is lost.
class PackedRules {
 public:
  void add(WatchRule const& rule);
  void finish() { bytes_.shrink_to_fit(), begins_.shrink_to_fit(); }

  WatchRule unpack(std::size_t i) const;
  WatchRule unpack_head(std::size_t i) const;  ///< all but the expression
  std::string_view name(std::size_t i) const;

  std::size_t size() const { return begins_.size(); }
  std::size_t memory() const {
    return bytes_.capacity() + begins_.capacity() * sizeof(std::uint32_t);
  }

 private:
  using Members = std::shared_ptr<std::vector<Expression> const>;
  class Writer;
  class Reader;

  std::string bytes_;
  std::vector<std::uint32_t> begins_;  ///< in bytes_, by rule
  std::vector<Members> lists_;         ///< word lists that rules share
};

}  // namespace wirewatch
