#pragma once

#include <span>
#include <string>
#include <vector>

#include "config/config.h"
#include "pipeline/article/article.h"
#include "pipeline/watch/watch_spec.h"

namespace wirewatch {

/// The names of the sinks that hear of this watch firing on this article: of all routes that fit,
/// each sink once, in the order of the config. Without any route every sink hears of everything.
std::vector<std::string> sinks_for(Config const& config, WatchSpec const& watch,
                                   Article const& article);

}  // namespace wirewatch
