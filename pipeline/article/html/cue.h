#pragma once

#include <cstdint>
#include <string_view>

namespace wirewatch {

/// What the names of classes and ids hint at. Template authors everywhere use the same English
/// words; the hints are weak evidence among others, never a verdict.
enum class Cue : std::uint8_t {
  body,
  article,
  content,
  related,
  popular,
  teaser,
  comment,
  share,
  nav,
  header,
  footer,
  sidebar,
  ad,
  newsletter,
  meta,
  bio,
  caption,
  tags,
  widget,
  title,
  lead,
  quote,
  popup,
  hidden,
  note,
  list,
  count
};

using Cues = std::uint32_t;
constexpr Cues bit(Cue cue) { return Cues{1} << unsigned(cue); }

/// The cues in the value of a class or id attribute: words cut at anything but letters, and at
/// "camelCase".
Cues find_cues(std::string_view names);

}  // namespace wirewatch
