#pragma once

#include <curl/curl.h>

#include <boost/asio/io_context.hpp>
#include <boost/asio/steady_timer.hpp>
#include <chrono>
#include <functional>
#include <memory>
#include <unordered_map>

namespace wirewatch {

/// A libcurl multi handle driven by the loop: its sockets and its timer. Bound to the loop's
/// thread.
class CurlLoop {
 public:
  /// `on_done` is told of each transfer that has ended; it may not remove it at once.
  CurlLoop(boost::asio::io_context& loop, std::function<void(CURL*, CURLcode)> on_done);
  ~CurlLoop();
  CurlLoop(CurlLoop const&) = delete;
  CurlLoop& operator=(CurlLoop const&) = delete;

  /// Starts a transfer. False where libcurl cannot.
  bool add(CURL* easy);
  /// Harmless for one that was not added, or that has ended.
  void remove(CURL* easy);

 private:
  struct Socket;

  void act(curl_socket_t fd, int events);
  void report_done();
  void watch(curl_socket_t fd, int what);
  void forget(curl_socket_t fd);
  void arm(std::shared_ptr<Socket> const& socket);
  void set_timer(long ms);
  void stop_timer();
  void act_on_time();
  void on_posted();
  void arm_timer();

  static int on_socket(CURL*, curl_socket_t fd, int what, void* self, void*);
  static int on_timer(CURLM*, long ms, void* self);
  static int on_close(void* self, curl_socket_t fd);

  using SteadyClock = std::chrono::steady_clock;

  boost::asio::io_context& loop_;
  std::function<void(CURL*, CURLcode)> on_done_;
  CURLM* multi_;
  boost::asio::steady_timer timer_;
  SteadyClock::time_point wanted_ = SteadyClock::time_point::max();  ///< by curl
  SteadyClock::time_point armed_ = SteadyClock::time_point::max();   ///< `timer_` fires then
  bool is_posted_ = false;
  std::unordered_map<curl_socket_t, std::shared_ptr<Socket>> sockets_;
};

}  // namespace wirewatch
