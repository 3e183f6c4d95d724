#pragma once

#include <string>
#include <string_view>

namespace wirewatch {

/// A Match's snippet for people, safe for a terminal: its hits in [brackets], or in bold where
/// `color` is set.
std::string highlight(std::string_view snippet, bool color);

/// Whether the stream is a terminal that wants colour: NO_COLOR is not set, TERM is not "dumb".
bool wants_color(int file_descriptor);

}  // namespace wirewatch
