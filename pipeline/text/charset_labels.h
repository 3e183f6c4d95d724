#pragma once

#include <string_view>

namespace wirewatch {

/// An encoding of the WHATWG Encoding Standard.
struct Charset {
  std::string_view name;    ///< lower case
  char const* converter;    ///< what ICU calls it
  std::string_view labels;  ///< all its labels, a space before, between and behind
  enum class Width { one, many, unicode } width = Width::one;  ///< bytes a character

  bool is_utf8() const { return name == "utf-8"; }
};

/// The encoding a label names ("latin1" is windows-1252), nullptr for a label nobody knows.
Charset const* find_charset(std::string_view label);

}  // namespace wirewatch
