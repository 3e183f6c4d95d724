#include "tests/support/loopback_server.h"

#include <arpa/inet.h>
#include <fmt/format.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>
#include <zlib.h>

#include <algorithm>
#include <cstdlib>

#include "base/text.h"

namespace wirewatch::test {
namespace {

void send_all(int connection, std::string const& bytes) {
  for (std::size_t at = 0; at < bytes.size();) {
    ssize_t const sent = ::send(connection, bytes.data() + at, bytes.size() - at, MSG_NOSIGNAL);
    if (sent <= 0) return;
    at += static_cast<std::size_t>(sent);
  }
}

WireRequest parse_head(std::string head) {
  WireRequest request;
  std::size_t const method_end = head.find(' ');
  std::size_t const target_end = head.find(' ', method_end + 1);
  request.method = head.substr(0, method_end);
  request.target = head.substr(method_end + 1, target_end - method_end - 1);
  request.head = std::move(head);
  return request;
}

}  // namespace

std::string WireRequest::header(std::string const& name) const {
  std::string const lower = lower_ascii(head);
  std::size_t const at = lower.find("\r\n" + lower_ascii(name) + ":");
  if (at == std::string::npos) return {};
  std::size_t const begin = at + name.size() + 3;
  return std::string(trim(std::string_view(head).substr(begin, head.find("\r\n", begin) - begin)));
}

LoopbackServer::LoopbackServer(Handler handler) : handler_(std::move(handler)) {
  listener_ = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t size = sizeof address;
  auto* const generic = reinterpret_cast<sockaddr*>(&address);
  if (listener_ < 0 || ::bind(listener_, generic, size) != 0 || ::listen(listener_, 128) != 0 ||
      ::getsockname(listener_, generic, &size) != 0)
    std::abort();
  port_ = ntohs(address.sin_port);
  thread_ = std::thread([this] { serve(); });
}

LoopbackServer::~LoopbackServer() {
  stopping_ = true;
  ::shutdown(listener_, SHUT_RDWR);
  thread_.join();
  ::close(listener_);
  {
    std::lock_guard const lock(mutex_);
    for (int const connection : open_) ::shutdown(connection, SHUT_RDWR);
  }
  for (std::thread& talker : talkers_) talker.join();
}

void LoopbackServer::serve() {
  while (!stopping_) {
    int const connection = ::accept4(listener_, nullptr, nullptr, SOCK_CLOEXEC);
    if (connection < 0) continue;
    std::lock_guard const lock(mutex_);
    open_.push_back(connection);
    talkers_.emplace_back([this, connection] { talk(connection); });
  }
}

void LoopbackServer::talk(int connection) {
  std::string buffer;
  char chunk[16384];
  bool hangs = false;
  auto const read_more = [&] {
    ssize_t const got = ::recv(connection, chunk, sizeof chunk, 0);
    if (got > 0) buffer.append(chunk, static_cast<std::size_t>(got));
    return got > 0;
  };
  while (true) {
    std::size_t end = buffer.find("\r\n\r\n");
    if (end == std::string::npos || hangs) {
      if (!read_more()) break;
      continue;
    }
    WireRequest request = parse_head(buffer.substr(0, end + 2));
    std::size_t const length =
        static_cast<std::size_t>(std::atoll(request.header("content-length").c_str()));
    buffer.erase(0, end + 4);
    while (buffer.size() < length && read_more()) continue;
    request.body = buffer.substr(0, length);
    buffer.erase(0, length);
    {
      std::lock_guard const lock(mutex_);
      requests_.push_back(request);
    }
    arrived_.notify_all();
    auto const answer = handler_(request);
    hangs = !answer;
    if (answer) send_all(connection, *answer);
  }
  std::lock_guard const lock(mutex_);
  std::erase(open_, connection);
  ::close(connection);
}

std::string LoopbackServer::url(std::string const& path) const {
  return fmt::format("http://127.0.0.1:{}{}", port_, path);
}

std::vector<WireRequest> LoopbackServer::requests() const {
  std::lock_guard const lock(mutex_);
  return requests_;
}

bool LoopbackServer::wait_until(std::function<bool(std::vector<WireRequest> const&)> const& holds,
                                std::chrono::milliseconds at_most) const {
  std::unique_lock lock(mutex_);
  return arrived_.wait_for(lock, at_most, [&] { return holds(requests_); });
}

std::string http_answer(int status, std::string const& content_type, std::string const& body,
                        std::vector<std::string> const& headers) {
  std::string out = fmt::format("HTTP/1.1 {} X\r\n", status);
  if (!content_type.empty()) out += fmt::format("Content-Type: {}\r\n", content_type);
  for (std::string const& header : headers) out += header + "\r\n";
  return out + fmt::format("Content-Length: {}\r\n\r\n", body.size()) + body;
}

std::string deflated(std::string const& text, int window_bits) {
  z_stream stream{};
  if (deflateInit2(&stream, 9, Z_DEFLATED, window_bits, 9, Z_DEFAULT_STRATEGY) != Z_OK)
    std::abort();
  std::string out(deflateBound(&stream, text.size()), '\0');
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(text.data()));
  stream.avail_in = static_cast<uInt>(text.size());
  stream.next_out = reinterpret_cast<Bytef*>(out.data());
  stream.avail_out = static_cast<uInt>(out.size());
  if (deflate(&stream, Z_FINISH) != Z_STREAM_END) std::abort();
  out.resize(stream.total_out);
  deflateEnd(&stream);
  return out;
}

std::string gzip(std::string const& text) { return deflated(text, 15 + 16); }

}  // namespace wirewatch::test
