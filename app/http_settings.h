#pragma once

#include "config/config.h"
#include "net/http_client.h"

namespace wirewatch {

/// What the config says of how requests are made: by the daemon and by every subcommand.
HttpOptions http_settings(Config const& config);

}  // namespace wirewatch
