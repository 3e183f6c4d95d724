#pragma once

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/as_tuple.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <chrono>

namespace wirewatch {

/// Lets one coroutine wait until another has work for it, or until a time has passed. A `notify`
/// that comes while nobody waits is remembered, several count as one. Bound to the loop's thread.
class Wakeup {
 public:
  explicit Wakeup(boost::asio::any_io_executor loop) : timer_(std::move(loop)) {}

  void notify() {
    pending_ = true;
    timer_.cancel();
  }

  boost::asio::awaitable<void> wait(std::chrono::milliseconds at_most) {
    if (!pending_) {
      timer_.expires_after(at_most);
      // Cancelled or expired: both mean go and look.
      (void)co_await timer_.async_wait(boost::asio::as_tuple(boost::asio::use_awaitable));
    }
    pending_ = false;
  }

 private:
  boost::asio::steady_timer timer_;
  bool pending_ = false;
};

}  // namespace wirewatch
