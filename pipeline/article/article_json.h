#pragma once

#include <string>
#include <string_view>

#include "base/result.h"
#include "pipeline/article/article.h"

namespace wirewatch {

/// One line of JSON without the line end. `file` is where the article came from, for the reader's
/// sake.
std::string to_json(Article const& article, std::string_view file);

/// Reads what `to_json` gave. Only "body" or "title" must be there; unknown keys are passed over.
/// Offsets of furniture outside the body are dropped.
Result<Article> article_from_json(std::string_view line);

}  // namespace wirewatch
