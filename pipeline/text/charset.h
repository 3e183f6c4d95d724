#pragma once

#include <string>
#include <string_view>

namespace wirewatch {

struct DecodedText {
  std::string utf8;       ///< well-formed UTF-8 without a byte order mark
  std::string charset;    ///< the name of what was used, IANA spelling, lower case
  bool repaired = false;  ///< some bytes were not valid in it and became U+FFFD
};

/// What the document says about its own encoding: read from the first kilobytes of ASCII-compatible
/// bytes.
enum class MarkupKind { xml, html, json };

/// Bytes to UTF-8, in this order of trust: byte order mark, HTTP charset, declaration inside, being
/// valid UTF-8, statistical detection; a label that the bytes contradict loses. Labels and their
/// aliases as in the WHATWG Encoding Standard ("latin1" means windows-1252). `content_type` is the
/// HTTP header's value or empty.
DecodedText decode_text(std::string_view bytes, std::string_view content_type, MarkupKind kind);

}  // namespace wirewatch
