#pragma once

#include <curl/curl.h>

#include <chrono>
#include <optional>

#include "base/one_shot.h"
#include "base/result.h"
#include "net/address_guard.h"
#include "net/content_coding.h"
#include "net/http.h"
#include "net/http_options.h"

namespace wirewatch {

/// What all transfers of one kind have in common.
struct TransferSettings {
  HttpOptions const& options;
  AddressGuard const* guard = nullptr;  ///< nullptr: any address will do
  CURLSH* share = nullptr;
};

/// Why a guarded request does not reach an address.
Error not_public();

/// One request on an easy handle, with the limits of its answer. Neither owns the handle nor runs
/// it: CurlLoop does.
class Transfer {
 public:
  /// What it is given outlives it.
  Transfer(CURL* easy, TransferSettings const& settings, Request const& request);
  ~Transfer();
  Transfer(Transfer const&) = delete;
  Transfer& operator=(Transfer const&) = delete;

  /// Makes the handle ready. `dns_cache_seconds`: how long addresses stay known; -1: for ever.
  void set_up(std::chrono::milliseconds timeout, long dns_cache_seconds);
  /// It has ended, by itself or for want of patience.
  void end(CURLcode code);
  void end(Error error);
  boost::asio::awaitable<void> wait() { return done_.wait(); }
  /// The answer, once it has ended.
  Result<Response> result();

 private:
  void set_callbacks();
  void set_request();
  BodyLimits body_limits() const;
  /// Ends the transfer from inside a callback.
  std::size_t refuse(Error why);

  static std::size_t on_body(char* data, std::size_t one, std::size_t count, void* self);
  static std::size_t on_header(char* data, std::size_t one, std::size_t count, void* self);
  static curl_socket_t on_open(void* self, curlsocktype, curl_sockaddr* address);

  CURL* easy_;
  TransferSettings const& settings_;
  Request const& request_;
  Response response_;
  std::chrono::milliseconds timeout_{0};
  std::optional<Error> error_;  ///< says more than curl's code
  curl_slist* headers_ = nullptr;
  std::size_t header_bytes_ = 0;
  CURLcode code_ = CURLE_OK;
  OneShot done_;
};

}  // namespace wirewatch
