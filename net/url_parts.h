#pragma once

#include <string>

namespace wirewatch {

/// As libcurl reads URLs, so that what is checked is what is asked.

/// The host of an http or https URL, in brackets where it is an IPv6 address; "" for all else.
std::string http_host(std::string const& url);

/// Scheme, host and port of an http or https URL; "" for all else.
struct Origin {
  std::string scheme;
  std::string host;
  std::string port;
  friend bool operator==(Origin const&, Origin const&) = default;
};
Origin origin_of(std::string const& url);

/// `location` as seen from `base`; "" where it is no URL.
std::string resolve_location(std::string const& base, std::string const& location);

}  // namespace wirewatch
