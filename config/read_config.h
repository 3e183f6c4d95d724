#pragma once

#include <string>

#include "config/draft.h"
#include "config/reader.h"

namespace wirewatch {

/// Reads the main file (number 0 in the reader's files) and all that it includes. False when a file
/// could not be read or is no YAML, so that what it would define is missing.
bool read_config(Reader& reader, Draft& draft);

}  // namespace wirewatch
