#pragma once

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <functional>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <vector>

namespace wirewatch::test {

/// A request as it came over the wire.
struct WireRequest {
  std::string method;
  std::string target;
  std::string head;  ///< request line and headers, as sent
  std::string body;

  /// The value of a header (any case), or "".
  std::string header(std::string const& name) const;
};

/// A server on 127.0.0.1 with a thread of its own, whose answers are raw bytes: it can be as wrong
/// as a server can be.
class LoopbackServer {
 public:
  /// The answer's bytes; nullopt: never answer, keep the connection open.
  using Handler = std::function<std::optional<std::string>(WireRequest const&)>;

  explicit LoopbackServer(Handler handler);
  ~LoopbackServer();
  LoopbackServer(LoopbackServer const&) = delete;
  LoopbackServer& operator=(LoopbackServer const&) = delete;

  std::string url(std::string const& path = "/") const;
  int port() const { return port_; }
  std::vector<WireRequest> requests() const;
  /// Waits until `holds` of all requests so far is true; false when it is not within `at_most`.
  bool wait_until(std::function<bool(std::vector<WireRequest> const&)> const& holds,
                  std::chrono::milliseconds at_most = std::chrono::seconds(20)) const;

 private:
  void serve();
  void talk(int connection);

  Handler handler_;
  int listener_ = -1;
  int port_ = 0;
  std::atomic<bool> stopping_{false};
  mutable std::mutex mutex_;
  mutable std::condition_variable arrived_;
  std::vector<WireRequest> requests_;
  std::vector<int> open_;
  std::vector<std::thread> talkers_;
  std::thread thread_;
};

/// "HTTP/1.1 STATUS ..." with Content-Length and the given further header lines ("ETag: \"1\"").
std::string http_answer(int status, std::string const& content_type, std::string const& body,
                        std::vector<std::string> const& headers = {});

/// `text` as zlib packs it; `window_bits` choose the format: 15 is zlib's, -15 bare deflate.
std::string deflated(std::string const& text, int window_bits);
/// `text` as a gzip stream.
std::string gzip(std::string const& text);

}  // namespace wirewatch::test
