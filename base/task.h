#pragma once

#include <boost/asio/associated_executor.hpp>
#include <boost/asio/async_result.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/thread_pool.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <exception>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <type_traits>
#include <utility>

namespace wirewatch {

/// Starts a coroutine on the loop. One that dies of an exception is logged with its name and stops
/// the loop: a stream without one of its stages is no stream, and what starts the process again
/// finds the store consistent.
void spawn(boost::asio::io_context& loop, std::string name, boost::asio::awaitable<void> task);

/// Runs `work` on the pool and gives what it returns, back on the caller's executor. `work` is a
/// named callable that outlives the wait and does not throw.
template <class Work>
boost::asio::awaitable<std::invoke_result_t<Work&>> on_pool(boost::asio::thread_pool& pool,
                                                            Work& work) {
  using Value = std::invoke_result_t<Work&>;
  std::optional<Value> value;
  auto start = [&pool, &work, &value](auto handler) {
    auto resume_on = boost::asio::get_associated_executor(handler);
    boost::asio::post(pool, [&work, &value, resume_on, handler = std::move(handler)]() mutable {
      value.emplace(work());
      boost::asio::post(resume_on, std::move(handler));
    });
  };
  // Keeps the loop alive while the work is away.
  auto const guard = boost::asio::make_work_guard(co_await boost::asio::this_coro::executor);
  co_await boost::asio::async_initiate<boost::asio::use_awaitable_t<> const, void()>(
      start, boost::asio::use_awaitable);
  co_return std::move(*value);
}

}  // namespace wirewatch
