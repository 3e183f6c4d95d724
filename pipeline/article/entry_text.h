#pragma once

#include <string>

#include "pipeline/article/article.h"
#include "pipeline/feed/feed.h"

namespace wirewatch {

/// The article's whole text as the feed gives it, without what feeds append ("The post ... appeared
/// first on ..."); empty when the entry has no content or a cut one (it ends in an ellipsis or in
/// "Read more").
std::string full_text(Entry const& entry);

}  // namespace wirewatch
