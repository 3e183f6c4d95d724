#pragma once

#include <cstdint>

#include "pipeline/watch/document.h"
#include "pipeline/watch/flat_map.h"

namespace wirewatch {

/// In how many documents of a sample a token stands. Bounded: once it knows two million, it learns
/// no more.
class Frequencies {
 public:
  void add(Document const& document);

  std::uint32_t documents() const { return documents_; }
  /// Of a word by the hash of its key.
  std::uint32_t of(std::uint64_t hash) const;

 private:
  FlatMap counts_;  ///< value: documents, more: the last one
  std::uint32_t documents_ = 0;
};

}  // namespace wirewatch
