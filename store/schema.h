#pragma once

#include "base/result.h"
#include "store/sqlite.h"

namespace wirewatch {

/// Brings a database to the schema this program knows, from any older one or from nothing, in one
/// transaction. An Error for a database of a newer version or of another program.
Result<void> migrate(Database& database);

/// An Error for a database that only migrate() could make fit for use.
Result<void> check_schema(Database& database);

}  // namespace wirewatch
