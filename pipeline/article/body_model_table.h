#pragma once

#include <string_view>

namespace wirewatch {

// Made by tests/corpus/train; see docs/extraction.md. The form is TreeModel's.
extern std::string_view const kFirstBodyModel;
extern std::string_view const kSecondBodyModel;

}  // namespace wirewatch
