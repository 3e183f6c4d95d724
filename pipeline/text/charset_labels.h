#pragma once

#include <string_view>

namespace wirewatch {

/// An encoding: those of the WHATWG Encoding Standard and some older ones.
struct Charset {
  std::string_view name;    ///< lower case
  char const* converter;    ///< what ICU calls it
  std::string_view labels;  ///< all its labels, a space before, between and behind
  /// Bytes a character; `escaped` are ASCII bytes that switch between alphabets.
  enum class Width { one, many, escaped, unicode } width = Width::one;

  bool is_utf8() const { return name == "utf-8"; }
};

/// The encoding a label names ("latin1" is windows-1252), also one that is misspelt in a usual way
/// ("win-1251", "utf_8"); nullptr for a label nobody knows.
Charset const* find_charset(std::string_view label);

}  // namespace wirewatch
