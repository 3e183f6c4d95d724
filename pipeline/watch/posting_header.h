#pragma once

#include <cstdint>

namespace wirewatch {

/// How many rules of each kind wait in one stretch of a symbol's list, in one word.
class PostingHeader {
 public:
  static constexpr std::uint32_t kMost = 1023;  ///< of all kinds

  PostingHeader(std::uint32_t sure, std::uint32_t pairs, std::uint32_t maybe, bool goes_on)
      : bits_(sure | pairs << 10 | maybe << 20 | (goes_on ? kGoesOn : 0)) {}
  explicit PostingHeader(std::uint32_t bits) : bits_(bits) {}

  std::uint32_t sure() const { return bits_ & kMost; }         ///< rule
  std::uint32_t pairs() const { return bits_ >> 10 & kMost; }  ///< rule, second symbol
  std::uint32_t maybe() const { return bits_ >> 20 & kMost; }  ///< rule, second, program
  bool goes_on() const { return (bits_ & kGoesOn) != 0; }
  std::uint32_t bits() const { return bits_; }

 private:
  static constexpr std::uint32_t kGoesOn = 1U << 31;
  std::uint32_t bits_;
};

}  // namespace wirewatch
