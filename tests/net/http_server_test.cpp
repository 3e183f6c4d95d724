#include "net/http_server.h"

#include <gmock/gmock.h>

#include "base/task.h"
#include "net/http_client.h"

namespace wirewatch {
namespace {

namespace asio = boost::asio;

asio::awaitable<void> ask(HttpClient& client, Request request, Result<Response>& out,
                          asio::io_context& loop) {
  out = co_await client.send(std::move(request));
  loop.stop();
}

Result<Response> exchange(HttpServer::Handler handler, std::string const& method,
                          std::string const& body) {
  asio::io_context loop;
  auto const server = HttpServer::listen(loop, "127.0.0.1:0", std::move(handler));
  if (!server) return fail(server.error());
  HttpOptions options;
  options.allow_networks = {"127.0.0.1"};
  HttpClient client(loop, options);
  Request request;
  request.method = method;
  request.url = (*server)->base_url() + "/a?b";
  request.body = body;
  Result<Response> answer;
  spawn(loop, "test", ask(client, std::move(request), answer, loop));
  loop.run();
  return answer;
}

TEST(HttpServer, HandsTheRequestOverAndTheAnswerBack) {
  ServerRequest seen;
  auto const answer = exchange(
      [&](ServerRequest const& request) {
        seen = request;
        ServerResponse response;
        response.status = 201;
        response.body = "made";
        response.headers = {{"ETag", "\"1\""}};
        return response;
      },
      "POST", "hello");
  ASSERT_TRUE(answer) << answer.error().what;
  EXPECT_EQ(seen.method, "POST");
  EXPECT_EQ(seen.target, "/a?b");
  EXPECT_EQ(seen.body, "hello");
  EXPECT_THAT(seen.header("user-agent"), testing::StartsWith("wirewatch/"));
  EXPECT_EQ(answer->status, 201);
  EXPECT_EQ(answer->body, "made");
  EXPECT_EQ(answer->etag, "\"1\"");
}

TEST(HttpServer, HangsUpOnABodyThatIsTooLong) {
  auto const answer = exchange([](ServerRequest const&) { return ServerResponse{}; }, "POST",
                               std::string(3'000'000, 'x'));
  EXPECT_FALSE(answer);
}

TEST(HttpServer, SaysThatAPortIsInUse) {
  asio::io_context loop;
  auto const handler = [](ServerRequest const&) { return ServerResponse{}; };
  auto const first = HttpServer::listen(loop, "127.0.0.1:0", handler);
  ASSERT_TRUE(first);
  std::string const address = (*first)->base_url().substr(7);
  auto const second = HttpServer::listen(loop, address, handler);
  ASSERT_FALSE(second);
  EXPECT_EQ(second.error().what, "cannot listen on " + address + ": Address already in use");
}

TEST(HttpServer, RefusesWhatIsNoAddress) {
  asio::io_context loop;
  for (char const* address :
       {"", "8720", "127.0.0.1", "127.0.0.1:", "example.org:80", "1.2.3.4:99999"})
    EXPECT_EQ(HttpServer::listen(loop, address, {}).error().kind, Error::Kind::config) << address;
}

}  // namespace
}  // namespace wirewatch
