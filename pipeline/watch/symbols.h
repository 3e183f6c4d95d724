#pragma once

#include <algorithm>
#include <cstdint>
#include <map>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "pipeline/watch/flat_map.h"
#include "pipeline/watch/frozen_map.h"
#include "pipeline/watch/hash.h"

namespace wirewatch {

/// A thing that a document has or has not, and that rules ask for: a word, a phrase, a prefix, a
/// word in a certain field or spelling, a word list, a language. Numbers from 1; 0 is always there.
/// Less than 2^26.
using Symbol = std::uint32_t;
inline constexpr Symbol kAlways = 0;

/// Stand above a symbol, in one word with it.
namespace symbol_flag {
inline constexpr std::uint32_t marks = 1U << 31;   ///< a rule asks for it, or others follow from it
inline constexpr std::uint32_t places = 1U << 30;  ///< a rule asks where it stands
inline constexpr std::uint32_t derives = 1U << 29;       ///< others follow from it
inline constexpr std::uint32_t continues = 1U << 28;     ///< stands inside a phrase, not first
inline constexpr std::uint32_t wakes = 1U << 27;         ///< rules wait at it
inline constexpr std::uint32_t derives_late = 1U << 26;  ///< not only in title and lead
}  // namespace symbol_flag
inline constexpr Symbol kMostSymbols = symbol_flag::derives_late;

/// A symbol with its flags, and what may follow it in a phrase: a bit for each next word, many
/// words to a bit, so that most neighbours are seen to be no phrase without another look.
struct FlaggedSymbol {
  std::uint32_t bits = 0;
  std::uint32_t next = 0;

  Symbol symbol() const { return bits & (kMostSymbols - 1); }
  bool has(std::uint32_t flag) const { return (bits & flag) != 0; }
  bool may_go_on(FlaggedSymbol with) const {
    return (next >> (with.bits & 31) & with.bits / symbol_flag::continues & 1) != 0;
  }
};

/// What else a document has where it has a symbol.
struct Derived {
  enum class Kind : std::uint8_t {
    field,   ///< if it stands in one of `fields`
    exact,   ///< if it is written so that its surface has the hash `surface`
    member,  ///< always: a word list it belongs to, a stem that it is written as
  };
  std::uint64_t surface = 0;
  std::uint32_t target = 0;  ///< with its flags, once they are known
  Kind kind = Kind::member;
  std::uint8_t fields = 0;
};

/// What an article says of itself and rules ask for.
enum class ValueKind : std::uint8_t { language, source, tag, category, event };

/// All symbols of a rule index. Filled rule by rule, then frozen; immutable from then on.
///
/// A phrase is a path: the symbol of its first words, and an edge by its next word. So phrases with
/// equal beginnings share them, and one look per token decides whether any phrase goes on.
class SymbolTable {
 public:
  Symbol word(std::string_view key);
  Symbol sequence(std::span<std::string const> keys);
  Symbol prefix(std::string_view key);
  Symbol in_fields(Symbol base, std::uint8_t fields);
  Symbol exact(Symbol folded, std::uint64_t surface);
  Symbol stem(std::string const& word);  ///< of a rule's word, as written
  Symbol value(ValueKind kind, std::string_view key);
  Symbol fresh();  ///< tied to nothing; for word lists and regexes
  void derive(Symbol from, Derived const& derived);

  /// Rules ask for the symbol (and where it stands); rules wait at it.
  void need(Symbol symbol, bool places);
  void wake_by(Symbol symbol) { add_flags(symbol, symbol_flag::wakes); }

  bool has_stem(std::string const& word) const { return drafts_->stems.contains(word); }
  std::map<std::string, Symbol> const& stems() const { return drafts_->stems; }

  /// Makes what matching looks into. For now every symbol that marks also wakes.
  void freeze();
  /// After it, and once all that wakes is told: puts the flags where matching sees them. Then
  /// `drop_drafts`.
  void set_flags();
  void drop_drafts() { drafts_.reset(); }

