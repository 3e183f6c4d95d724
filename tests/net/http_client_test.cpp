#include "net/http_client.h"

#include <gmock/gmock.h>

#include <boost/asio/io_context.hpp>
#include <boost/asio/steady_timer.hpp>
#include <csignal>

#include "base/task.h"
#include "net/redirects.h"
#include "tests/support/loopback_server.h"

namespace wirewatch {
namespace {

namespace asio = boost::asio;
using namespace std::chrono_literals;
using test::gzip;
using test::http_answer;
using test::LoopbackServer;
using test::WireRequest;
using testing::HasSubstr;
using testing::SizeIs;

HttpOptions loopback_allowed() {
  HttpOptions options;
  options.allow_networks = {"127.0.0.0/8"};
  return options;
}

asio::awaitable<void> send_one(HttpClient& client, Request request, Result<Response>& out) {
  out = co_await client.send(std::move(request));
}

/// All requests at once, over one client.
std::vector<Result<Response>> exchange(std::vector<Request> requests,
                                       HttpOptions const& options = loopback_allowed()) {
  asio::io_context loop;
  HttpClient client(loop, options);
  std::vector<Result<Response>> answers(requests.size());
  for (std::size_t i = 0; i < requests.size(); ++i)
    spawn(loop, "test", send_one(client, std::move(requests[i]), answers[i]));
  loop.run();
  return answers;
}

Result<Response> get(std::string url, HttpOptions const& options = loopback_allowed()) {
  Request request;
  request.url = std::move(url);
  request.timeout = 5s;
  return exchange({request}, options).front();
}

TEST(HttpClient, GivesTheAnswerWithItsValidatorsByteForByte) {
  LoopbackServer server([](WireRequest const&) {
    return http_answer(200, "application/rss+xml; charset=utf-8", "<rss/>",
                       {"ETag: W/\"a b\"", "Last-Modified: yesterday, about noon"});
  });
  auto const answer = get(server.url("/feed?x=1"));
  ASSERT_TRUE(answer) << answer.error().what;
  EXPECT_EQ(answer->status, 200);
  EXPECT_EQ(answer->body, "<rss/>");
  EXPECT_EQ(answer->content_type, "application/rss+xml; charset=utf-8");
  EXPECT_EQ(answer->etag, "W/\"a b\"");
  EXPECT_EQ(answer->last_modified, "yesterday, about noon");
  EXPECT_EQ(server.requests().front().target, "/feed?x=1");
}

TEST(HttpClient, SendsHeadersMethodAndBodyAsAsked) {
  LoopbackServer server([](WireRequest const&) { return http_answer(204, "", ""); });
  Request request;
  request.url = server.url("/hook");
  request.method = "POST";
  request.body = "{\"a\":1}";
  request.headers = {{"Content-Type", "application/json"}, {"If-None-Match", "\"v1\""}};
  auto const answers = exchange({request});
  ASSERT_TRUE(answers.front());
  EXPECT_EQ(answers.front()->status, 204);
  WireRequest const seen = server.requests().front();
  EXPECT_EQ(seen.method, "POST");
  EXPECT_EQ(seen.body, "{\"a\":1}");
  EXPECT_EQ(seen.header("If-None-Match"), "\"v1\"");
  EXPECT_EQ(seen.header("Expect"), "");
}

TEST(HttpClient, UnpacksGzip) {
  LoopbackServer server([](WireRequest const&) {
    return http_answer(200, "text/xml", gzip("<rss>hello</rss>"), {"Content-Encoding: gzip"});
  });
  auto const answer = get(server.url());
  ASSERT_TRUE(answer) << answer.error().what;
  EXPECT_EQ(answer->body, "<rss>hello</rss>");
}

TEST(HttpClient, StopsAtAGzipBomb) {
  std::string const bomb = gzip(std::string(200'000'000, ' '));
  LoopbackServer server([&](WireRequest const&) {
    return http_answer(200, "text/xml", bomb, {"Content-Encoding: gzip"});
  });
  auto const answer = get(server.url());
  ASSERT_FALSE(answer);
  EXPECT_EQ(answer.error().kind, Error::Kind::limit);
}

TEST(HttpClient, StopsAtABodyThatIsTooLong) {
  LoopbackServer server([](WireRequest const&) {
    return http_answer(200, "text/xml", std::string(16'000'000, 'x'));
  });
  auto const answer = get(server.url());
  ASSERT_FALSE(answer);
  EXPECT_EQ(answer.error(), (Error{Error::Kind::limit, "body of more than 15000000 bytes"}));
}

TEST(HttpClient, StopsAtEndlessHeaders) {
  LoopbackServer server([](WireRequest const&) {
    std::string answer = "HTTP/1.1 200 X\r\n";
    for (int i = 0; i < 10'000; ++i) answer += "X-Fill: " + std::string(100, 'x') + "\r\n";
    return answer + "\r\n";
  });
  auto const answer = get(server.url());
  ASSERT_FALSE(answer);
}

TEST(HttpClient, FollowsRedirectsAndTellsEachOfThem) {
  LoopbackServer server([](WireRequest const& request) {
    if (request.target == "/a") return http_answer(301, "", "", {"Location: /b"});
    if (request.target == "/b") return http_answer(302, "", "", {"Location: c?x=1"});
    return http_answer(200, "text/plain", "here");
  });
  auto const answer = get(server.url("/a"));
  ASSERT_TRUE(answer) << answer.error().what;
  EXPECT_EQ(answer->body, "here");
  EXPECT_EQ(answer->url, server.url("/c?x=1"));
  EXPECT_THAT(answer->redirects, testing::ElementsAre(Redirect{301, server.url("/b")},
                                                      Redirect{302, server.url("/c?x=1")}));
}

TEST(HttpClient, GivesUpOnARedirectLoop) {
  LoopbackServer server(
      [](WireRequest const&) { return http_answer(302, "", "", {"Location: /again"}); });
  auto const answer = get(server.url());
  ASSERT_FALSE(answer);
  EXPECT_EQ(answer.error().kind, Error::Kind::limit);
  EXPECT_THAT(server.requests(), SizeIs(6));
}

TEST(HttpClient, DoesNotFollowARedirectToAnotherScheme) {
  LoopbackServer server([](WireRequest const&) {
    return http_answer(302, "", "", {"Location: file:///etc/passwd"});
  });
  auto const answer = get(server.url());
  ASSERT_FALSE(answer);
  EXPECT_EQ(answer.error().kind, Error::Kind::config);
}

TEST(HttpClient, RefusesPrivateAddressesInEverySpelling) {
  LoopbackServer server([](WireRequest const&) { return http_answer(200, "", "secret"); });
  std::string const port = std::to_string(server.port());
  for (std::string const host : {"127.0.0.1",
                                 "2130706433",
                                 "0x7f000001",
                                 "017700000001",
                                 "0177.0.0.1",
                                 "0x7f.0.0.1",
                                 "127.1",
                                 "127.0.1",
                                 "%31%32%37.0.0.1",
                                 "0.0.0.0",
                                 "0",
                                 "localhost",
                                 "LOCALHOST",
                                 "[::1]",
                                 "[::]",
                                 "[0:0:0:0:0:0:0:1]",
                                 "[::ffff:127.0.0.1]",
                                 "[::ffff:7f00:1]",
                                 "[::127.0.0.1]",
                                 "[64:ff9b::7f00:1]",
                                 "[64:ff9b::127.0.0.1]",
                                 "[2002:7f00:1::]",
                                 "[2001:0:7f00:1::80ff:fffe]",
                                 "[fe80::1]",
                                 "[fc00::1]",
                                 "10.0.0.1",
                                 "169.254.169.254",
                                 "192.168.0.1",
                                 "100.64.0.1",
                                 "[::ffff:169.254.169.254]",
                                 "[64:ff9b::a9fe:a9fe]",
                                 "[2002:a9fe:a9fe::1]"}) {
    auto const answer = get("http://" + host + ":" + port + "/", {});
    ASSERT_FALSE(answer) << host;
    EXPECT_EQ(answer.error().kind, Error::Kind::config) << host << ": " << answer.error().what;
    EXPECT_THAT(answer.error().what, HasSubstr("not public")) << host;
  }
  EXPECT_THAT(server.requests(), SizeIs(0));
}

TEST(HttpClient, RefusesARedirectToAPrivateAddressInEverySpelling) {
  HttpOptions options;
  options.allow_networks = {"127.0.0.1"};
  LoopbackServer server([](WireRequest const& request) {
    return http_answer(302, "", "", {"Location: http:/" + request.target});
  });
  for (std::string const host :
       {"127.0.0.2", "2130706434", "0x7f000002", "0177.0.0.2", "127.2", "%31%32%37.0.0.2", "[::1]",
        "[::ffff:127.0.0.2]", "[64:ff9b::7f00:2]", "[2002:7f00:2::]", "[2001:0:7f00:2::1]",
        "[fe80::1]", "10.0.0.1", "169.254.169.254", "[64:ff9b::a9fe:a9fe]"}) {
    auto const answer = get(server.url("/" + host + ":1/"), options);
    ASSERT_FALSE(answer) << host;
    EXPECT_THAT(answer.error().what, HasSubstr("not public")) << host;
  }
}

TEST(HttpClient, NamesASilentServer) {
  LoopbackServer server([](WireRequest const&) { return std::nullopt; });
  Request request;
  request.url = server.url();
  request.timeout = 100ms;
  auto const answers = exchange({request});
  ASSERT_FALSE(answers.front());
  EXPECT_EQ(answers.front().error().kind, Error::Kind::timeout);
}

TEST(HttpClient, ASilentServerDoesNotDelayOthers) {
  LoopbackServer silent([](WireRequest const&) { return std::nullopt; });
  LoopbackServer lively([](WireRequest const&) { return http_answer(200, "", "ok"); });
  std::vector<Request> requests(9);
  for (Request& request : requests) {
    request.url = silent.url();
    request.timeout = 300ms;
  }
  requests.back().url = "http://localhost:" + std::to_string(lively.port()) + "/";
  auto const answers = exchange(std::move(requests));
  ASSERT_TRUE(answers.back()) << answers.back().error().what;
  EXPECT_LT(answers.back()->took, 250ms);
}

TEST(HttpClient, AsksOneHostAtMostTwiceAtOnceAndAllInTheEnd) {
  std::atomic<int> at_once{0};
  std::atomic<int> most{0};
  LoopbackServer server([&](WireRequest const&) {
    int const now = ++at_once;
    int seen = most;
    while (now > seen && !most.compare_exchange_weak(seen, now)) continue;
    --at_once;
    return http_answer(200, "", "ok");
  });
  std::vector<Request> requests(50);
  for (Request& request : requests) request.url = server.url();
  auto const answers = exchange(std::move(requests));
  for (auto const& answer : answers) EXPECT_TRUE(answer);
  EXPECT_THAT(server.requests(), SizeIs(50));
  EXPECT_LE(most, 2);
}

TEST(HttpClient, SaysWhyAConnectionFails) {
  int port = 0;
  {
    LoopbackServer gone([](WireRequest const&) { return std::nullopt; });
    port = gone.port();
  }
  auto const answer = get("http://127.0.0.1:" + std::to_string(port) + "/");
  ASSERT_FALSE(answer);
  EXPECT_EQ(answer.error().kind, Error::Kind::io);
  EXPECT_THAT(answer.error().what, HasSubstr("connect"));
}

asio::awaitable<void> abandon_once_asked(HttpClient& client, LoopbackServer const& server) {
  asio::steady_timer poll(co_await asio::this_coro::executor);
  while (server.requests().size() < 2) {
    poll.expires_after(1ms);
    co_await poll.async_wait(asio::use_awaitable);
  }
  client.abandon();
}

TEST(HttpClient, EndsWhatIsUnderWayAndWhatWaitsWhenAbandoned) {
  LoopbackServer server([](WireRequest const&) { return std::nullopt; });
  asio::io_context loop;
  HttpClient client(loop, loopback_allowed());
  std::vector<Result<Response>> answers(5);
  Request request;
  request.url = server.url();
  for (auto& answer : answers) spawn(loop, "test", send_one(client, request, answer));
  spawn(loop, "test", abandon_once_asked(client, server));
  loop.run();
  for (auto const& answer : answers) EXPECT_EQ(answer.error().what, "given up: stopping");
}

TEST(HttpClient, AProxyMayBePrivateAndWhatIsAskedOfItMayNot) {
  LoopbackServer proxy([](WireRequest const&) { return http_answer(200, "", "from the proxy"); });
  HttpOptions options;
  options.proxy = proxy.url("");
  auto const answer = get("http://feeds.example/a", options);
  ASSERT_TRUE(answer) << answer.error().what;
  EXPECT_EQ(answer->body, "from the proxy");
  EXPECT_EQ(proxy.requests().front().target, "http://feeds.example/a");
  for (char const* url : {"http://127.0.0.1/", "http://2130706433/", "http://[::1]/",
                          "http://0x7f.1/", "http://169.254.169.254/latest/meta-data/"}) {
    auto const refused = get(url, options);
    ASSERT_FALSE(refused) << url;
    EXPECT_THAT(refused.error().what, HasSubstr("not public")) << url;
  }
  EXPECT_THAT(proxy.requests(), SizeIs(1));
}

TEST(HttpClient, TheEnvironmentsProxyIsNotUsed) {
  LoopbackServer proxy([](WireRequest const&) { return http_answer(200, "", "from the proxy"); });
  LoopbackServer server([](WireRequest const&) { return http_answer(200, "", "from the server"); });
  ::setenv("http_proxy", proxy.url("").c_str(), 1);
  auto const answer = get(server.url());
  ::unsetenv("http_proxy");
  ASSERT_TRUE(answer) << answer.error().what;
  EXPECT_EQ(answer->body, "from the server");
  EXPECT_THAT(proxy.requests(), SizeIs(0));
}

TEST(HttpClient, StopsWhereACompressedBodyGrowsTooManyTimes) {
  std::string const packed = gzip(std::string(3'000'000, ' '));
  LoopbackServer server([&](WireRequest const&) {
    return http_answer(200, "text/xml", packed, {"Content-Encoding: gzip"});
  });
  auto const answer = get(server.url());
  ASSERT_FALSE(answer);
  EXPECT_EQ(answer.error(),
            (Error{Error::Kind::limit, "compressed body grows more than 200 times"}));
}

TEST(HttpClient, StopsAtAnEndlessBodyOfUnknownLength) {
  LoopbackServer server([](WireRequest const&) {
    std::string answer = "HTTP/1.1 200 X\r\nTransfer-Encoding: chunked\r\n\r\n";
    for (int i = 0; i < 300; ++i) answer += "ea60\r\n" + std::string(0xea60, 'x') + "\r\n";
    return answer;
  });
  auto const answer = get(server.url());
  ASSERT_FALSE(answer);
  EXPECT_EQ(answer.error(), (Error{Error::Kind::limit, "body of more than 15000000 bytes"}));
}

TEST(HttpClient, ATrickleOfBytesEndsWithTheTimeAllowed) {
  LoopbackServer server(
      [](WireRequest const&) { return "HTTP/1.1 200 X\r\nContent-Length: 1000000\r\n\r\n<rss>"; });
  Request request;
  request.url = server.url();
  request.timeout = 200ms;
  auto const answers = exchange({request});
  ASSERT_FALSE(answers.front());
  EXPECT_EQ(answers.front().error().kind, Error::Kind::timeout);
}

TEST(HttpClient, ErrorsDoNotShowWhatIsSecretInAnAddress) {
  LoopbackServer server([](WireRequest const&) {
    return http_answer(302, "", "", {"Location: ftp://me:hunter2@example.org/?key=hunter2"});
  });
  for (std::string const& url : {std::string("gopher://me:hunter2@example.org/?key=hunter2"),
                                 server.url("/?token=hunter2")}) {
    auto const answer = get(url);
    ASSERT_FALSE(answer);
    EXPECT_THAT(answer.error().what, testing::Not(HasSubstr("hunter2"))) << answer.error().what;
  }
}

TEST(HttpClient, ASecretForOneHostIsNotShownToAnother) {
  LoopbackServer other([](WireRequest const&) { return http_answer(200, "", "here"); });
  LoopbackServer server([&](WireRequest const&) {
    return http_answer(302, "", "",
                       {"Location: http://localhost:" + std::to_string(other.port()) + "/"});
  });
  Request request;
  request.url = server.url();
  request.headers = {{"Authorization", "Bearer x"},
                     {"Cookie", "a=b"},
                     {"X-Api-Key", "y"},
                     {"If-None-Match", "\"v1\""}};
  auto const answers = exchange({request});
  ASSERT_TRUE(answers.front()) << answers.front().error().what;
  WireRequest const seen = other.requests().front();
  EXPECT_EQ(seen.header("Authorization"), "");
  EXPECT_EQ(seen.header("Cookie"), "");
  EXPECT_EQ(seen.header("X-Api-Key"), "");
  EXPECT_EQ(seen.header("If-None-Match"), "\"v1\"");
}

struct Hop {
  char const* name;
  char const* from;
  char const* to;
  bool keeps_secrets;
};
void PrintTo(Hop const& hop, std::ostream* out) { *out << hop.name; }
class RedirectedTest : public testing::TestWithParam<Hop> {};

TEST_P(RedirectedTest, TakesSecretsNowhereElse) {
  Request request;
  request.url = GetParam().from;
  request.headers = {{"X-Api-Key", "y"}, {"Accept", "text/xml"}};
  Response response;
  response.status = 301;
  response.headers = {{"location", GetParam().to}};
  auto const next = redirected(request, response);
  ASSERT_TRUE(next) << next.error().what;
  EXPECT_THAT(next->headers, SizeIs(GetParam().keeps_secrets ? 2 : 1));
  EXPECT_EQ(next->headers.back().name, "Accept");
}
INSTANTIATE_TEST_SUITE_P(
    Hops, RedirectedTest,
    testing::Values(Hop{"path", "https://a.example/x", "/y", true},
                    Hop{"case", "https://a.example/x", "https://A.example/y", true},
                    Hop{"usual_port", "https://a.example/x", "https://a.example:443/y", true},
                    Hop{"to_https", "http://a.example/x", "https://a.example/x", true},
                    Hop{"host", "https://a.example/x", "https://b.example/x", false},
                    Hop{"below", "https://a.example/x", "https://www.a.example/x", false},
                    Hop{"port", "https://a.example/x", "https://a.example:8443/x", false},
                    Hop{"to_http", "https://a.example/x", "http://a.example/x", false},
                    Hop{"to_https_of_another_port", "http://a.example:8080/x",
                        "https://a.example/x", false}),
    [](auto const& test) { return std::string(test.param.name); });

TEST(HttpClient, APeerThatClosesEarlyDoesNotEndTheProcess) {
  (void)get("http://127.0.0.1:1/");
  EXPECT_EQ(::raise(SIGPIPE), 0);
}

TEST(HttpClient, RefusesWhatIsNoWebAddress) {
  for (char const* url : {"", "ftp://example.org/", "file:///etc/passwd", "http://", "x"}) {
    auto const answer = get(url);
    ASSERT_FALSE(answer) << url;
    EXPECT_EQ(answer.error().kind, Error::Kind::config) << url;
  }
}

}  // namespace
}  // namespace wirewatch
