#pragma once

#include <cstdint>
#include <string_view>

#include "pipeline/article/feature_row.h"
#include "pipeline/article/furniture.h"

namespace wirewatch {

/// What the characters of a paragraph tell, in any language.
struct TextTraits {
  std::uint32_t letters = 0;  ///< code points that are not white space
  std::uint32_t words = 0;    ///< in scripts without spaces: two characters count as one
  std::uint32_t commas = 0;
  std::uint32_t sentences = 0;  ///< marks that end one
  std::uint32_t capitals = 0;   ///< words that begin with one
  std::uint32_t digits = 0;
  std::uint32_t signs = 0;  ///< | / # @ • · » > _ and the like
  std::uint32_t lines = 1;
  bool ends_sentence = false;
  bool ends_colon = false;
  bool ends_ellipsis = false;
  bool opens_quote = false;
  bool opens_small = false;  ///< with a small letter
  bool copyright = false;
  bool address = false;  ///< holds a web or e-mail address
  FurnitureKind furniture;
  std::uint32_t phrases = 0;  ///< bit set of Phrase
  std::uint32_t shouted = 0;  ///< capital letters of the Latin alphabet
  std::uint32_t label = 0;    ///< letters before an early colon or bar: "Read more: ..."
  bool invites = false;       ///< reads like a heading over links to elsewhere, or a prompt
};

TextTraits measure_text(std::string_view text);

/// The traits as measures for a model.
void measure_words(TextTraits const& text, FeatureRow& row);

}  // namespace wirewatch
