#pragma once

#include "pipeline/watch/rule_index.h"
#include "pipeline/watch/stem_index.h"

namespace wirewatch {

/// Finds the symbols of one document.
class Marker {
 public:
  Marker(Document const& document, SymbolTable const& symbols, StemIndex const& stems,
         MatchScratch& scratch)
      : document_(document),
        symbols_(symbols),
        stems_(stems),
        scratch_(scratch),
        found_(scratch.found_) {}

  void mark_values();
  void mark_tokens();

 private:
  /// A stretch of tokens of one field. Positions of different fields are far apart.
  struct Part {
    TokenRange range;
    std::uint8_t field;
    std::uint32_t shift;
    bool counts;  ///< is searched by default
  };

  void mark_value(std::string_view name, std::string_view value);
  void look_up(TokenRange range);
  std::uint32_t list_busy(TokenRange range);
  void prefetch(MatchScratch::Busy const& busy) const;
  void mark_part(Part const& part);
  static bool may_go_on(MatchScratch::Word const& path, MatchScratch::Word const& next) {
    return (path.flags >> symbol_flag::next_bit(next.symbol) & next.flags / symbol_flag::continues &
            1) != 0;
  }
  void mark_phrases(Part const& part, std::uint32_t i);
  void mark_prefixes(Part const& part, std::uint32_t i);
  void mark_stems(Part const& part, std::uint32_t i);
  std::uint64_t stem_of(std::uint32_t i);

  void touch(Symbol symbol, std::uint32_t flags, Part const& part, TokenRange place, bool counts) {
    if (counts) found_.mark(symbol, flags, place.begin + part.shift, place.end + part.shift);
    if ((flags & symbol_flag::derives) != 0) derive(symbol, part, place, counts);
  }
  void derive(Symbol symbol, Part const& part, TokenRange place, bool counts);
  bool lies_in(std::uint8_t fields, Part const& part, TokenRange place) const;
  bool is_written(TokenRange place, std::uint64_t surface) const;

  Document const& document_;
  SymbolTable const& symbols_;
  StemIndex const& stems_;
  MatchScratch& scratch_;
  Occurrences& found_;
  StemIndex::Language const* language_ = nullptr;
};

}  // namespace wirewatch
