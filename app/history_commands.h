#pragma once

#include "app/commands.h"
#include "config/config.h"

namespace wirewatch {

/// Warns about watches that fire on more than `max_share` per cent of the stored articles, or on
/// none of them. Part of `check`.
int check_history(Snapshot const& snapshot, ConfigOptions const& options);

}  // namespace wirewatch
