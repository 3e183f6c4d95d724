#include "tests/net/tls_server.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <openssl/ssl.h>
#include <openssl/x509v3.h>
#include <sys/socket.h>
#include <unistd.h>

#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <memory>
#include <string_view>

namespace wirewatch::test {
namespace {

void require(bool holds) {
  if (!holds) std::abort();
}

/// Self-signed, for 127.0.0.1, valid for a day. Written to `path`, used by `context`.
void make_certificate(SSL_CTX* context, std::string const& path) {
  EVP_PKEY* const key = EVP_EC_gen("P-256");
  X509* const certificate = X509_new();
  require(key && certificate);
  X509_set_version(certificate, X509_VERSION_3);
  ASN1_INTEGER_set(X509_get_serialNumber(certificate), 1);
  X509_gmtime_adj(X509_getm_notBefore(certificate), -3600);
  X509_gmtime_adj(X509_getm_notAfter(certificate), 24 * 3600);
  X509_set_pubkey(certificate, key);
  auto const* const name = reinterpret_cast<unsigned char const*>("loopback");
  X509_NAME_add_entry_by_txt(X509_get_subject_name(certificate), "CN", MBSTRING_ASC, name, -1, -1,
                             0);
  X509_set_issuer_name(certificate, X509_get_subject_name(certificate));
  X509_EXTENSION* const names =
      X509V3_EXT_conf_nid(nullptr, nullptr, NID_subject_alt_name, "IP:127.0.0.1");
  X509_add_ext(certificate, names, -1);
  X509_EXTENSION_free(names);
  require(X509_sign(certificate, key, EVP_sha256()) > 0);
  require(SSL_CTX_use_certificate(context, certificate) == 1 &&
          SSL_CTX_use_PrivateKey(context, key) == 1);
  std::FILE* const file = std::fopen(path.c_str(), "w");
  require(file && PEM_write_X509(file, certificate) == 1);
  std::fclose(file);
  X509_free(certificate);
  EVP_PKEY_free(key);
}

constexpr unsigned char kHttp1[] = "\x08http/1.1";
constexpr unsigned char kHttp2[] = "\x02h2";

int choose_http2(SSL*, unsigned char const** out, unsigned char* size, unsigned char const* offered,
                 unsigned offered_size, void*) {
  unsigned char* chosen = nullptr;
  int const found = SSL_select_next_proto(&chosen, size, kHttp2, 3, offered, offered_size);
  *out = chosen;
  return found == OPENSSL_NPN_NEGOTIATED ? SSL_TLSEXT_ERR_OK : SSL_TLSEXT_ERR_ALERT_FATAL;
}

int choose_http1(SSL*, unsigned char const** out, unsigned char* size, unsigned char const* offered,
                 unsigned offered_size, void*) {
  unsigned char* chosen = nullptr;
  int const found = SSL_select_next_proto(&chosen, size, kHttp1, 9, offered, offered_size);
  *out = chosen;
  return found == OPENSSL_NPN_NEGOTIATED ? SSL_TLSEXT_ERR_OK : SSL_TLSEXT_ERR_NOACK;
}

/// Exactly so many bytes; fewer at the end of the connection.
std::string read_bytes(SSL* tls, std::size_t count) {
  std::string bytes(count, '\0');
  std::size_t have = 0;
  while (have < count) {
    int const got = SSL_read(tls, bytes.data() + have, static_cast<int>(count - have));
    if (got <= 0) break;
    have += static_cast<std::size_t>(got);
  }
  bytes.resize(have);
  return bytes;
}

bool write_bytes(SSL* tls, std::string_view bytes) {
  return SSL_write(tls, bytes.data(), static_cast<int>(bytes.size())) ==
         static_cast<int>(bytes.size());
}

/// RFC 9113, 4.1; the stream's number as it came.
std::string frame(char type, char flags, std::string_view stream, std::string_view payload) {
  std::string out{'\0', '\0', static_cast<char>(payload.size()), type, flags};
  return out.append(stream).append(payload);
}

}  // namespace

TlsServer::TlsServer(Speaks speaks)
    : speaks_(speaks),
      ca_file_((directory_.path() / "ca.pem").string()),
      context_(SSL_CTX_new(TLS_server_method())),
      listener_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
  make_certificate(context_, ca_file_);
  SSL_CTX_set_alpn_select_cb(context_, speaks == Speaks::http2 ? choose_http2 : choose_http1,
                             nullptr);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t size = sizeof address;
  auto* const generic = reinterpret_cast<sockaddr*>(&address);
  require(::bind(listener_, generic, size) == 0 && ::listen(listener_, 16) == 0 &&
          ::getsockname(listener_, generic, &size) == 0);
  port_ = ntohs(address.sin_port);
  thread_ = std::thread([this] { serve(); });
}

