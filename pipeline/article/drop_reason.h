#pragma once

#include <string>

#include "pipeline/article/html_blocks.h"
#include "pipeline/article/text_traits.h"

namespace wirewatch {

/// Where a dropped block stands with regard to the body.
enum class Place { before, inside, after, nowhere };

char const* name_of(Place place);  ///< "after the body's end"

/// Why a block is not body, for people, from what is known of it: "link list (94 % links) after the
/// body's end".
std::string drop_reason(HtmlBlock const& block, TextTraits const& text, Place place,
                        double probability);

/// What a text is by its words alone: "correction note", "copyright line"; "" where they do not
/// tell.
std::string kind_by_words(TextTraits const& text);

}  // namespace wirewatch
