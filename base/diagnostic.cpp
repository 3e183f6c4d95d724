#include "base/diagnostic.h"

#include <fmt/format.h>

#include <algorithm>
#include <numeric>
#include <utility>
#include <vector>

#include "base/text.h"

namespace wirewatch {
namespace {

/// Letters to insert, delete, replace, or swap with their neighbour.
std::size_t edit_distance(std::string_view a, std::string_view b) {
  std::vector<std::size_t> row(b.size() + 1);
  std::iota(row.begin(), row.end(), std::size_t{0});
  std::vector<std::size_t> above = row;
  std::vector<std::size_t> two_above = row;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    std::swap(two_above, above);
    std::swap(above, row);
    row[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      row[j] = std::min({above[j] + 1, row[j - 1] + 1, above[j - 1] + (a[i - 1] != b[j - 1])});
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
        row[j] = std::min(row[j], two_above[j - 2] + 1);
    }
  }
  return row[b.size()];
}

}  // namespace

std::string format_diagnostic(Diagnostic const& d) {
  auto const* level = d.level == Diagnostic::Level::error ? "error" : "warning";
  std::string place = printable(d.file);
  if (d.line > 0) place += fmt::format(":{}:{}", d.line, d.column);
  auto text = fmt::format("{}: {}: {}", place, level, printable(d.message));
  if (d.source_line.empty()) return d.hint.empty() ? text : text + " (" + printable(d.hint) + ")";
  auto const gutter = fmt::format("{:>4} | ", d.line);
  text += '\n' + gutter + printable(d.source_line) + '\n';
  text += std::string(gutter.size() - 2, ' ') + "| ";
  text += std::string(d.column > 0 ? d.column - 1 : 0, ' ');
  text += std::string(std::max<std::size_t>(d.length, 1), '^');
  if (!d.hint.empty()) text += ' ' + printable(d.hint);
  return text;
}

std::string_view did_you_mean(std::string_view word,
                              std::vector<std::string_view> const& candidates) {
  constexpr std::size_t kLongestWord = 64;
  if (word.size() > kLongestWord) return {};
  std::string_view best;
  auto best_distance = std::max<std::size_t>(1, word.size() / 3) + 1;
  for (auto candidate : candidates) {
    auto const distance = edit_distance(word, candidate);
    if (distance < best_distance) best = candidate, best_distance = distance;
  }
  return best;
}

}  // namespace wirewatch
