#pragma once

#include "pipeline/article/body_model.h"
#include "pipeline/article/extract.h"
#include "pipeline/article/flat_text.h"
#include "pipeline/article/site_profile.h"

namespace wirewatch {

/// `extract_article` with another model than the built-in one: for measuring models.
Result<Article> extract_article_with(BodyModel const& model, std::string_view html,
                                     ExtractHints const& hints, PageSketch& sketch);

Result<Article> extract_text_with(FlatModel const& model, std::string_view text,
                                  ExtractHints const& hints);

}  // namespace wirewatch
