#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "pipeline/article/article.h"
#include "pipeline/feed/feed.h"
#include "pipeline/watch/match.h"
#include "store/store.h"

namespace wirewatch {

/// Values as bytes, as the store keeps them. A field added to the end of a struct's list in
/// packed.cpp is read from older bytes as its default, and skipped by an older program.
std::string pack(Entry const& entry);
std::string pack(Article const& article);
std::string pack(std::vector<Match> const& matches);
/// Without the feed's name and without what a PollPlan holds.
std::string pack(FeedState const& state);

/// False when the bytes are damaged; `value` then holds whatever could be read.
[[nodiscard]] bool unpack(std::string_view bytes, Entry& value);
[[nodiscard]] bool unpack(std::string_view bytes, Article& value);
[[nodiscard]] bool unpack(std::string_view bytes, std::vector<Match>& value);
[[nodiscard]] bool unpack(std::string_view bytes, FeedState& value);

}  // namespace wirewatch
