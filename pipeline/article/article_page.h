#pragma once

#include <string>

#include "pipeline/article/article.h"

namespace wirewatch {

/// A self-contained HTML page that shows the article as it was understood: headline and metadata,
/// the body with its furniture marked, and below it, greyed, every dropped block with the reason.
/// Everything foreign is escaped; the page loads nothing.
std::string render_article_html(Article const& article);

}  // namespace wirewatch
