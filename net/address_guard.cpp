#include "net/address_guard.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>

#include <algorithm>
#include <charconv>
#include <cstring>

namespace wirewatch {
namespace {

using Bytes = std::array<std::uint8_t, 16>;

constexpr Bytes mapped(std::uint8_t a, std::uint8_t b, std::uint8_t c, std::uint8_t d) {
  return {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff, a, b, c, d};
}

std::optional<Bytes> parse_address(std::string const& text) {
  in_addr v4{};
  if (inet_pton(AF_INET, text.c_str(), &v4) == 1) {
    Bytes out = mapped(0, 0, 0, 0);
    std::memcpy(out.data() + 12, &v4, 4);
    return out;
  }
  Bytes v6{};
  if (inet_pton(AF_INET6, text.c_str(), v6.data()) == 1) return v6;
  return std::nullopt;
}

bool contains(Network const& network, Bytes const& address) {
  unsigned const whole = network.prefix / 8;
  unsigned const rest = network.prefix % 8;
  if (!std::equal(address.begin(), address.begin() + whole, network.address.begin())) return false;
  if (rest == 0) return true;
  auto const mask = static_cast<std::uint8_t>(0xff00U >> rest);
  return (address[whole] & mask) == (network.address[whole] & mask);
}

/// Not globally reachable. Source: IANA IPv4 and IPv6 Special-Purpose Address Registries.
constexpr char const* kRefused[] = {
    "0.0.0.0/8",     "10.0.0.0/8",      "100.64.0.0/10",  "127.0.0.0/8",    "169.254.0.0/16",
    "172.16.0.0/12", "192.0.0.0/24",    "192.0.2.0/24",   "192.88.99.0/24", "192.168.0.0/16",
    "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4",    "240.0.0.0/4",
    "::/128",        "::1/128",         "64:ff9b:1::/48", "100::/64",       "2001::/23",
    "2001:db8::/32", "3fff::/20",       "5f00::/16",      "fc00::/7",       "fe80::/10",
    "fec0::/10",     "ff00::/8",
};

std::vector<Network> const& refused_networks() {
  static std::vector<Network> const networks = [] {
    std::vector<Network> out;
    for (char const* text : kRefused) out.push_back(*parse_network(text));
    return out;
  }();
  return networks;
}

/// The IPv4 address that an IPv6 one carries inside, as an IPv4-mapped one.
std::optional<Bytes> embedded_v4(Bytes const& a) {
  static constexpr Bytes kNat64 = {0, 0x64, 0xff, 0x9b};
  if (std::equal(a.begin(), a.begin() + 12, kNat64.begin()) ||
      std::all_of(a.begin(), a.begin() + 12, [](auto b) { return b == 0; }))
    return mapped(a[12], a[13], a[14], a[15]);
  if (a[0] == 0x20 && a[1] == 0x02) return mapped(a[2], a[3], a[4], a[5]);
  return std::nullopt;
}

}  // namespace

std::optional<Network> parse_network(std::string_view text) {
  std::size_t const slash = text.find('/');
  auto const address = parse_address(std::string(text.substr(0, slash)));
  if (!address) return std::nullopt;
  Network network{*address, 128};
  if (slash == std::string_view::npos) return network;
  std::string_view const bits = text.substr(slash + 1);
  unsigned const most = text.find(':') == std::string_view::npos ? 32 : 128;
  unsigned prefix = 0;
  auto const read = std::from_chars(bits.data(), bits.data() + bits.size(), prefix);
  if (read.ec != std::errc{} || read.ptr != bits.data() + bits.size() || prefix > most)
    return std::nullopt;
  network.prefix = prefix + 128 - most;
  return network;
}

bool AddressGuard::allows_bytes(Bytes const& address) const {
  auto const holds = [&address](Network const& network) { return contains(network, address); };
  if (std::any_of(allowed_.begin(), allowed_.end(), holds)) return true;
  if (auto const inside = embedded_v4(address)) return allows_bytes(*inside);
  return std::none_of(refused_networks().begin(), refused_networks().end(), holds);
}

bool AddressGuard::allows(sockaddr const& address) const {
  if (address.sa_family == AF_INET) {
    sockaddr_in v4{};
    std::memcpy(&v4, &address, sizeof v4);
    Bytes bytes = mapped(0, 0, 0, 0);
    std::memcpy(bytes.data() + 12, &v4.sin_addr, 4);
    return allows_bytes(bytes);
  }
  if (address.sa_family == AF_INET6) {
    sockaddr_in6 v6{};
    std::memcpy(&v6, &address, sizeof v6);
    Bytes bytes{};
    std::memcpy(bytes.data(), &v6.sin6_addr, 16);
    return allows_bytes(bytes);
  }
  return false;
}

bool AddressGuard::allows(std::string_view address) const {
  auto const bytes = parse_address(std::string(address));
  return bytes && allows_bytes(*bytes);
}

bool AddressGuard::refuses_written(std::string_view host) const {
  if (host.starts_with('[') && host.ends_with(']')) host = host.substr(1, host.size() - 2);
  auto const bytes = parse_address(std::string(host));
  return bytes && !allows_bytes(*bytes);
}

}  // namespace wirewatch
