#pragma once

#include <array>
#include <cstdint>
#include <vector>

namespace wirewatch {

/// What the tokeniser does at a code point.
enum class CharacterClass : std::uint8_t {
  cut,     ///< separates tokens
  run,     ///< a letter or digit of a script with spaces: continues the token
  single,  ///< a letter or digit of an unspaced script or Hangul: starts a token of its own
  mark,    ///< combining class 0 and stable: joins the token
  stable,  ///< other combining class, never composes: joins the token when it stands alone
  loose,   ///< may compose with what stands before it
  skip,    ///< format character: as if it were not there
  slow,    ///< needs normalisation: the token is made by ICU
};

/// A code point: its class, and how it reads when case and Latin or Greek marks do not count.
struct CharacterEntry {
  std::array<char, 4> folded{};  ///< UTF-8
  std::uint8_t length = 0;       ///< of `folded`; 0: the code point itself
  CharacterClass kind = CharacterClass::cut;
  bool takes_marks_away = false;  ///< marks that follow it are dropped (Latin, Greek)
  bool is_nonspacing = false;     ///< category Mn
};

/// Code point -> entry, from ICU's Unicode data; built once a process, 0.1 MB. Pages that read
/// alike are shared.
class CharacterTable {
 public:
  static CharacterTable const& instance();

  /// Any value up to U+10FFFF.
  CharacterEntry const& at(char32_t code_point) const {
    std::size_t const page = pages_.data()[code_point >> kPageBits];
    return entries_.data()[(page << kPageBits) + (code_point & (kPageSize - 1))];
  }

 private:
  CharacterTable();
  static constexpr unsigned kPageBits = 6;
  static constexpr unsigned kPageSize = 1U << kPageBits;
  std::vector<std::uint16_t> pages_;
  std::vector<CharacterEntry> entries_;
};

/// Whether every letter or digit at `code_point` is a token of its own: scripts written without
/// spaces between words, and Hangul.
bool is_unspaced(char32_t code_point);

}  // namespace wirewatch
