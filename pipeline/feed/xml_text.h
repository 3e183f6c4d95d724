#pragma once

#include <pugixml.hpp>
#include <string>
#include <string_view>

namespace wirewatch {

/// The text of an element: its character data; where it holds elements (XHTML, or HTML that nobody
/// escaped), its inside as markup. White space at both ends is removed.
std::string text_of(pugi::xml_node node);

/// Atom's text constructs: text_of(), decoded where the element says that it is base64 (by `mode`,
/// or by a media type that is no text) and text comes out.
std::string construct_text(pugi::xml_node node);

/// The character data alone, elements left out.
std::string plain_text_of(pugi::xml_node node);

/// The same without a copy where the text is one piece; `buffer` holds it otherwise.
std::string_view text_view(pugi::xml_node node, std::string& buffer);

/// The value of an attribute whatever the case of its name, "" when there is none.
std::string_view attribute_of(pugi::xml_node node, std::string_view name);

/// `base` after the xml:base of `node`.
std::string base_of(pugi::xml_node node, std::string const& base);

/// `reference`, which stands in `node`, made absolute.
std::string resolve_in(pugi::xml_node node, std::string const& base, std::string_view reference);

}  // namespace wirewatch
