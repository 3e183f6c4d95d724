#pragma once

#include <string>

#include "pipeline/article/html_blocks.h"

namespace wirewatch {

/// Where a dropped block stands with regard to the body.
enum class Place { before, inside, after, nowhere };

char const* name_of(Place place);  ///< "after the body's end"

/// Why a block is not body, for people, from what is known of it: "link list (94 % links) after the
/// body's end".
std::string drop_reason(HtmlBlock const& block, Place place, double probability);

}  // namespace wirewatch
