#include "pipeline/watch/word_list_file.h"

#include <algorithm>
#include <array>

#include "base/text.h"

namespace wirewatch {
namespace {

struct Cell {
  std::string text;
  std::size_t column = 1;  ///< characters
};

/// The separator that stands outside of quotes, or 0.
char separator_of(std::string_view bytes) {
  constexpr std::string_view kSeparators = "\t;,";
  std::array<std::size_t, 3> counts{};
  bool quoted = false;
  bool comment = false;
  bool at_begin = true;
  for (char const c : bytes) {
    if (at_begin) comment = c == '#';
    at_begin = c == '\n';
    if (comment) continue;
    if (c == '"') quoted = !quoted;
    if (c == '\n') quoted = false;
    std::size_t const which = kSeparators.find(c);
    if (!quoted && which != std::string_view::npos) ++counts[which];
  }
  auto const most = std::ranges::max_element(counts);
  return *most == 0 ? '\0' : kSeparators[static_cast<std::size_t>(most - counts.begin())];
}

/// One line of CSV. Doubled quotes inside quotes are one; a quote that is not closed ends the line.
std::vector<Cell> cells_of(std::string_view line, char separator) {
  std::vector<Cell> cells(1);
  bool quoted = false;
  for (std::size_t at = 0; at < line.size(); ++at) {
    char const c = line[at];
    if (c == '"' && quoted && at + 1 < line.size() && line[at + 1] == '"') {
      cells.back().text += '"';
      ++at;
    } else if (c == '"') {
      quoted = !quoted;
    } else if (c == separator && !quoted) {
      cells.push_back({{}, utf8_length(line.substr(0, at + 1)) + 1});
    } else {
      cells.back().text += c;
    }
  }
  return cells;
}

bool is_heading(std::vector<Cell> const& cells) {
  static constexpr std::array<std::string_view, 7> kNames{"name",  "alias",   "aliases", "term",
                                                          "terms", "synonym", "synonyms"};
  bool named = false;
  for (Cell const& cell : cells) {
    std::string const text = lower_ascii(trim(cell.text));
    bool const is_name = std::ranges::find(kNames, text) != kNames.end();
    named = named || is_name;
    bool const is_language = text.size() == 2 && text == trim(cell.text);
    if (!is_name && !is_language) return false;
  }
  return named;
}

}  // namespace

std::vector<SourceText> read_word_list(std::string_view bytes, std::vector<Diagnostic>& problems) {
  if (bytes.starts_with("\xEF\xBB\xBF")) bytes.remove_prefix(3);
  char const separator = separator_of(bytes);
  std::vector<SourceText> terms;
  std::size_t number = 0;
  bool first = true;
  while (!bytes.empty()) {
    ++number;
    std::size_t const end = std::min(bytes.find('\n'), bytes.size());
    std::string_view line = bytes.substr(0, end);
    bytes.remove_prefix(std::min(end + 1, bytes.size()));
    if (line.ends_with('\r')) line.remove_suffix(1);
    if (trim(line).empty() || line.starts_with('#')) continue;
    if (!is_utf8(line)) {
      Diagnostic problem;
      problem.line = number;
      problem.column = 1;
      problem.message = "this line is no UTF-8";
      problem.hint = "save the file as UTF-8";
      problems.push_back(std::move(problem));
      continue;
    }
    std::vector<Cell> const cells =
        separator == '\0' ? std::vector<Cell>{{std::string(line), 1}} : cells_of(line, separator);
    bool const heading = first && separator != '\0' && is_heading(cells);
    first = false;
    if (heading) continue;
    for (Cell const& cell : cells) {
      std::string_view const text = trim(cell.text);
      if (!text.empty()) terms.push_back({std::string(text), number, cell.column});
    }
  }
  return terms;
}

}  // namespace wirewatch
