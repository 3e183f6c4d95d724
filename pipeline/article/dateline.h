#pragma once

#include <optional>
#include <string_view>

namespace wirewatch {

/// Where and when an article was written and by which agency, as its first words say. Parts of the
/// paragraph they were found in.
struct Dateline {
  std::string_view text;    ///< with the dash or colon and the space behind it
  std::string_view agency;  ///< empty where none is named
};

/// The dateline at the start of a paragraph: "SEOUL/MOSCOW (Reuters) – ", "MADRID, 3 Mar (EFE).- ",
/// "МОСКВА, 4 марта. /ТАСС/. ", "（東京＝共同）".
std::optional<Dateline> find_dateline(std::string_view paragraph);

/// The capitals and the colon that begin a paragraph: "NEW DELHI: ". A dateline where only one
/// paragraph of an article has the like; where several have, speakers or questions.
std::string_view label_in_capitals(std::string_view paragraph);

}  // namespace wirewatch
