#pragma once

#include <string>

#include "base/result.h"
#include "net/http.h"

namespace wirewatch {

/// A feed of the config that is a file of this machine ("file:///..."), as if a server had given
/// it.
Result<Response> read_local_feed(std::string const& url);

}  // namespace wirewatch
