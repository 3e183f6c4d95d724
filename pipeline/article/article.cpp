#include "pipeline/article/article.h"

#include <array>

namespace wirewatch {
namespace {

constexpr std::array<char const*, 9> kFurnitureNames{"dateline",   "agency",      "byline",
                                                     "correction", "update_note", "caption",
                                                     "credit",     "sign_off",    "read_more"};
constexpr std::array<char const*, 6> kEventNames{"new",       "updated",    "corrected",
                                                 "withdrawn", "feed-quiet", "feed-failing"};

}  // namespace

char const* name_of(Furniture::Kind kind) { return kFurnitureNames[std::size_t(kind)]; }

char const* name_of(ArticleEvent event) { return kEventNames[std::size_t(event)]; }

std::optional<ArticleEvent> article_event_from(std::string_view name) {
  for (std::size_t i = 0; i < kEventNames.size(); ++i)
    if (name == kEventNames[i]) return ArticleEvent(i);
  return std::nullopt;
}

}  // namespace wirewatch
