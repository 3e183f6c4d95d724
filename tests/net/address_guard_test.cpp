#include "net/address_guard.h"

#include <gtest/gtest.h>

namespace wirewatch {
namespace {

struct AddressCase {
  char const* address;
  bool allowed;
};

class AddressGuardTest : public testing::TestWithParam<AddressCase> {};

TEST_P(AddressGuardTest, LetsOnlyPublicAddressesThrough) {
  EXPECT_EQ(AddressGuard{}.allows(GetParam().address), GetParam().allowed) << GetParam().address;
}

INSTANTIATE_TEST_SUITE_P(
    Table, AddressGuardTest,
    testing::Values(AddressCase{"93.184.216.34", true}, AddressCase{"8.8.8.8", true},
                    AddressCase{"172.15.255.255", true}, AddressCase{"172.32.0.1", true},
                    AddressCase{"2606:2800:220:1:248:1893:25c8:1946", true},
                    AddressCase{"127.0.0.1", false}, AddressCase{"127.255.255.254", false},
                    AddressCase{"10.1.2.3", false}, AddressCase{"172.16.0.1", false},
                    AddressCase{"172.31.255.255", false}, AddressCase{"192.168.1.1", false},
                    AddressCase{"169.254.169.254", false}, AddressCase{"100.64.0.1", false},
                    AddressCase{"0.0.0.0", false}, AddressCase{"224.0.0.1", false},
                    AddressCase{"255.255.255.255", false}, AddressCase{"198.18.0.1", false},
                    AddressCase{"::1", false}, AddressCase{"::", false},
                    AddressCase{"fe80::1", false}, AddressCase{"fd00::1", false},
                    AddressCase{"ff02::1", false}, AddressCase{"2001:db8::1", false},
                    // IPv4 carried inside IPv6: mapped, compatible, NAT64, 6to4, Teredo
                    AddressCase{"::ffff:127.0.0.1", false}, AddressCase{"::ffff:8.8.8.8", true},
                    AddressCase{"::127.0.0.1", false}, AddressCase{"64:ff9b::a00:1", false},
                    AddressCase{"64:ff9b::808:808", true}, AddressCase{"2002:7f00:1::", false},
                    AddressCase{"2002:c0a8:101::1", false},
                    AddressCase{"2001:0:4136:e378::1", false}, AddressCase{"no address", false},
                    AddressCase{"", false}));

TEST(AddressGuard, LetsTheNetworksOfTheConfigThrough) {
  AddressGuard const guard({*parse_network("10.0.0.0/8"), *parse_network("::1")});
  EXPECT_TRUE(guard.allows("10.200.0.1"));
  EXPECT_TRUE(guard.allows("::ffff:10.200.0.1"));
  EXPECT_TRUE(guard.allows("::1"));
  EXPECT_FALSE(guard.allows("127.0.0.1"));
}

TEST(AddressGuard, KnowsWrittenAddressesFromNames) {
  AddressGuard const guard;
  for (char const* refused : {"127.0.0.1", "[::1]", "::1", "10.0.0.1", "[fe80::1]"})
    EXPECT_TRUE(guard.refuses_written(refused)) << refused;
  for (char const* other : {"8.8.8.8", "[2606:2800:220:1:248:1893:25c8:1946]", "localhost", ""})
    EXPECT_FALSE(guard.refuses_written(other)) << other;
}

TEST(ParseNetwork, RefusesWhatIsNone) {
  for (char const* text : {"", "10.0.0.0/33", "10.0.0/8", "::/129", "fd00::/-1", "10.0.0.0/",
                           "10.0.0.0/8x", "localhost"})
    EXPECT_FALSE(parse_network(text)) << text;
  EXPECT_EQ(parse_network("10.0.0.0/8")->prefix, 104U);
  EXPECT_EQ(parse_network("fd00::/8")->prefix, 8U);
}

}  // namespace
}  // namespace wirewatch
