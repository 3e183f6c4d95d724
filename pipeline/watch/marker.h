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
        found_(scratch.occurrences_) {}

  void mark_values();
  void mark_tokens();

 private:
  using Beginning = MatchScratch::Beginning;
  /// A stretch of tokens of one field. Positions of different fields are far apart.
  struct Part {
    TokenRange range;
    std::uint8_t field;
    std::uint32_t shift;
  };

  void mark_value(ValueKind kind, std::string_view value);
  void mark_part(Part const& part);
  void look_up(TokenRange range);
  void list_marks(TokenRange range);
  void list_long(TokenRange range);
  void find_phrases();
  void find_prefixes(TokenRange range);
  void list_beginnings(std::uint32_t i, std::uint32_t lengths);
  void list_beginning(std::uint32_t i, std::uint32_t length);
  void find_stems(TokenRange range);
  std::uint64_t stem_of(std::uint32_t i);
  void mark_found(Part const& part);
  void derive(Part const& part);
  void derive(Found const& base, Derived const& derived, Part const& part);
  void add(FlaggedSymbol symbol, std::uint32_t begin, std::uint32_t end);
  std::uint8_t fields_of(Found const& found, Part const& part) const;
  bool is_written(Found const& found, std::uint64_t surface) const;

  Document const& document_;
  SymbolTable const& symbols_;
  StemIndex const& stems_;
  MatchScratch& scratch_;
  Occurrences& found_;
  StemIndex::Language const* language_ = nullptr;
};

}  // namespace wirewatch
