#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "base/result.h"

namespace wirewatch {

/// What `unpacked` undoes, as Accept-Encoding lists it.
constexpr char const* kContentCodings = "gzip, deflate, br, zstd";

/// How much a body may hold.
struct BodyLimits {
  std::size_t bytes = 15'000'000;  ///< received, and unpacked
  double ratio = 200;              ///< of unpacked to received bytes, looked at from 1 MB on
};

Error body_too_long(BodyLimits const& limits);

/// `body` without its codings (the value of Content-Encoding: the last one is undone first; what is
/// no coding is passed over). Of one that was cut off, what there is. The error is a limit or
/// damage.
Result<std::string> unpacked(std::string body, std::string_view codings, BodyLimits const& limits);

}  // namespace wirewatch
