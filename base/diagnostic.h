#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace wirewatch {

/// One finding about a text that a person wrote, with its place. All findings are reported in one
/// run.
struct Diagnostic {
  enum class Level { error, warning };
  Level level = Level::error;
  std::string file;         ///< as the user named it
  std::size_t line = 0;     ///< from 1; 0 when the whole file is meant
  std::size_t column = 0;   ///< from 1, in characters
  std::size_t length = 1;   ///< characters underlined
  std::string message;      ///< what was found and what was expected
  std::string hint;         ///< how to mend it ("did you mean 'severity'?"); may be empty
  std::string source_line;  ///< the line itself; may be empty

  friend bool operator==(Diagnostic const&, Diagnostic const&) = default;
};

/// As a compiler prints it: "file:line:col: error: message", the line, a caret with the hint.
std::string format_diagnostic(Diagnostic const& diagnostic);

/// The candidate nearest to `word` by edit distance (at most a third of its letters), or "".
std::string_view did_you_mean(std::string_view word,
                              std::vector<std::string_view> const& candidates);

}  // namespace wirewatch
