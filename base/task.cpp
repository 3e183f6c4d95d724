#include "base/task.h"

#include "base/log.h"

namespace wirewatch {

namespace asio = boost::asio;

void spawn(asio::io_context& loop, std::string name, asio::awaitable<void> task) {
  auto const ended = [&loop, name = std::move(name)](std::exception_ptr const& died) {
    if (!died) return;
    try {
      std::rethrow_exception(died);
    } catch (std::exception const& error) {
      log::error("task.died", {{"task", name}, {"why", error.what()}});
    }
    loop.stop();
  };
  asio::co_spawn(loop, std::move(task), ended);
}

}  // namespace wirewatch
