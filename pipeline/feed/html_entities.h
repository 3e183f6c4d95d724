#pragma once

#include <optional>
#include <string_view>

namespace wirewatch {

/// What a named entity of HTML stands for; `name` without ampersand and semicolon ("nbsp").
std::optional<char32_t> html_entity(std::string_view name);

}  // namespace wirewatch
