#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace wirewatch {

/// The JSON texts that a script carries, in order: a script that is nothing else, values assigned
/// or handed over (`window.STATE = {...}`, `push([...])`), and strings that hold JSON themselves
/// (`JSON.parse("...")`). Mended where scripts differ from JSON: `undefined` becomes null, control
/// characters blanks, `\x3c` and `\'` what JSON
/// knows. Objects and lists of fewer than
/// `least` bytes are left out. Looks at each byte a few times, whatever the script holds.
std::vector<std::string> find_json(std::string_view script, std::size_t least);

}  // namespace wirewatch
