#pragma once

#include <algorithm>
#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "pipeline/watch/flat_map.h"
#include "pipeline/watch/hash.h"

namespace wirewatch {

/// A thing that a document has or has not, and that rules ask for: a word, a phrase, a prefix, a
/// word in a certain field or spelling, a word list, a language. Numbers from 1; 0 is always there.
using Symbol = std::uint32_t;
inline constexpr Symbol kAlways = 0;

namespace symbol_flag {
inline constexpr std::uint32_t marks = 1;       ///< a rule asks for it, or others follow from it
inline constexpr std::uint32_t places = 2;      ///< a rule asks where it stands
inline constexpr std::uint32_t derives = 4;     ///< others follow from it
inline constexpr std::uint32_t starts = 8;      ///< phrases begin with it
inline constexpr std::uint32_t continues = 16;  ///< stands inside a phrase, not first

/// Above these flags, an entry that starts phrases has a bit for each word that may come next, many
/// words to a bit: most neighbours are seen to be no phrase without another look.
inline std::uint32_t next_bit(std::uint32_t word) {
  return 5 + ((word * 2654435761U >> 16) * 27 >> 16);
}
}  // namespace symbol_flag

/// What else a document has where it has a symbol.
struct Derived {
  enum class Kind : std::uint8_t {
    field,   ///< if it stands in one of `fields`
    exact,   ///< if it is written so that its surface has the hash `surface`
    member,  ///< always: a word list it belongs to, a stem that it is written as
  };
  Kind kind = Kind::member;
  std::uint8_t fields = 0;
  Symbol target = 0;
  std::uint32_t flags = 0;  ///< symbol_flag of the target
  std::uint64_t surface = 0;
};

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
  Symbol stem(std::string const& word);                       ///< of a rule's word, as written
  Symbol value(std::string_view name, std::string_view key);  ///< "lang", "en"
  Symbol fresh();  ///< tied to nothing; for word lists and regexes
  void derive(Symbol from, Derived const& derived);

  /// Rules ask for the symbol (and where it stands).
  void need(Symbol symbol, bool places);

  /// Spreads flags to where matching finds them.
  void freeze();

  std::size_t size() const { return flags_.size(); }
  std::uint32_t flags(Symbol symbol) const { return flags_[symbol]; }
  FlatMap const& words() const { return words_; }
  FlatMap const& edges() const { return edges_; }
  FlatMap const& prefixes() const { return prefixes_; }
  FlatMap const& values() const { return values_; }
  std::map<std::string, Symbol> const& stems() const { return stems_; }
  std::span<Derived const> derived(Symbol symbol) const;
  std::uint32_t longest_phrase() const { return longest_phrase_; }
  std::span<std::uint32_t const> prefix_lengths() const { return prefix_lengths_; }
  /// Of a key of at least 5 bytes, by its first 8: whether some long prefix may begin it.
  bool may_have_prefix(std::uint64_t first_8) const {
    std::uint64_t const at = filter_bit(first_8);
    return (prefix_filter_.data()[at >> 6] >> (at & 63) & 1) != 0;
  }
  /// Of such a key: the lengths of the long prefixes that begin as it does, as bits.
  std::uint32_t prefix_lengths_of(std::uint64_t first_8) const {
    FlatMap::Entry const* const head = prefix_heads_.find(head_key(first_8));
    return head ? head->value : 0;
  }
  /// Lengths of 36 and more share the last bit.
  static std::uint32_t length_bit(std::uint32_t length) {
    return 1U << std::min(length - kFilteredPrefix, 31U);
  }
  std::size_t memory() const;

  static std::uint64_t edge_key(Symbol from, Symbol word);
  static std::uint64_t value_key(std::string_view name, std::string_view key);
  static constexpr std::uint32_t kFilteredPrefix = 5;  ///< bytes; shorter prefixes pass the filter
  static std::uint64_t filter_bit(std::uint64_t first_8) {
    return (first_8 << 24) * 0x9e3779b97f4a7c15 >> 48;
  }

 private:
  struct Link {
    Symbol from;
    Derived derived;
  };
  Symbol intern(FlatMap& map, std::uint64_t key);
  static std::uint64_t head_key(std::uint64_t first_8) {
    return mix(first_8 << 24, 0x9e3779b97f4a7c15);
  }
  static void spread(FlatMap& map, std::vector<std::uint32_t> const& flags);

  FlatMap words_;
  FlatMap edges_;
  FlatMap prefixes_;
  FlatMap prefix_heads_;  ///< first 5 bytes of long prefixes -> length_bit of each
  FlatMap values_;
  FlatMap variants_;  ///< fields and spellings of symbols; for building alone
  std::map<std::string, Symbol> stems_;
  std::vector<std::uint8_t> flags_{symbol_flag::marks};
  std::vector<Link> links_;  ///< until frozen
  struct Step {
    Symbol from;
    Symbol word;
  };
  std::vector<Step> steps_;                ///< of phrases; until frozen
  std::vector<std::uint32_t> derived_at_;  ///< by symbol: its run in derived_, to the next one's
  std::vector<Derived> derived_;
  std::vector<std::uint32_t> prefix_lengths_;
  std::vector<std::uint64_t> prefix_filter_ = std::vector<std::uint64_t>(1024);
  std::uint32_t longest_phrase_ = 1;
};

}  // namespace wirewatch
