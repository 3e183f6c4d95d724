#include "net/content_coding.h"

#include <gtest/gtest.h>

#include <ostream>

#include "tests/support/loopback_server.h"

namespace wirewatch {
namespace {

using namespace std::string_literals;
using test::deflated;
using test::gzip;

constexpr char const* kText = "<rss>hello</rss>";
std::string const kBrotli = "\x8B\x07\x80<rss>hello</rss>\x03"s;
std::string const kZstd = "\x28\xB5\x2F\xFD\x04\x58\x81\x00\x00<rss>hello</rss>\x2B\x80\x11\x68"s;
std::string const kBrotliBomb = "\x9B\xBF\xC6\x2D\x00\x24\x40\xE2\xB1\x40\xF2\x7C\x5B\x00"s;

struct Case {
  char const* name;
  std::string body;
  char const* codings;
  std::string text = kText;
};
void PrintTo(Case const& c, std::ostream* os) { *os << c.name; }
class UnpackedTest : public ::testing::TestWithParam<Case> {};

TEST_P(UnpackedTest, GivesTheText) {
  auto const text = unpacked(GetParam().body, GetParam().codings, {});
  ASSERT_TRUE(text) << text.error().what;
  EXPECT_EQ(*text, GetParam().text);
}

INSTANTIATE_TEST_SUITE_P(
    Bodies, UnpackedTest,
    ::testing::Values(
        Case{"plain", kText, ""}, Case{"identity", kText, "identity"},
        Case{"gzip", gzip(kText), "gzip"}, Case{"other_name", gzip(kText), " X-GZip"},
        Case{"gzip_in_two_members", gzip("<rss>") + gzip("hello</rss>"), "gzip"},
        Case{"gzip_and_junk_behind", gzip(kText) + "junk", "gzip"},
        Case{"gzip_without_its_trailer", gzip(kText).substr(0, gzip(kText).size() - 8), "gzip"},
        Case{"gzip_of_nothing", gzip(""), "gzip", ""}, Case{"no_bytes", "", "gzip", ""},
        Case{"deflate", deflated(kText, 15), "deflate"},
        Case{"bare_deflate", deflated(kText, -15), "deflate"}, Case{"brotli", kBrotli, "br"},
        Case{"zstd", kZstd, "zstd"},
        Case{"zstd_in_two_frames", kZstd + kZstd, "zstd", kText + ""s + kText},
        Case{"cut_off_brotli", kBrotli.substr(0, 19), "br"},
        Case{"brotli_then_gzip", gzip(kBrotli), "br, gzip"}, Case{"no_coding", kText, "utf-8"},
        Case{"no_coding_and_gzip", gzip(kText), "utf-8,,gzip"}),
    [](auto const& test) { return std::string(test.param.name); });

TEST(Unpacked, WhatWasCutOffInTheMiddleGivesItsBeginning) {
  std::string text;
  for (int i = 0; i < 20'000; ++i) text += std::to_string(i * i);
  std::string const packed = gzip(text);
  auto const half = unpacked(packed.substr(0, packed.size() / 2), "gzip", {});
  ASSERT_TRUE(half) << half.error().what;
  EXPECT_GT(half->size(), text.size() / 3);
  EXPECT_TRUE(text.starts_with(*half));
}

TEST(Unpacked, DamageIsAnError) {
  std::string wrong_sum = gzip(kText);
  wrong_sum[wrong_sum.size() - 6] ^= 1;
  EXPECT_FALSE(unpacked(wrong_sum, "gzip", {}));
  EXPECT_FALSE(unpacked(kText, "gzip", {}));
  EXPECT_FALSE(unpacked(kText, "deflate", {}));
  EXPECT_FALSE(unpacked("\xFF\xFF\xFF\xFF", "br", {}));
  auto const answer = unpacked(kText, "zstd", {});
  ASSERT_FALSE(answer);
  EXPECT_EQ(answer.error(), (Error{Error::Kind::io, "the zstd body is damaged"}));
}

TEST(Unpacked, ABodyMayHoldWhatTheLimitSaysAndNoByteMore) {
  std::string const text(3'000, 'x');
  BodyLimits const exact{.bytes = 3'000};
  BodyLimits const less{.bytes = 2'999};
  for (auto const& [body, coding] :
       {std::pair(gzip(text), "gzip"), std::pair(deflated(text, 15), "deflate")}) {
    EXPECT_EQ(unpacked(body, coding, exact), text);
    auto const refused = unpacked(body, coding, less);
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error(), (Error{Error::Kind::limit, "body of more than 2999 bytes"}));
  }
}

TEST(Unpacked, FromAMillionBytesOnGrowthIsLimited) {
  Error const error{Error::Kind::limit, "compressed body grows more than 200 times"};
  auto const modest = unpacked(gzip(std::string(999'999, ' ')), "gzip", {});
  EXPECT_TRUE(modest);
  auto const bomb = unpacked(gzip(std::string(3'000'000, ' ')), "gzip", {});
  ASSERT_FALSE(bomb);
  EXPECT_EQ(bomb.error(), error);
  auto const brotli = unpacked(kBrotliBomb, "br", {});
  ASSERT_FALSE(brotli);
  EXPECT_EQ(brotli.error(), error);
}

}  // namespace
}  // namespace wirewatch
