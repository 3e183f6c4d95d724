#pragma once

#include <string>
#include <string_view>

namespace wirewatch {

/// What a look at XML text says before a parser sees it.
struct XmlCheck {
  bool well_formed = true;  ///< XML 1.0 with namespaces; DTDs are not read
  bool plain = true;    ///< well-formed, and neither own entities nor Windows-1252 references in it
  std::string problem;  ///< for people: "line 3: '&' begins no reference"; empty when well-formed
};

/// Checks UTF-8 text for being well-formed in one pass, without recursion, in memory that follows
/// the depth. The first fault ends it.
XmlCheck check_xml(std::string_view text);

}  // namespace wirewatch
