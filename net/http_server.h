#pragma once

#include <boost/asio/awaitable.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "base/http_header.h"
#include "base/result.h"

namespace wirewatch {

struct ServerRequest {
  std::string method;
  std::string target;               ///< path and query, as asked
  std::vector<HttpHeader> headers;  ///< names in lower case
  std::string body;

  /// The first header of that (lower-case) name, or "".
  std::string_view header(std::string_view name) const;
};

struct ServerResponse {
  int status = 200;
  std::string content_type = "text/plain; charset=utf-8";
  std::string body;
  std::vector<HttpHeader> headers;
};

/// A small HTTP/1.1 server on the loop, for the status page and the demo. Requests are bounded (8
/// KB of headers, 1 MB of body, 30 s of silence, 256 connections); what breaks a bound is hung up
/// on.
class HttpServer {
 public:
  using Handler = std::function<ServerResponse(ServerRequest const&)>;

  /// Listens on "127.0.0.1:8720" or "[::1]:0"; port 0 takes a free one. Error::config for an
  /// unreadable address, io for a port in use. `handler` runs on the loop's thread and must not
  /// block.
  static Result<std::unique_ptr<HttpServer>> listen(boost::asio::io_context& loop,
                                                    std::string const& address, Handler handler);
  ~HttpServer();
  HttpServer(HttpServer const&) = delete;
  HttpServer& operator=(HttpServer const&) = delete;

  /// "http://127.0.0.1:8720", without a slash at the end.
  std::string base_url() const;

 private:
  struct Listener;
  explicit HttpServer(std::shared_ptr<Listener> listener) : listener_(std::move(listener)) {}
  std::shared_ptr<Listener> listener_;
};

}  // namespace wirewatch
