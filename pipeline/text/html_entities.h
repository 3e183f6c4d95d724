#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace wirewatch {

/// Appends `text` with its character references resolved: named (with or without semicolon, as
/// browsers forgive), decimal and hexadecimal. What is no reference stays as it is. Numbers 128 to
/// 159 mean windows-1252, as on the web.
void append_unescaped(std::string& out, std::string_view text);
std::string unescape_html(std::string_view text);

/// `text` with the five characters escaped that markup gives a meaning.
std::string escape_html(std::string_view text);

/// The character a name ("nbsp") stands for; 0 where there is none of this name.
char32_t find_entity(std::string_view name);

}  // namespace wirewatch
