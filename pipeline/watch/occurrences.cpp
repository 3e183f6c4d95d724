#include "pipeline/watch/occurrences.h"

namespace wirewatch {

void Occurrences::mark_all(std::span<Found const> found, std::uint32_t shift) {
  std::uint64_t* const bits = bits_.data();
  Symbol* waking = waking_.room(found.size());
  placed_.clear();
  Placed* placed = placed_.room(found.size());
  for (Found const& one : found) {
    Symbol const symbol = one.symbol.symbol();
    std::uint64_t& word = bits[symbol >> 6];
    std::uint64_t const bit = std::uint64_t{one.symbol.bits >> 31} << (symbol & 63);
    bool const is_new = (bit & ~word) != 0;
    word |= bit;
    *waking = symbol;
    waking += one.symbol.bits / symbol_flag::wakes & std::uint32_t{is_new};
    *placed = {symbol, 0U - std::uint32_t{is_new}, one.begin + shift, one.end + shift};
    placed += one.symbol.bits / symbol_flag::places & 1;
  }
  waking_.end_at(waking);
  placed_.end_at(placed);

  auto number = static_cast<std::uint32_t>(places_.size());
  Place* place = places_.room(placed_.size());
  Place const* const all = places_.begin();
  std::uint32_t* const lasts = last_.data();
  for (Placed const& one : placed_) {
    std::uint32_t& last = lasts[one.symbol];
    *place = {one.begin, one.end, last & ~one.is_first};
    if (all[place->before].begin > one.begin) [[unlikely]]
      unsorted_.push_back(one.symbol);
    last = number++;
    ++place;
  }
  places_.end_at(place);
}

void Occurrences::sort_places() {
  std::vector<Place> places;
  for (Symbol const symbol : unsorted_) {
    places.clear();
    Place* const all = places_.data();
    for (std::uint32_t k = last(symbol); k != kNone; k = all[k].before) places.push_back(all[k]);
    std::ranges::sort(places, std::ranges::greater(), &Place::begin);
    std::uint32_t k = last(symbol);
    for (Place const& place : places) {
      all[k].begin = place.begin;
      all[k].end = place.end;
      k = all[k].before;
    }
  }
}

}  // namespace wirewatch
