#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "pipeline/article/article.h"

namespace wirewatch {

/// What RE2 has against a pattern, or "". Memory and time of what it accepts are bounded.
std::string regex_error(std::string_view pattern);

/// Whether a good pattern is found in a text.
bool regex_occurs(std::string_view pattern, std::string_view text);

/// At most `most` places where it is found.
std::vector<Span> regex_spans(std::string_view pattern, std::string_view text, std::size_t most);

}  // namespace wirewatch
