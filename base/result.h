#pragma once

#include <fmt/format.h>

#include <string>
#include <tl/expected.hpp>
#include <utility>

namespace wirewatch {

/// Why an operation did not give a value. Bad input is an Error; a bug is an assertion.
struct Error {
  enum class Kind { io, timeout, http, parse, config, limit };
  Kind kind = Kind::io;  ///< for code: retry, drop or report
  std::string what;      ///< for people: one line, lower case, no full stop, no secret

  friend bool operator==(Error const&, Error const&) = default;
};

/// A value, or why there is none. This header is the only one that names the library behind it.
template <class T>
using Result = tl::expected<T, Error>;

[[nodiscard]] inline tl::unexpected<Error> fail(Error error) {
  return tl::unexpected<Error>(std::move(error));
}

[[nodiscard]] inline tl::unexpected<Error> fail(Error::Kind kind, std::string what) {
  return fail(Error{kind, std::move(what)});
}

}  // namespace wirewatch
