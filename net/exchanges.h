#pragma once

#include <curl/curl.h>

#include <boost/asio/awaitable.hpp>
#include <boost/asio/io_context.hpp>
#include <chrono>
#include <set>
#include <vector>

#include "net/address_guard.h"
#include "net/curl_loop.h"
#include "net/transfer.h"
#include "net/transfer_slots.h"

namespace wirewatch {

/// Exchanges of one kind, guarded or not, with the connections, TLS sessions, addresses and easy
/// handles that they share. Redirects are not followed. Bound to the loop's thread.
class Exchanges {
 public:
  enum class Kind { guarded, open };

  /// `options` outlive it.
  Exchanges(boost::asio::io_context& loop, HttpOptions const& options, Kind kind);
  ~Exchanges();
  Exchanges(Exchanges const&) = delete;
  Exchanges& operator=(Exchanges const&) = delete;

  boost::asio::awaitable<Result<Response>> make(Request const& request,
                                                std::chrono::steady_clock::time_point deadline);
  void set_guard(AddressGuard guard) { guard_ = std::move(guard); }
  /// Ends all, now and later, with an error.
  void abandon();

 private:
  class Running;
  struct Share {
    Share();
    ~Share();
    CURLSH* handle;
  };

  Result<void> check(std::string const& host, std::string const& url) const;
  long dns_cache_seconds();
  CURL* take_handle();
  void give_back(CURL* easy);

  HttpOptions const& options_;
  AddressGuard guard_;
  Share share_;
  TransferSettings settings_;
  CurlLoop curl_;
  std::vector<CURL*> idle_;
  TransferSlots slots_;
  std::set<Transfer*> running_;
  std::chrono::steady_clock::time_point next_dns_prune_{};
};

}  // namespace wirewatch
