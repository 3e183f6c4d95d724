#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "pipeline/watch/regex.h"
#include "pipeline/watch/symbols.h"

struct hs_database;
struct hs_scratch;

namespace wirewatch {

class Occurrences;

/// Room for one thread's searches.
class RegexScratch {
 public:
  RegexScratch() = default;
  ~RegexScratch();
  RegexScratch(RegexScratch&& other) noexcept
      : scratch_(std::exchange(other.scratch_, nullptr)), prepared_(std::move(other.prepared_)) {}
  RegexScratch& operator=(RegexScratch&&) = delete;

 private:
  friend class RegexIndex;
  /// Makes room for a database. Vectorscan does not see reliably that a scratch is too small.
  bool prepare(std::shared_ptr<hs_database const> const& database);

  hs_scratch* scratch_ = nullptr;
  std::vector<std::weak_ptr<hs_database const>> prepared_;
  std::vector<std::uint32_t> hits_;
  std::string text_;
};

/// Many regular expressions, searched at once: one Vectorscan database, each pattern reported once
/// a text. RE2 defines what a pattern means: where the two may differ, RE2 has the last word. A few
/// patterns need no database, RE2 finds them one by one.
/// Filled, then compiled; immutable from then on.
class RegexIndex {
 public:
  /// The symbol of a pattern in some of title and body. 0 when the database cannot hold it.
  Symbol add(std::string const& pattern, std::uint8_t fields, SymbolTable& symbols);

  /// Before anything is added: what the other index has compiled is taken over where it fits. It
  /// must outlive `compile`.
  void start_from(RegexIndex const& like) { like_ = &like; }

  /// Flags of symbols must be final.
  void compile(SymbolTable const& symbols);

  bool empty() const { return patterns_.empty(); }
  std::size_t memory() const;

  /// Marks what is found in `text`, which is one of title and body.
  void search(std::string_view text, std::uint8_t field, bool is_utf8, RegexScratch& scratch,
              Occurrences& found) const;

 private:
  struct Target {
    std::uint8_t fields;
    FlaggedSymbol symbol;
  };
  struct Pattern {
    std::shared_ptr<LazyRegex const> regex;
    bool is_loose = false;  ///< Vectorscan may find more than RE2
    bool in_database = true;
    std::vector<Target> targets;
    std::string const& text() const { return regex->pattern(); }
  };
  static void hit(Pattern const& pattern, std::uint8_t field, Occurrences& found);
  void search_plainly(std::string_view text, std::uint8_t field, bool all,
                      Occurrences& found) const;
  bool compile_database();
  bool take_database();
  Pattern const* known_before(std::string const& pattern) const;

  RegexIndex const* like_ = nullptr;  ///< until compiled
  std::vector<Pattern> patterns_;
  std::unordered_map<std::string, std::uint32_t> known_;
  bool has_others_ = false;  ///< patterns that are not in the database
  std::shared_ptr<hs_database const> database_;
};

}  // namespace wirewatch
