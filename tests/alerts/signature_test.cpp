#include "alerts/signature.h"

#include <gtest/gtest.h>

namespace wirewatch {
namespace {

using namespace std::chrono_literals;

constexpr TimePoint kNow{std::chrono::seconds(1'614'265'330)};

// The test vector of the Standard Webhooks reference libraries.
constexpr char const* kSecret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
constexpr char const* kId = "msg_p5jXN8AQM9LWM0D4loKWxJek";
constexpr char const* kTimestamp = "1614265330";
constexpr char const* kBody = R"({"test": 2432232314})";
constexpr char const* kSignature = "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=";

TEST(Signature, IsTheOneOfTheStandardsTestVector) {
  auto const key = signing_key(kSecret);
  ASSERT_TRUE(key);
  EXPECT_EQ(webhook_signature({*key}, kId, kTimestamp, kBody), kSignature);
  EXPECT_TRUE(verify_webhook(*key, kId, kTimestamp, kSignature, kBody, kNow));
}

TEST(Signature, TwoKeysInRotationGiveTwoSignaturesAndEachReceiverFindsItsOwn) {
  auto const old_key = signing_key(kSecret);
  std::string const header = webhook_signature({"new key", *old_key}, kId, kTimestamp, kBody);
  EXPECT_TRUE(verify_webhook("new key", kId, kTimestamp, header, kBody, kNow));
  EXPECT_TRUE(verify_webhook(*old_key, kId, kTimestamp, header, kBody, kNow));
  EXPECT_FALSE(verify_webhook("third", kId, kTimestamp, header, kBody, kNow));
}

TEST(Signature, AnythingChangedIsRefused) {
  auto const key = signing_key(kSecret);
  EXPECT_FALSE(verify_webhook(*key, "msg_other", kTimestamp, kSignature, kBody, kNow));
  EXPECT_FALSE(verify_webhook(*key, kId, "1614265331", kSignature, kBody, kNow));
  EXPECT_FALSE(verify_webhook(*key, kId, kTimestamp, kSignature, "{}", kNow));
  EXPECT_FALSE(verify_webhook(*key, kId, kTimestamp, "", kBody, kNow));
  EXPECT_FALSE(verify_webhook(*key, kId, "soon", kSignature, kBody, kNow));
}

TEST(Signature, AnOldMessageIsRefused) {
  auto const key = signing_key(kSecret);
  EXPECT_TRUE(verify_webhook(*key, kId, kTimestamp, kSignature, kBody, kNow + 299s));
  EXPECT_FALSE(verify_webhook(*key, kId, kTimestamp, kSignature, kBody, kNow + 301s));
}

TEST(Signature, ASecretMayBePlainTextButNotBrokenBase64) {
  EXPECT_EQ(signing_key("plain words").value(), "plain words");
  EXPECT_EQ(signing_key("whsec_aGVsbG8=").value(), "hello");
  EXPECT_FALSE(signing_key("whsec_!!!"));
  EXPECT_FALSE(signing_key("whsec_"));
}

}  // namespace
}  // namespace wirewatch
