#include "app/service_manager.h"

#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <cstddef>
#include <cstdlib>
#include <cstring>

namespace wirewatch {

namespace asio = boost::asio;

void tell_service_manager(std::string const& state) {
  char const* const path = std::getenv("NOTIFY_SOCKET");
  sockaddr_un address{};
  if (!path || std::strlen(path) < 2 || std::strlen(path) >= sizeof address.sun_path) return;
  address.sun_family = AF_UNIX;
  std::memcpy(address.sun_path, path, std::strlen(path));
  if (address.sun_path[0] == '@') address.sun_path[0] = '\0';  // an abstract name
  auto const size = static_cast<socklen_t>(offsetof(sockaddr_un, sun_path) + std::strlen(path));
  int const fd = ::socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0);
  if (fd < 0) return;
  // Nobody can be told that nobody can be told.
  (void)::sendto(fd, state.data(), state.size(), MSG_NOSIGNAL,
                 reinterpret_cast<sockaddr const*>(&address), size);
  (void)::close(fd);
}

asio::awaitable<void> reassure_service_manager() {
  char const* const wanted = std::getenv("WATCHDOG_USEC");
  std::chrono::microseconds const every{wanted ? std::atoll(wanted) : 0};
  if (every.count() <= 0) co_return;
  asio::steady_timer timer(co_await asio::this_coro::executor);
  for (;;) {
    tell_service_manager("WATCHDOG=1");
    timer.expires_after(every / 2);
    co_await timer.async_wait(asio::use_awaitable);
  }
}

}  // namespace wirewatch