TlsServer::~TlsServer() {
  {
    std::lock_guard const lock(mutex_);
    stopping_ = true;
    for (int const connection : open_) ::shutdown(connection, SHUT_RDWR);
  }
  ::shutdown(listener_, SHUT_RDWR);
  thread_.join();
  for (std::thread& talker : talkers_) talker.join();
  for (int const connection : open_) ::close(connection);
  ::close(listener_);
  SSL_CTX_free(context_);
}

std::string TlsServer::url(std::string const& path) const {
  return "https://127.0.0.1:" + std::to_string(port_) + path;
}

void TlsServer::serve() {
  for (;;) {
    int const connection = ::accept4(listener_, nullptr, nullptr, SOCK_CLOEXEC);
    if (connection < 0) return;
    std::lock_guard const lock(mutex_);
    open_.push_back(connection);
    if (stopping_) return;
    talkers_.emplace_back([this, connection] { talk(connection); });
  }
}

void TlsServer::talk(int connection) {
  sigset_t pipe;  // a client that has gone away is none of the test's business
  ::sigemptyset(&pipe);
  ::sigaddset(&pipe, SIGPIPE);
  ::pthread_sigmask(SIG_BLOCK, &pipe, nullptr);
  ++connections_;
  std::unique_ptr<SSL, decltype(&SSL_free)> const tls(SSL_new(context_), &SSL_free);
  SSL_set_fd(tls.get(), connection);
  if (SSL_accept(tls.get()) == 1) {
    resumed_ += SSL_session_reused(tls.get());
    if (speaks_ == Speaks::http2)
      talk_http2(tls.get());
    else
      talk_http1(tls.get());
    SSL_shutdown(tls.get());
  }
  ::shutdown(connection, SHUT_RDWR);
}

void TlsServer::talk_http1(ssl_st* tls) {
  for (;;) {
    std::string head;
    while (!head.ends_with("\r\n\r\n")) {
      std::string const byte = read_bytes(tls, 1);
      if (byte.empty()) return;
      head += byte;
    }
    ++requests_;
    bool const closes = head.starts_with("GET /close ");
    std::string const how = closes ? "Connection: close\r\n" : "";
    if (!write_bytes(tls, "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n" + how + "\r\nhello") || closes)
      return;
  }
}

/// As little of it as a client accepts: each HEADERS frame is a request, answered on its stream.
void TlsServer::talk_http2(ssl_st* tls) {
  constexpr char kData = 0, kHeaders = 1, kSettings = 4, kEndStream = 1, kEndHeaders = 4, kAck = 1;
  constexpr std::size_t kPreface = 24;
  std::string const whole_connection(4, '\0');
  if (read_bytes(tls, kPreface).size() < kPreface) return;
  if (!write_bytes(tls, frame(kSettings, 0, whole_connection, ""))) return;
  for (;;) {
    std::string const head = read_bytes(tls, 9);
    if (head.size() < 9) return;
    auto const byte = [&](std::size_t i) { return static_cast<unsigned char>(head[i]); };
    (void)read_bytes(tls, std::size_t{byte(0)} << 16 | std::size_t{byte(1)} << 8 | byte(2));
    std::string const stream = head.substr(5, 4);
    std::string reply;
    if (head[3] == kSettings && (head[4] & kAck) == 0)
      reply = frame(kSettings, kAck, whole_connection, "");
    if (head[3] == kHeaders) {
      ++requests_;
      constexpr std::string_view kStatus200 = "\x88";  // RFC 7541, appendix A
      reply = frame(kHeaders, kEndHeaders, stream, kStatus200) +
              frame(kData, kEndStream, stream, "hello");
    }
    if (!reply.empty() && !write_bytes(tls, reply)) return;
  }
}

}  // namespace wirewatch::test
