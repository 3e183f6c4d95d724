#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

struct sockaddr;

namespace wirewatch {

/// An IPv4 or IPv6 network; IPv4 is held as IPv4-mapped IPv6.
struct Network {
  std::array<std::uint8_t, 16> address{};
  unsigned prefix = 128;  ///< bits, of the 128
  friend bool operator==(Network const&, Network const&) = default;
};

/// "10.0.0.0/8", "fd00::/8", or a single address. nullopt for anything else.
std::optional<Network> parse_network(std::string_view text);

/// Decides which addresses may be connected to. Looks at the address itself, after names are
/// resolved, so that no spelling of a URL and no rebinding name gets around it. Refused are all
/// networks that are not globally reachable (IANA special-purpose registries, RFC 6890), also where
/// IPv6 carries them inside: IPv4-mapped and -compatible, NAT64 (64:ff9b::/96), 6to4, Teredo.
class AddressGuard {
 public:
  explicit AddressGuard(std::vector<Network> allowed = {}) : allowed_(std::move(allowed)) {}
  bool allows(sockaddr const& address) const;
  /// The same for a written address; false where it cannot be read.
  bool allows(std::string_view address) const;

  /// Whether `host` is a written address (IPv6 in brackets or not) that is not allowed; names are
  /// not refused.
  bool refuses_written(std::string_view host) const;

 private:
  bool allows_bytes(std::array<std::uint8_t, 16> const& address) const;
  std::vector<Network> allowed_;
};

}  // namespace wirewatch
