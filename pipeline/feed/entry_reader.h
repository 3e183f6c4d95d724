#pragma once

#include <pugixml.hpp>
#include <string>

#include "pipeline/feed/feed.h"
#include "pipeline/feed/xml_names.h"

namespace wirewatch {

/// Reads one `item` or `entry`, of whatever mixture of vocabularies. `base` is the URL that
/// relative links in its parent resolve against.
Entry read_entry(pugi::xml_node item, XmlNames& names, std::string const& base);

/// The person an author element names: "Ann Lee" from "ann@example.org (Ann Lee)", from
/// "Ann Lee <ann@example.org>" or from Atom's `name`; the address where there is no name.
std::string read_person(pugi::xml_node node, XmlNames const& names);

/// `url` of an Atom link, absolute.
std::string link_target(pugi::xml_node node, std::string const& base);

}  // namespace wirewatch
