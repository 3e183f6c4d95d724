#pragma once

#include <string_view>

#include "pipeline/text/charset.h"

namespace wirewatch {

/// The label a document gives itself in its first kilobytes: `<?xml encoding="...">`, `<meta
/// charset>` or
/// `<meta http-equiv content="...; charset=...">`. A part of `bytes`, empty when there is none.
std::string_view declared_charset(std::string_view bytes, MarkupKind kind);

/// The charset parameter of a Content-Type value, without quotes; empty when there is none.
std::string_view content_type_charset(std::string_view content_type);

}  // namespace wirewatch
