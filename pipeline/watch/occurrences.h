#pragma once

#include <algorithm>
#include <cstdint>
#include <span>
#include <vector>

#include "pipeline/watch/growing_list.h"
#include "pipeline/watch/large_vector.h"
#include "pipeline/watch/symbols.h"

namespace wirewatch {

/// Tokens [begin, end) that are a symbol.
struct Found {
  FlaggedSymbol symbol;
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
};

/// The symbols of one document: which are there, and where those stand whose places rules ask for.
/// Keeps its memory.
class Occurrences {
 public:
  struct Place {
    std::uint32_t begin;  ///< positions; those of different fields are far apart
    std::uint32_t end;
    std::uint32_t before;  ///< the same symbol's place that begins before, or kNone
  };
  static constexpr std::uint32_t kNone = 0;  ///< place 0, which is nowhere

  void reset(std::size_t symbols, std::uint32_t longest) {
    longest_ = longest;
    if (bits_.size() * 64 < symbols + 64) bits_.resize(symbols / 64 + 1);
    std::fill_n(bits_.begin(), symbols / 64 + 1, 0);
    if (last_.size() < symbols) last_.resize(symbols);
    waking_.clear();
    places_.clear();
    places_.end_at(places_.room(1) + 1);
    unsorted_.clear();
  }

  /// Of a symbol without places. One without the flag `marks` leaves no trace.
  void mark(FlaggedSymbol symbol) {
    Found const one{symbol, 0, 0};
    mark_all({&one, 1}, 0);
  }
  /// A stretch of symbols, whose positions are to be moved by `shift`. No branch depends on what
  /// the document has.
  void mark_all(std::span<Found const> found, std::uint32_t shift);

  /// After all is marked: what was found in several ways (a word list, a stem) lies in order, too.
  void sort_places();

  bool has(Symbol symbol) const { return (bits_.data()[symbol >> 6] >> (symbol & 63) & 1) != 0; }
  /// The last place of a symbol that is there.
  std::uint32_t last(Symbol symbol) const { return last_.data()[symbol]; }
  Place const& place(std::uint32_t number) const { return places_.begin()[number]; }
  /// The symbols that are there and wake rules, each once.
  GrowingList<Symbol> const& waking() const { return waking_; }
  std::uint32_t longest() const { return longest_; }  ///< no place has more tokens

 private:
  struct Placed {
    Symbol symbol;
    std::uint32_t is_first;  ///< all bits or none
    std::uint32_t begin;
    std::uint32_t end;
  };

  std::vector<std::uint64_t> bits_;
  GrowingList<Symbol> waking_;
  LargeVector<std::uint32_t> last_;  ///< of symbols that are there; else without meaning
  GrowingList<Place> places_;
  GrowingList<Placed> placed_;
  std::vector<Symbol> unsorted_;
  std::uint32_t longest_ = 1;
};

}  // namespace wirewatch
