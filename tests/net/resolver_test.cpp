// Names that change their mind. libcurl asks the resolver of the process, which is defined here: it
// knows names of its own and leaves all others to the C library.
#include <dlfcn.h>
#include <gmock/gmock.h>
#include <netdb.h>

#include <boost/asio/io_context.hpp>
#include <cstring>
#include <map>
#include <mutex>

#include "base/task.h"
#include "net/http_client.h"
#include "tests/support/loopback_server.h"

namespace {

std::mutex names_mutex;  // libcurl resolves in threads of its own
/// What each name answers, one list of addresses after the other; the last one stays.
std::map<std::string, std::vector<std::vector<std::string>>> names;

std::vector<std::string> next_answer(std::string const& name) {
  std::lock_guard const lock(names_mutex);
  auto const found = names.find(name);
  if (found == names.end()) return {};
  std::vector<std::string> const answer = found->second.front();
  if (found->second.size() > 1) found->second.erase(found->second.begin());
  return answer;
}

}  // namespace

extern "C" int getaddrinfo(char const* node, char const* service, addrinfo const* hints,
                           addrinfo** result) {
  static auto const real =
      reinterpret_cast<decltype(&getaddrinfo)>(::dlsym(RTLD_NEXT, "getaddrinfo"));
  std::vector<std::string> const answer = next_answer(node ? node : "");
  if (answer.empty()) return real(node, service, hints, result);
  addrinfo** end = result;
  for (std::string const& address : answer) {
    if (int const fault = real(address.c_str(), service, hints, end); fault != 0) return fault;
    while (*end) end = &(*end)->ai_next;
  }
  return 0;
}

namespace wirewatch {
namespace {

namespace asio = boost::asio;
using test::http_answer;
using test::LoopbackServer;
using test::WireRequest;
using testing::HasSubstr;
using testing::SizeIs;

class Resolver : public testing::Test {
 protected:
  void TearDown() override {
    std::lock_guard const lock(names_mutex);
    names.clear();
  }
  static void answer(std::string const& name, std::vector<std::vector<std::string>> answers) {
    std::lock_guard const lock(names_mutex);
    names[name] = std::move(answers);
  }
  Result<Response> get(std::string const& host) const {
    asio::io_context loop;
    HttpOptions options;
    options.allow_networks = {"127.0.0.1"};
    HttpClient client(loop, options);
    Request request;
    request.url = "http://" + host + ":" + std::to_string(server_.port()) + "/";
    Result<Response> got;
    spawn(loop, "test", send(client, std::move(request), got));
    loop.run();
    return got;
  }
  static asio::awaitable<void> send(HttpClient& client, Request request, Result<Response>& out) {
    out = co_await client.send(std::move(request));
  }

  LoopbackServer server_{[](WireRequest const&) { return http_answer(200, "", "here"); }};
};

TEST_F(Resolver, ANameThatNowMeansAPrivateAddressIsRefused) {
  answer("rebind.example", {{"127.0.0.1"}, {"127.0.0.2"}});
  auto const first = get("rebind.example");
  ASSERT_TRUE(first) << first.error().what;
  auto const second = get("rebind.example");
  ASSERT_FALSE(second);
  EXPECT_THAT(second.error().what, HasSubstr("not public"));
  EXPECT_THAT(server_.requests(), SizeIs(1));
}

TEST_F(Resolver, OfSeveralAddressesOnlyThosePermittedAreConnectedTo) {
  answer("mixed.example", {{"10.0.0.1", "169.254.169.254", "127.0.0.1"}});
  auto const got = get("mixed.example");
  ASSERT_TRUE(got) << got.error().what;
  EXPECT_EQ(got->body, "here");
}

TEST_F(Resolver, ANameWithNothingButPrivateAddressesIsRefused) {
  answer("private.example", {{"10.0.0.1", "192.168.1.1"}});
  auto const got = get("private.example");
  ASSERT_FALSE(got);
  EXPECT_EQ(got.error().kind, Error::Kind::config);
  EXPECT_THAT(got.error().what, HasSubstr("not public"));
}

}  // namespace
}  // namespace wirewatch
