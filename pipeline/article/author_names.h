#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace wirewatch {

/// Names out of a byline or an author field: "By Ann Lee, Bo Chen and Cy Diaz | Staff" gives three
/// names. Addresses (web or e-mail) and what somebody does ("staff writer") are no names. Each name
/// once.
std::vector<std::string> author_names(std::vector<std::string> const& fields);

/// Whether `text` opens with what bylines open with ("By ", "Von ", "Par ", "Автор: ").
bool is_byline(std::string_view text);

/// Whether `text` is nothing but such an opening ("Written by", "Author:"): the name stands next.
bool is_byline_label(std::string_view text);

}  // namespace wirewatch
