#pragma once

#include <functional>
#include <optional>
#include <string>

#include "base/clock.h"
#include "base/result.h"
#include "config/config.h"
#include "store/store.h"

namespace wirewatch {

/// When the history begins that an option such as "--since" asks for ("7d"); nullopt for what is no
/// duration, everything said.
std::optional<TimePoint> history_begins(std::string const& duration, char const* option);

/// Visits the stored articles since then, oldest first, with a line of progress on a terminal; how
/// many there were. nullopt after an error of the store or of `visit`, everything said.
std::optional<std::size_t> for_each_article(
    Store& store, TimePoint since, std::function<Result<void>(StoredArticle const&)> const& visit);

/// Up to a thousand articles of the last week, to lay out rules for; none where none are stored.
std::vector<Article> recent_articles(Config const& config);

}  // namespace wirewatch
