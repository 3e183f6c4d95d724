#include "net/http_server.h"

#include <fmt/format.h>

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/beast/core.hpp>
#include <boost/beast/http.hpp>
#include <charconv>
#include <optional>
#include <utility>

#include "base/task.h"
#include "base/text.h"

namespace wirewatch {
namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = beast::http;
using asio::ip::tcp;

constexpr std::size_t kMaxHeaderBytes = 8 * 1024;
constexpr std::size_t kMaxBodyBytes = 1024 * 1024;
constexpr std::size_t kMaxConnections = 256;
constexpr std::chrono::seconds kSilence{30};

std::optional<tcp::endpoint> endpoint_of(std::string_view address) {
  std::size_t const colon = address.rfind(':');
  if (colon == std::string_view::npos) return std::nullopt;
  std::string_view host = address.substr(0, colon);
  std::string_view const digits = address.substr(colon + 1);
  if (host.size() > 2 && host.front() == '[' && host.back() == ']')
    host = host.substr(1, host.size() - 2);
  if (host == "localhost") host = "127.0.0.1";
  unsigned short port = 0;
  auto const read = std::from_chars(digits.data(), digits.data() + digits.size(), port);
  if (digits.empty() || read.ec != std::errc{} || read.ptr != digits.data() + digits.size())
    return std::nullopt;
  boost::system::error_code error;
  auto const ip = asio::ip::make_address(std::string(host), error);
  if (error) return std::nullopt;
  return tcp::endpoint(ip, port);
}

ServerRequest plain(http::request<http::string_body>& request) {
  ServerRequest out;
  out.method = std::string(request.method_string());
  out.target = std::string(request.target());
  for (auto const& field : request)
    out.headers.push_back(
        {lower_ascii(std::string(field.name_string())), std::string(field.value())});
  out.body = std::move(request.body());
  return out;
}

http::response<http::string_body> wire_form(ServerResponse response, bool keep_alive,
                                            bool is_head) {
  http::response<http::string_body> out;
  out.version(11);
  out.result(static_cast<unsigned>(response.status));
  out.set(http::field::content_type, response.content_type);
  for (HttpHeader const& header : response.headers) out.set(header.name, header.value);
  out.keep_alive(keep_alive);
  bool const has_body = response.status != 204 && response.status != 304;
  if (has_body) out.content_length(response.body.size());
  if (has_body && !is_head) out.body() = std::move(response.body);
  return out;
}

}  // namespace

std::string_view ServerRequest::header(std::string_view name) const {
  for (HttpHeader const& one : headers)
    if (one.name == name) return one.value;
  return {};
}

struct HttpServer::Listener : std::enable_shared_from_this<Listener> {
  Listener(asio::io_context& l, Handler h) : loop(l), handler(std::move(h)), acceptor(l) {}

  static asio::awaitable<void> accept(std::shared_ptr<Listener> self) {
    while (self->acceptor.is_open()) {
      auto [error, socket] =
          co_await self->acceptor.async_accept(asio::as_tuple(asio::use_awaitable));
      if (error || self->connections >= kMaxConnections) continue;  // the socket closes itself
      spawn(self->loop, "http", serve(self, std::move(socket)));
    }
  }

  static asio::awaitable<void> serve(std::shared_ptr<Listener> self, tcp::socket socket) {
    ++self->connections;
    beast::tcp_stream stream(std::move(socket));
    beast::flat_buffer buffer(kMaxHeaderBytes + kMaxBodyBytes);
    while (self->acceptor.is_open()) {
      http::request_parser<http::string_body> parser;
      parser.header_limit(kMaxHeaderBytes);
      parser.body_limit(kMaxBodyBytes);
      stream.expires_after(kSilence);
      auto [read_error, read] =
          co_await http::async_read(stream, buffer, parser, asio::as_tuple(asio::use_awaitable));
      if (read_error) break;
      auto request = parser.release();
      bool const keep_alive = request.keep_alive();
      bool const is_head = request.method() == http::verb::head;
      auto response = wire_form(self->handler(plain(request)), keep_alive, is_head);
      auto [write_error, written] =
          co_await http::async_write(stream, response, asio::as_tuple(asio::use_awaitable));
      if (write_error || !keep_alive) break;
    }
    --self->connections;
  }

  asio::io_context& loop;
  Handler handler;
  tcp::acceptor acceptor;
  std::size_t connections = 0;
};

Result<std::unique_ptr<HttpServer>> HttpServer::listen(asio::io_context& loop,
                                                       std::string const& address,
                                                       Handler handler) {
  auto const endpoint = endpoint_of(address);
  if (!endpoint)
    return fail(Error::Kind::config,
                fmt::format("'{}' is no address to listen on: expected IP:PORT, such as "
                            "127.0.0.1:8720",
                            printable(address)));
  auto listener = std::make_shared<Listener>(loop, std::move(handler));
  boost::system::error_code error;
  listener->acceptor.open(endpoint->protocol(), error);
  if (!error) listener->acceptor.set_option(tcp::acceptor::reuse_address(true), error);
  if (!error) listener->acceptor.bind(*endpoint, error);
  if (!error) listener->acceptor.listen(asio::socket_base::max_listen_connections, error);
  if (error)
    return fail(Error::Kind::io,
                fmt::format("cannot listen on {}: {}", printable(address), error.message()));
  spawn(loop, "http", Listener::accept(listener));
  return std::unique_ptr<HttpServer>(new HttpServer(std::move(listener)));
}

HttpServer::~HttpServer() {
  boost::system::error_code error;
  listener_->acceptor.close(error);  // nothing can be done about a close that fails
}

std::string HttpServer::base_url() const {
  boost::system::error_code error;
  tcp::endpoint const endpoint = listener_->acceptor.local_endpoint(error);
  std::string const ip = endpoint.address().to_string();
  return endpoint.address().is_v6() ? fmt::format("http://[{}]:{}", ip, endpoint.port())
                                    : fmt::format("http://{}:{}", ip, endpoint.port());
}

}  // namespace wirewatch
