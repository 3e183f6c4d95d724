#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/clock.h"
#include "base/http_header.h"

namespace wirewatch {

/// One exchange to make. Redirects are followed by the client (GET only), at most `max_redirects`.
struct Request {
  std::string url;
  std::string method = "GET";
  std::vector<HttpHeader> headers;
  std::string body;
  std::chrono::milliseconds timeout{20'000};  ///< for the whole exchange, all redirects included
  std::size_t max_bytes = 15'000'000;         ///< of the decompressed body
  int max_redirects = 5;
  bool guard_addresses = true;  ///< refuse private addresses unless the config allows their network
};

struct Redirect {
  int status = 0;
  std::string to;  ///< absolute
  friend bool operator==(Redirect const&, Redirect const&) = default;
};

/// A server's answer. A 404 is a Response; only a failed exchange is an Error.
struct Response {
  int status = 0;
  std::string url;  ///< the last one asked, after redirects
  std::vector<Redirect> redirects;
  std::string body;  ///< decompressed
  std::string content_type;
  std::string etag;                 ///< byte for byte
  std::string last_modified;        ///< byte for byte
  std::vector<HttpHeader> headers;  ///< of the last hop; names in lower case
  std::chrono::milliseconds took{0};
  std::size_t wire_bytes = 0;

  /// The first header of that (lower-case) name, or "".
  std::string_view header(std::string_view name) const;
};

/// Retry-After in both forms (RFC 9110 10.2.3), from `now`; nullopt when absent or unreadable.
/// Never negative.
std::optional<std::chrono::seconds> retry_after(Response const& response, TimePoint now);

/// Cache-Control max-age, else Expires minus Date (RFC 9111 4.2.1); nullopt when absent; 0 for
/// no-cache and the past.
std::optional<std::chrono::seconds> freshness(Response const& response, TimePoint now);

}  // namespace wirewatch
