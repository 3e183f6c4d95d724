#pragma once

#include <boost/asio/awaitable.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/thread_pool.hpp>
#include <functional>
#include <memory>
#include <utility>
#include <vector>

#include "base/task.h"
#include "base/wakeup.h"
#include "store/store.h"

namespace wirewatch {

/// The one thread that reads and writes the store, seen from the loop. Polls that arrive while it
/// is busy are committed together, so that one fsync serves many.
class StoreThread {
 public:
  StoreThread(boost::asio::io_context& loop, std::unique_ptr<Store> store)
      : loop_(loop), store_(std::move(store)), thread_(1), plan_timer_(loop) {}
  /// Writes what is still to be written.
  ~StoreThread();
  StoreThread(StoreThread const&) = delete;
  StoreThread& operator=(StoreThread const&) = delete;

  /// Runs `work(Store&)` on the thread; gives what it returns, on the loop.
  template <class Work>
  auto run(Work work) -> boost::asio::awaitable<decltype(work(std::declval<Store&>()))> {
    auto job = [this, &work] { return work(*store_); };
    co_return co_await on_pool(thread_, job);
  }

  /// Durable when it returns.
  boost::asio::awaitable<Result<void>> commit(PollCommit poll);

  /// Durable some seconds later, with the plans of other feeds, or with the next commit. A crash
  /// before costs no more than a poll that could have been saved.
  void note(PollPlan plan);

 private:
  struct Batch {
    explicit Batch(boost::asio::io_context& loop) : done(loop.get_executor()) {}
    std::vector<PollCommit> polls;
    Result<void> result;
    boost::asio::steady_timer done;
  };
  void plans_due();
  void start_flush();
  boost::asio::awaitable<void> flush();

  boost::asio::io_context& loop_;
  std::unique_ptr<Store> store_;
  boost::asio::thread_pool thread_;
  std::shared_ptr<Batch> open_;  ///< takes polls until its flush begins
  bool flushing_ = false;
  std::vector<PollPlan> plans_;
  bool plans_due_ = false;
  boost::asio::steady_timer plan_timer_;  ///< runs while there are plans
};

}  // namespace wirewatch
