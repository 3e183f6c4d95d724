#pragma once

#include <string>
#include <string_view>

#include "pipeline/article/html/document.h"

namespace wirewatch {

/// The article's body where only a script holds it: in the state that a page hands to its program
/// (`__NEXT_DATA__`, `__INITIAL_STATE__`, `__NUXT_DATA__`, Apollo's cache, `Fusion.globalContent`,
/// pieces pushed to `__next_f`). Plain paragraphs; empty where there is none. A state holds other
/// articles too: taken is what stands under the `title` of the page or the end of its `url`, or
/// else speaks of what the title names. Bounded in bytes, depth and values, whatever the page
/// holds.
std::string read_state_body(HtmlDocument const& document, std::string_view title,
                            std::string_view url);

}  // namespace wirewatch
