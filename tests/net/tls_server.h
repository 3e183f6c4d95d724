#pragma once

#include <atomic>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "tests/support/temp_dir.h"

struct ssl_ctx_st;
struct ssl_st;

namespace wirewatch::test {

/// An https server on 127.0.0.1 with a certificate of its own, which counts what a client costs it.
/// It answers each request with "hello" and closes the connection after one of /close.
class TlsServer {
 public:
  enum class Speaks { http1, http2 };
  explicit TlsServer(Speaks speaks);
  ~TlsServer();
  TlsServer(TlsServer const&) = delete;
  TlsServer& operator=(TlsServer const&) = delete;

  std::string url(std::string const& path = "/") const;
  /// The certificate that makes it trusted.
  std::string const& ca_file() const { return ca_file_; }

  int connections() const { return connections_; }
  int resumed() const { return resumed_; }  ///< handshakes that took up an earlier session
  int requests() const { return requests_; }

 private:
  void serve();
  void talk(int connection);
  void talk_http1(ssl_st* tls);
  void talk_http2(ssl_st* tls);

  Speaks speaks_;
  TempDir directory_;
  std::string ca_file_;
  ssl_ctx_st* context_ = nullptr;
  int listener_ = -1;
  int port_ = 0;
  std::atomic<int> connections_{0};
  std::atomic<int> resumed_{0};
  std::atomic<int> requests_{0};
  std::mutex mutex_;
  std::vector<int> open_;
  bool stopping_ = false;
  std::vector<std::thread> talkers_;
  std::thread thread_;
};

}  // namespace wirewatch::test
