#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "config/source_files.h"

namespace wirewatch {

/// A value that is written over several lines (|, >, or just continued), where YAML has changed
/// line ends and indentation: knows where in the file a place of the text stands.
struct FoldedText {
  Mark begin;        ///< of its first character in the file
  std::string text;  ///< as YAML gave it

  /// Whoever reads the text counts lines and columns in it from `begin` on, with each line starting
  /// in the column of `begin`. Whether such a place is inside this text.
  bool holds(Mark const& counted) const;
  /// Where that place is in the file. Found by counting what is not white space, which is the same
  /// in both (but for escapes in quotes).
  Mark locate(SourceFile const& file, Mark const& counted) const;
};

}  // namespace wirewatch
