#pragma once

#include <functional>
#include <iosfwd>
#include <string>
#include <string_view>

#include "base/result.h"

namespace wirewatch {

/// Calls `take` with each line of a file, gzipped or not, until it fails or the file ends.
Result<void> for_each_line(std::string const& path,
                           std::function<Result<void>(std::string_view)> const& take);

/// Reads rules and documents in the neutral JSON Lines form and prints "document<TAB>rule" for each
/// rule that holds for a document; documents in their order, rules in theirs.
Result<void> write_pairs(std::string const& rules_path, std::string const& documents_path,
                         std::ostream& out);

}  // namespace wirewatch
