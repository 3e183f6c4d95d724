#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <mutex>
#include <span>
#include <string>
#include <vector>

#include "pipeline/watch/flat_map.h"
#include "pipeline/watch/stem.h"
#include "pipeline/watch/symbols.h"

namespace wirewatch {

/// The words that rules want by their stem. A table for a language is made when the first article
/// in it comes, since a stem differs from language to language and few of them are ever seen.
class StemIndex {
 public:
  explicit StemIndex(SymbolTable const& symbols);

  bool empty() const { return words_.empty(); }

  using Target = FlaggedSymbol;
  /// One language's stems. The words that share a stem lie behind each other.
  class Language {
   public:
    std::span<Target const> find(std::uint64_t stem_hash) const;

   private:
    friend class StemIndex;
    FlatMap at_;  ///< hash of the stem -> first target; more: how many
    std::vector<Target> targets_;
  };

  /// nullptr for a language without stemmer. Thread-safe.
  Language const* language(std::string_view name) const;

 private:
  struct Word {
    std::string text;
    Target target;
  };
  struct Slot {
    std::once_flag once;
    Language table;
  };
  void make(std::string_view name, Language& table) const;

  std::vector<Word> words_;
  std::unique_ptr<std::array<Slot, 64>> slots_;  ///< by Stemmer::number_of; where there are words
};

}  // namespace wirewatch
