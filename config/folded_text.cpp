#include "config/folded_text.h"

#include <algorithm>
#include <tuple>

#include "base/text.h"

namespace wirewatch {
namespace {

bool is_space(char32_t c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }

bool before(Mark const& a, Mark const& b) {
  return std::tie(a.line, a.column) < std::tie(b.line, b.column);
}

/// Walks through a text and keeps line and column; at each line's end the column becomes `left`.
class Walker {
 public:
  Walker(std::string_view text, Mark const& begin, std::uint32_t left)
      : place_(begin), text_(text), left_(left) {}

  bool at_end() const { return at_ >= text_.size(); }
  char32_t next() {
    char32_t const c = next_code_point(text_, at_);
    place_.column = c == '\n' ? left_ : place_.column + 1;
    place_.line += c == '\n';
    return c;
  }
  Mark const& place() const { return place_; }
  /// Moves to the next character that is not white space, or to the end.
  void skip_space() {
    while (!at_end()) {
      std::size_t peek = at_;
      if (!is_space(next_code_point(text_, peek))) return;
      next();
    }
  }

 private:
  Mark place_;
  std::string_view text_;
  std::uint32_t left_;
  std::size_t at_ = 0;
};

}  // namespace

bool FoldedText::holds(Mark const& counted) const {
  auto const lines = static_cast<std::uint32_t>(std::count(text.begin(), text.end(), '\n'));
  return counted.file == begin.file && !before(counted, begin) &&
         counted.line <= begin.line + lines;
}

Mark FoldedText::locate(SourceFile const& file, Mark const& counted) const {
  std::size_t const start = file.line_starts[begin.line - 1];
  std::string_view source = std::string_view(file.bytes).substr(start);
  std::size_t skipped = 0;
  for (std::uint32_t column = 1; column < begin.column && skipped < source.size(); ++column)
    (void)next_code_point(source, skipped);
  Walker in_file(source.substr(skipped), begin, 1);
  Walker in_text(text, begin, begin.column);
  in_file.skip_space();
  in_text.skip_space();
  while (!in_text.at_end() && before(in_text.place(), counted)) {
    in_text.next();
    if (in_file.at_end()) break;
    in_file.next();
    Mark const behind = in_file.place();
    in_text.skip_space();
    in_file.skip_space();
    if (in_text.at_end())
      return {.file = counted.file, .line = behind.line, .column = behind.column};
  }
  Mark found = in_file.place();
  found.length = counted.length;
  return found;
}

}  // namespace wirewatch
