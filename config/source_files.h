#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace wirewatch {

/// A stretch of a file's text, on one line or more.
struct Mark {
  std::uint32_t file = 0;    ///< its number in SourceFiles
  std::uint32_t line = 0;    ///< from 1; 0: the file as a whole
  std::uint32_t column = 1;  ///< from 1, in characters
  std::uint32_t length = 1;  ///< characters, of the first line
  friend bool operator==(Mark const&, Mark const&) = default;
};

/// One file of the config, read into memory.
struct SourceFile {
  std::string path;   ///< as the user named it
  std::string bytes;  ///< without a byte order mark
  std::vector<std::size_t> line_starts;
  std::size_t first_line = 0;  ///< see SourceFiles::numbered_through

  /// Line `number` (from 1) without its end; "" when there is no such line.
  std::string_view line(std::size_t number) const;
};

/// All files that make up a config, in the order they are read. Their lines can also be numbered
/// through, as if they stood one behind the other: so a place that carries only a line (SourceText)
/// still knows its file.
class SourceFiles {
 public:
  static constexpr std::size_t kMostBytes = 64'000'000;

  /// Reads the file and gives its number. The Error says why, without the path.
  Result<std::uint32_t> read(std::string path);
  std::uint32_t add(std::string path, std::string bytes);

  SourceFile const& at(std::uint32_t number) const { return files_[number]; }
  std::size_t size() const { return files_.size(); }

  std::size_t numbered_through(Mark const& mark) const {
    return files_[mark.file].first_line + mark.line;
  }
  /// The file and line of such a number; line 0 of file 0 where there is none.
  Mark locate(std::size_t line_numbered_through, std::size_t column) const;

 private:
  std::deque<SourceFile> files_;
};

}  // namespace wirewatch
