// What https costs a server: how often it is connected to, how often keys are agreed upon.
#include <gmock/gmock.h>

#include <boost/asio/io_context.hpp>
#include <chrono>

#include "base/task.h"
#include "net/http_client.h"
#include "tests/net/tls_server.h"

namespace wirewatch {
namespace {

namespace asio = boost::asio;
using test::TlsServer;

HttpOptions trusting(TlsServer const& server) {
  HttpOptions options;
  options.allow_networks = {"127.0.0.1"};
  options.ca_file = server.ca_file();
  return options;
}

asio::awaitable<void> send_in_turn(HttpClient& client, std::string url,
                                   std::vector<Result<Response>>& answers) {
  for (Result<Response>& answer : answers) {
    Request request;
    request.url = url;
    answer = co_await client.send(std::move(request));
  }
}

std::vector<Result<Response>> ask_three_times(std::string const& url, HttpOptions const& options) {
  asio::io_context loop;
  HttpClient client(loop, options);
  std::vector<Result<Response>> answers(3);
  spawn(loop, "test", send_in_turn(client, url, answers));
  loop.run();
  return answers;
}

void expect_hello(std::vector<Result<Response>> const& answers) {
  for (auto const& answer : answers) {
    ASSERT_TRUE(answer) << answer.error().what;
    EXPECT_EQ(answer->status, 200);
    EXPECT_EQ(answer->body, "hello");
  }
}

TEST(Tls, AConnectionServesManyRequests) {
  TlsServer server(TlsServer::Speaks::http1);
  expect_hello(ask_three_times(server.url(), trusting(server)));
  EXPECT_EQ(server.requests(), 3);
  EXPECT_EQ(server.connections(), 1);
}

TEST(Tls, ANewConnectionTakesUpTheSessionOfTheLast) {
  TlsServer server(TlsServer::Speaks::http1);
  expect_hello(ask_three_times(server.url("/close"), trusting(server)));
  EXPECT_EQ(server.connections(), 3);
  EXPECT_EQ(server.resumed(), 2);
}

TEST(Tls, Http2IsSpokenWhereItIsOffered) {
  TlsServer server(TlsServer::Speaks::http2);
  expect_hello(ask_three_times(server.url(), trusting(server)));
  EXPECT_EQ(server.requests(), 3);
  EXPECT_EQ(server.connections(), 1);
}

TEST(Tls, NothingIsWaitedForBehindTheLastAnswer) {
  TlsServer server(TlsServer::Speaks::http2);
  auto const start = std::chrono::steady_clock::now();
  expect_hello(ask_three_times(server.url(), trusting(server)));
  EXPECT_LT(std::chrono::steady_clock::now() - start, std::chrono::seconds(5));
}

TEST(Tls, AServerThatNobodyVouchesForIsNotAsked) {
  TlsServer server(TlsServer::Speaks::http1);
  HttpOptions options = trusting(server);
  options.ca_file.clear();
  for (auto const& answer : ask_three_times(server.url(), options)) {
    ASSERT_FALSE(answer);
    EXPECT_EQ(answer.error().kind, Error::Kind::io);
    EXPECT_THAT(answer.error().what, testing::HasSubstr("certificate"));
  }
  EXPECT_EQ(server.requests(), 0);
}

TEST(Tls, ACertificateOfAnotherHostIsNoGood) {
  TlsServer server(TlsServer::Speaks::http1);
  std::string url = server.url();
  url.replace(url.find("127.0.0.1"), 9, "localhost");
  for (auto const& answer : ask_three_times(url, trusting(server))) EXPECT_FALSE(answer);
  EXPECT_EQ(server.requests(), 0);
}

}  // namespace
}  // namespace wirewatch
