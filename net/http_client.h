#pragma once

#include <boost/asio/awaitable.hpp>
#include <boost/asio/io_context.hpp>
#include <memory>

#include "base/result.h"
#include "net/http.h"
#include "net/http_options.h"

namespace wirewatch {

class Exchanges;

/// All HTTP of the process: libcurl's multi interface driven by the loop. Connections, TLS sessions
/// and DNS answers are reused; guarded and unguarded requests never share a connection. Bound to
/// the loop's thread.
class HttpClient {
 public:
  HttpClient(boost::asio::io_context& loop, HttpOptions options);
  ~HttpClient();
  HttpClient(HttpClient const&) = delete;
  HttpClient& operator=(HttpClient const&) = delete;

  /// Makes the exchange. An answer of any status is a Response; errors are: config (unusable URL,
  /// scheme other than http and https, refused address), limit (body, ratio, headers, redirects),
  /// timeout, io (network, TLS).
  boost::asio::awaitable<Result<Response>> send(Request request);

  /// For exchanges begun from now on; the limits on how many are under way stay.
  void use(HttpOptions options);

  /// Ends every exchange, now and later, with an error: the process is stopping.
  void abandon();

 private:
  HttpOptions options_;
  std::unique_ptr<Exchanges> guarded_;
  std::unique_ptr<Exchanges> open_;
};

}  // namespace wirewatch
