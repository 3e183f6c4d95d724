#include "alerts/send.h"

#include <gmock/gmock.h>
#include <sys/resource.h>

#include <csignal>
#include <fstream>

#include "alerts/signature.h"
#include "tests/support/temp_dir.h"

namespace wirewatch {
namespace {

using testing::HasSubstr;

constexpr TimePoint kNow = TimePoint(std::chrono::seconds(1'700'000'000));

std::string content_of(std::string const& path) {
  std::ifstream file(path);
  return {std::istreambuf_iterator<char>(file), {}};
}

std::string header(Request const& request, std::string const& name) {
  for (HttpHeader const& one : request.headers)
    if (one.name == name) return one.value;
  return {};
}

TEST(WebhookRequest, IsSignedSoThatAReceiverCanVerifyIt) {
  SinkSpec sink;
  sink.url = "https://cases.example.org/in";
  sink.secrets = {"whsec_bmV3LWtleQ==", "old key"};
  Delivery delivery;
  delivery.id = "msg_1";
  delivery.body = "{\"type\":\"watch.matched\"}";
  auto const request = webhook_request(sink, delivery, kNow);
  ASSERT_TRUE(request) << request.error().what;
  EXPECT_EQ(request->method, "POST");
  EXPECT_EQ(request->body, delivery.body);
  EXPECT_EQ(request->max_redirects, 0);
  EXPECT_EQ(header(*request, "webhook-id"), "msg_1");
  EXPECT_EQ(header(*request, "webhook-timestamp"), "1700000000");
  for (std::string const& secret : sink.secrets)
    EXPECT_TRUE(verify_webhook(*signing_key(secret), "msg_1", "1700000000",
                               header(*request, "webhook-signature"), delivery.body, kNow))
        << secret;
}

TEST(WebhookRequest, WithoutASecretCarriesNoSignature) {
  auto const request = webhook_request(SinkSpec{}, Delivery{}, kNow);
  ASSERT_TRUE(request);
  EXPECT_EQ(header(*request, "webhook-signature"), "");
}

TEST(WebhookRequest, ABrokenSecretIsAnErrorThatDoesNotShowIt) {
  SinkSpec sink;
  sink.secrets = {"whsec_%%%hush"};
  auto const request = webhook_request(sink, Delivery{}, kNow);
  ASSERT_FALSE(request);
  EXPECT_EQ(request.error().kind, Error::Kind::config);
  EXPECT_THAT(request.error().what, testing::Not(HasSubstr("hush")));
}

TEST(AppendJsonl, AddsOneLineEachAndMakesTheDirectory) {
  test::TempDir directory;
  std::string const path = directory / "alerts/of-today.jsonl";
  ASSERT_TRUE(append_jsonl(path, "{\"a\":1}"));
  ASSERT_TRUE(append_jsonl(path, "{\"a\":2}"));
  EXPECT_EQ(content_of(path), "{\"a\":1}\n{\"a\":2}\n");
}

TEST(AppendJsonl, SaysWhichFileCannotBeWritten) {
  test::TempDir directory;
  directory.write("file", "");
  auto const written = append_jsonl(directory / "file/alerts.jsonl", "{}");
  ASSERT_FALSE(written);
  EXPECT_THAT(written.error().what, HasSubstr("file/alerts.jsonl"));
}

TEST(AppendJsonl, AFullDiskLeavesNoHalfLine) {
  test::TempDir directory;
  std::string const path = directory / "alerts.jsonl";
  ASSERT_TRUE(append_jsonl(path, "{\"a\":1}"));
  // A limit on the file's size is a disk that is full after twelve bytes.
  std::signal(SIGXFSZ, SIG_IGN);
  rlimit before{};
  ASSERT_EQ(::getrlimit(RLIMIT_FSIZE, &before), 0);
  rlimit tight = before;
  tight.rlim_cur = 12;
  ASSERT_EQ(::setrlimit(RLIMIT_FSIZE, &tight), 0);
  auto const written = append_jsonl(path, "{\"a\":2}");
  ASSERT_EQ(::setrlimit(RLIMIT_FSIZE, &before), 0);
  EXPECT_FALSE(written);
  EXPECT_EQ(content_of(path), "{\"a\":1}\n");
}

}  // namespace
}  // namespace wirewatch
