#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace wirewatch {

/// The words of the headline that many sites repeat in a page's address:
/// ".../2024/lewis-hamilton-crashes-car/index.html". Those of the part of its path that has most.
class AddressWords {
 public:
  explicit AddressWords(std::string_view url);

  /// How much a line's words and those of the address are the same (F1): 0 to 1, 0 where the
  /// address has fewer than two. Marks and the ways to write umlauts do not count.
  double likeness(std::string_view line) const;

 private:
  std::vector<std::string> words_;
};

}  // namespace wirewatch
