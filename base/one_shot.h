#pragma once

#include <boost/asio/associated_executor.hpp>
#include <boost/asio/async_result.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <memory>
#include <utility>

namespace wirewatch {

/// Something that happens once, and one coroutine that waits for it. Lighter than a timer that
/// never expires. Bound to the loop's thread; what waits when it is destroyed never resumes.
class OneShot {
 public:
  OneShot() = default;
  OneShot(OneShot const&) = delete;
  OneShot& operator=(OneShot const&) = delete;

  /// The waiting coroutine resumes later, from the loop: safe inside callbacks.
  void fire() {
    has_fired_ = true;
    if (auto waiter = std::move(waiter_)) waiter->resume();
  }

  boost::asio::awaitable<void> wait() {
    if (has_fired_) co_return;
    auto start = [this](auto handler) {
      waiter_ = std::make_unique<HandlerOf<decltype(handler)>>(std::move(handler));
    };
    co_await boost::asio::async_initiate<boost::asio::use_awaitable_t<> const, void()>(
        start, boost::asio::use_awaitable);
  }

 private:
  struct Waiter {
    virtual ~Waiter() = default;
    virtual void resume() = 0;
  };
  template <class Handler>
  struct HandlerOf : Waiter {
    explicit HandlerOf(Handler h) : handler(std::move(h)) {}
    void resume() override {
      auto const executor = boost::asio::get_associated_executor(handler);
      boost::asio::post(executor, std::move(handler));
    }
    Handler handler;
  };

  std::unique_ptr<Waiter> waiter_;
  bool has_fired_ = false;
};

}  // namespace wirewatch
