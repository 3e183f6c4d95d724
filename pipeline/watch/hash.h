#pragma once

#include <cstdint>
#include <cstring>

namespace wirewatch {

__extension__ using Uint128 = unsigned __int128;

/// Both halves of the product, folded together: one multiplication mixes all bits.
inline std::uint64_t mix(std::uint64_t a, std::uint64_t b) {
  Uint128 const product = Uint128{a} * b;
  return static_cast<std::uint64_t>(product) ^ static_cast<std::uint64_t>(product >> 64);
}

inline std::uint64_t load_8(char const* bytes) {
  std::uint64_t value = 0;
  std::memcpy(&value, bytes, sizeof value);
  return value;
}

inline constexpr std::uint64_t kHashStart = 0x9e3779b97f4a7c15;
inline constexpr std::uint64_t kHashStep = 0xd6e8feb86659fd93;

/// `hash_padded` of at most 8 bytes, 1 at least, which stand in the low bytes
/// of `value`; the rest of it counts for nothing.
inline std::uint64_t hash_short(std::uint64_t value, std::size_t length) {
  return mix(kHashStart ^ length ^ (value << (64 - 8 * length)), kHashStep);
}

/// Hash of `length` bytes; reads up to 8 bytes behind them. Not for keys that an enemy may choose
/// to collide: a collision makes a rule fire that should not.
inline std::uint64_t hash_padded(char const* bytes, std::size_t length) {
  std::uint64_t hash = kHashStart ^ length;
  while (length > 8) {
    hash = mix(hash ^ load_8(bytes), kHashStep);
    bytes += 8;
    length -= 8;
  }
  std::uint64_t const last = length == 0 ? 0 : load_8(bytes) << (64 - 8 * length);
  return mix(hash ^ last, kHashStep);
}

}  // namespace wirewatch