  std::size_t size() const { return size_; }
  /// Until the drafts are dropped.
  FlaggedSymbol flagged(Symbol symbol) const { return {symbol | flags_of(symbol), 0}; }
  FlaggedSymbol always() const { return always_; }
  FrozenMap const& words() const { return words_; }
  FrozenMap const& edges() const { return edges_; }
  FrozenMap const& prefixes() const { return prefixes_; }
  FrozenMap const& values() const { return values_; }
  bool asks_for(ValueKind kind) const { return (value_kinds_ >> static_cast<int>(kind) & 1) != 0; }
  /// By `derived_key` of a symbol: what `derived` takes.
  FrozenMap const& derived_runs() const { return derived_at_; }
  static std::uint64_t derived_key(Symbol symbol) { return mix(symbol, kHashStep); }
  std::span<Derived const> derived(FrozenMap::Entry const& run) const {
    return {derived_.data() + run.value, run.more};
  }
  std::uint32_t longest_phrase() const { return longest_phrase_; }
  std::span<std::uint32_t const> prefix_lengths() const { return prefix_lengths_; }
  /// Of a key of at least 5 bytes, by its first 8: whether some long prefix may begin it.
  bool may_have_prefix(std::uint64_t first_8) const {
    std::uint64_t const at = filter_bit(first_8);
    return (prefix_filter_.data()[at >> 6] >> (at & 63) & 1) != 0;
  }
  /// By `head_key` of such a key: the lengths of the long prefixes that begin as it does, as bits.
  FrozenMap const& prefix_heads() const { return prefix_heads_; }
  static std::uint64_t head_key(std::uint64_t first_8) {
    return mix(first_8 << 24, 0x9e3779b97f4a7c15);
  }
  /// Lengths of 36 and more share the last bit.
  static std::uint32_t length_bit(std::uint32_t length) {
    return 1U << std::min(length - kFilteredPrefix, kLastBit);
  }
  std::size_t memory() const;

  static std::uint64_t edge_key(Symbol from, Symbol word) {
    return mix((std::uint64_t{from} << 32 | word) ^ kHashStart, kHashStep);
  }
  static std::uint64_t value_key(ValueKind kind, std::string_view key);
  static constexpr std::uint32_t kFilteredPrefix = 5;  ///< bytes; shorter prefixes pass the filter
  static constexpr std::uint32_t kLastBit = 31;

 private:
  static std::uint64_t filter_bit(std::uint64_t first_8) {
    return (first_8 << 24) * 0x9e3779b97f4a7c15 >> 48;
  }
  Symbol intern(FlatMap& map, std::uint64_t key);
  void add_flags(Symbol symbol, std::uint32_t flags) {
    drafts_->flags[symbol] |= static_cast<std::uint8_t>(flags >> 24);
  }
  static FrozenMap freeze(FlatMap& map, std::vector<std::uint32_t> const& next);
  std::uint32_t flags_of(Symbol symbol) const {
    return std::uint32_t{drafts_->flags[symbol]} << 24;
  }
  void freeze_derived();
  template <class Flags>
  void flag_all(Flags const& flags);

  struct Link {
    Symbol from;
    Derived derived;
  };
  struct Step {
    Symbol from;
    Symbol word;
  };
  /// What only building needs.
  struct Drafts {
    FlatMap words;
    FlatMap edges;
    FlatMap prefixes;
    FlatMap prefix_heads;
    FlatMap values;
    FlatMap variants;  ///< fields and spellings of symbols
    std::map<std::string, Symbol> stems;
    std::vector<std::uint8_t> flags{symbol_flag::marks >> 24};  ///< by symbol
    std::vector<Link> links;
    std::vector<Step> steps;  ///< of phrases
  };
  std::unique_ptr<Drafts> drafts_ = std::make_unique<Drafts>();

  FrozenMap words_;
  FrozenMap edges_;
  FrozenMap prefixes_;
  FrozenMap prefix_heads_;  ///< first 5 bytes of long prefixes -> length_bit of each
  FrozenMap values_;
  FrozenMap derived_at_;  ///< symbol -> its run in derived_; more: its length
  std::vector<Derived> derived_;
  std::vector<std::uint32_t> prefix_lengths_;
  std::vector<std::uint64_t> prefix_filter_ = std::vector<std::uint64_t>(1024);
  std::size_t size_ = 1;
  FlaggedSymbol always_;
  std::uint32_t longest_phrase_ = 1;
  std::uint32_t value_kinds_ = 0;
};

}  // namespace wirewatch
