#pragma once

#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <string_view>

#include "base/text.h"

namespace wirewatch {

/// Gives each line of a model's table to `read`, but for empty ones and comments. An empty string,
/// or the number of the line and what `read` says is wrong with it; `finish` is asked at the end.
template <class Read, class Finish>
std::string read_model_lines(std::string_view text, Read const& read, Finish const& finish) {
  int line_number = 0;
  std::string problem;
  for (std::size_t at = 0; at < text.size() && problem.empty();) {
    auto const end = std::min(text.find('\n', at), text.size());
    auto const line = trim(text.substr(at, end - at));
    at = end + 1;
    ++line_number;
    if (!line.empty() && line.front() != '#') problem = read(line);
  }
  if (problem.empty()) problem = finish();
  return problem.empty() ? problem : fmt::format("line {} of the model: {}", line_number, problem);
}

}  // namespace wirewatch
