#include "net/curl_loop.h"

#include <unistd.h>

#include <boost/asio/posix/stream_descriptor.hpp>
#include <boost/asio/post.hpp>
#include <csignal>
#include <utility>

namespace wirewatch {
namespace {

namespace asio = boost::asio;

constexpr long kConnections = 64;  ///< kept open; libcurl walks over all to find the oldest

struct GlobalCurl {
  /// A peer that closes while TLS still writes to it is an error of that exchange, no reason to
  /// die.
  GlobalCurl() {
    curl_global_init(CURL_GLOBAL_DEFAULT);
    std::signal(SIGPIPE, SIG_IGN);
  }
  ~GlobalCurl() { curl_global_cleanup(); }
};

}  // namespace

struct CurlLoop::Socket {
  Socket(asio::io_context& loop, int fd) : descriptor(loop, fd) {}
  asio::posix::stream_descriptor descriptor;
  int want = 0;
  bool reading = false;
  bool writing = false;
  bool gone = false;
};

CurlLoop::CurlLoop(asio::io_context& loop, std::function<void(CURL*, CURLcode)> on_done)
    : loop_(loop), on_done_(std::move(on_done)), timer_(loop) {
  static GlobalCurl const global;
  multi_ = curl_multi_init();
  curl_multi_setopt(multi_, CURLMOPT_SOCKETFUNCTION, &on_socket);
  curl_multi_setopt(multi_, CURLMOPT_SOCKETDATA, this);
  curl_multi_setopt(multi_, CURLMOPT_TIMERFUNCTION, &on_timer);
  curl_multi_setopt(multi_, CURLMOPT_TIMERDATA, this);
  curl_multi_setopt(multi_, CURLMOPT_MAXCONNECTS, kConnections);
}

CurlLoop::~CurlLoop() {
  curl_multi_cleanup(multi_);
  for (auto& [fd, socket] : sockets_) {
    socket->gone = true;
    (void)socket->descriptor.release();  // curl owned and closed it
  }
}

bool CurlLoop::add(CURL* easy) {
  (void)curl_easy_setopt(easy, CURLOPT_CLOSESOCKETFUNCTION, &on_close);
  (void)curl_easy_setopt(easy, CURLOPT_CLOSESOCKETDATA, this);
  return curl_multi_add_handle(multi_, easy) == CURLM_OK;
}

void CurlLoop::remove(CURL* easy) { (void)curl_multi_remove_handle(multi_, easy); }

void CurlLoop::act(curl_socket_t fd, int events) {
  int running = 0;
  curl_multi_socket_action(multi_, fd, events, &running);
  report_done();
}

void CurlLoop::report_done() {
  int left = 0;
  while (CURLMsg* message = curl_multi_info_read(multi_, &left))
    if (message->msg == CURLMSG_DONE) on_done_(message->easy_handle, message->data.result);
}

/// curl changes its mind with every transfer: only an earlier time touches the system's timer, a
/// later one is looked at when the timer fires.
void CurlLoop::set_timer(long ms) {
  if (ms < 0) return stop_timer();
  wanted_ = SteadyClock::now() + std::chrono::milliseconds(ms);
  if (ms == 0) {
    if (!std::exchange(is_posted_, true)) asio::post(loop_, [this] { on_posted(); });
  } else if (wanted_ < armed_) {
    arm_timer();
  }
}

/// A time that has come is spent: while it acts, curl tells the next one, or says nothing where it
/// wants none.
void CurlLoop::act_on_time() {
  wanted_ = SteadyClock::time_point::max();
  act(CURL_SOCKET_TIMEOUT, 0);
  if (wanted_ == SteadyClock::time_point::max()) stop_timer();
}

void CurlLoop::on_posted() {
  is_posted_ = false;
  if (wanted_ <= SteadyClock::now()) act_on_time();
}

/// Nothing is under way: nothing keeps the loop from ending.
void CurlLoop::stop_timer() {
  wanted_ = armed_ = SteadyClock::time_point::max();
  timer_.cancel();
}

void CurlLoop::arm_timer() {
  armed_ = wanted_;
  timer_.expires_at(armed_);
  timer_.async_wait([this](boost::system::error_code error) {
    if (error) return;  // armed anew for an earlier time
    armed_ = SteadyClock::time_point::max();
    if (wanted_ <= SteadyClock::now())
      act_on_time();
    else if (wanted_ != SteadyClock::time_point::max())
      arm_timer();
  });
}

void CurlLoop::watch(curl_socket_t fd, int what) {
  auto& socket = sockets_[fd];
  if (!socket) socket = std::make_shared<Socket>(loop_, fd);
  socket->want = what;
  arm(socket);
}

void CurlLoop::forget(curl_socket_t fd) {
  auto const found = sockets_.find(fd);
  if (found == sockets_.end()) return;
  found->second->gone = true;
  (void)found->second->descriptor.release();  // curl closes it, not we
  sockets_.erase(found);
}

void CurlLoop::arm(std::shared_ptr<Socket> const& socket) {
  auto const ready = [this, socket](bool Socket::*flag, int event) {
    return [this, socket, flag, event](boost::system::error_code error) {
      (*socket).*flag = false;
      if (socket->gone || error) return;
      act(socket->descriptor.native_handle(), event);
      if (!socket->gone) arm(socket);
    };
  };
  if ((socket->want & CURL_POLL_IN) && !socket->reading) {
    socket->reading = true;
    socket->descriptor.async_wait(asio::posix::stream_descriptor::wait_read,
                                  ready(&Socket::reading, CURL_CSELECT_IN));
  }
  if ((socket->want & CURL_POLL_OUT) && !socket->writing) {
    socket->writing = true;
    socket->descriptor.async_wait(asio::posix::stream_descriptor::wait_write,
                                  ready(&Socket::writing, CURL_CSELECT_OUT));
  }
}

int CurlLoop::on_socket(CURL*, curl_socket_t fd, int what, void* self, void*) {
  auto& loop = *static_cast<CurlLoop*>(self);
  if (what == CURL_POLL_REMOVE)
    loop.forget(fd);
  else
    loop.watch(fd, what);
  return 0;
}

int CurlLoop::on_timer(CURLM*, long ms, void* self) {
  static_cast<CurlLoop*>(self)->set_timer(ms);
  return 0;
}

int CurlLoop::on_close(void* self, curl_socket_t fd) {
  static_cast<CurlLoop*>(self)->forget(fd);
  return ::close(fd);
}

}  // namespace wirewatch
