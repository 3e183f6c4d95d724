#pragma once

#include <cstdint>
#include <vector>

#include "pipeline/watch/large_vector.h"
#include "pipeline/watch/symbols.h"

namespace wirewatch {

/// The symbols of one document: which are there, and where those stand whose places rules ask for.
/// Keeps its memory; clearing costs what the last document had.
class Occurrences {
 public:
  struct Place {
    std::uint32_t begin;  ///< positions; those of different fields are far apart
    std::uint32_t end;
    std::uint32_t next;  ///< the same symbol's next place, or kNone
  };
  static constexpr std::uint32_t kNone = ~std::uint32_t{0};

  void reset(std::size_t symbols, std::uint32_t longest) {
    for (Symbol const symbol : present_) bits_[symbol >> 6] = 0;
    present_.clear();
    places_.clear();
    longest_ = longest;
    if (bits_.size() * 64 < symbols + 64) bits_.resize(symbols / 64 + 1);
    if (chains_.size() < symbols) chains_.resize(symbols);
  }

  void mark(Symbol symbol, std::uint32_t flags, std::uint32_t begin, std::uint32_t end) {
    std::uint64_t& word = bits_.data()[symbol >> 6];
    std::uint64_t const bit = std::uint64_t{1} << (symbol & 63);
    bool const is_new = (word & bit) == 0;
    if (is_new) {
      word |= bit;
      present_.push_back(symbol);
    }
    if ((flags & symbol_flag::places) == 0) return;
    auto const number = static_cast<std::uint32_t>(places_.size());
    places_.push_back({begin, end, kNone});
    Chain& chain = chains_.data()[symbol];
    if (is_new)
      chain.first = number;
    else
      places_.data()[chain.last].next = number;
    chain.last = number;
  }

  /// Its place list will soon be asked for.
  void prefetch(Symbol symbol) const { __builtin_prefetch(chains_.data() + symbol, 1); }

  bool has(Symbol symbol) const { return (bits_.data()[symbol >> 6] >> (symbol & 63) & 1) != 0; }
  /// The first place of a symbol that is there.
  std::uint32_t first(Symbol symbol) const { return chains_.data()[symbol].first; }
  Place const& place(std::uint32_t number) const { return places_.data()[number]; }
  std::vector<Symbol> const& present() const { return present_; }
  std::uint32_t longest() const { return longest_; }  ///< no place has more tokens

 private:
  struct Chain {
    std::uint32_t first;
    std::uint32_t last;
  };
  std::vector<std::uint64_t> bits_;
  std::vector<Symbol> present_;
  LargeVector<Chain> chains_;  ///< of symbols that are there; else without meaning
  std::vector<Place> places_;
  std::uint32_t longest_ = 1;
};

}  // namespace wirewatch
