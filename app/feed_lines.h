#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "config/config.h"

namespace wirewatch {

/// Name, address and tags of feeds as items of a YAML list, `indent` spaces deep.
std::string feed_lines(std::vector<FeedSource> const& feeds, std::size_t indent);

/// A config with feeds added behind the last one of its `feeds:` list, everything else as it
/// stands. nullopt where that is not a list with an item a line.
std::optional<std::string> with_feeds(std::string_view yaml, std::vector<FeedSource> const& feeds);

/// Adds feeds to the config's file, if a config that is otherwise the same comes out of it;
/// replaces the file as a whole. Error::config where it cannot be added to by machine.
Result<void> add_feeds(Config const& config, std::vector<FeedSource> const& feeds);

}  // namespace wirewatch
