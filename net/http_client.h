#pragma once

#include <boost/asio/awaitable.hpp>
#include <boost/asio/io_context.hpp>
#include <memory>
#include <string>
#include <vector>

#include "base/result.h"
#include "net/http.h"

namespace wirewatch {

struct HttpOptions {
  std::string user_agent = "wirewatch/0.1";
  std::vector<std::string>
      allow_networks;  ///< CIDRs that guarded requests may reach although not public
  std::string proxy;   ///< "http://host:port"; empty: none, the environment's proxies are not used
  std::size_t max_in_flight = 2048;  ///< over all hosts; more wait here, where no timeout runs
  std::size_t max_per_host = 2;
  double max_ratio = 200;  ///< decompressed to received bytes, looked at from 1 MB on
  std::size_t max_header_bytes = 256'000;  ///< of one answer
};

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

  /// For connections opened from now on.
  void allow_networks(std::vector<std::string> const& networks);

  /// Ends every exchange, now and later, with an error: the process is stopping.
  void abandon();

 private:
  class Multi;
  boost::asio::awaitable<Result<Response>> follow(Request request);

  HttpOptions options_;
  std::unique_ptr<Multi> guarded_;
  std::unique_ptr<Multi> open_;
};

}  // namespace wirewatch
