#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "pipeline/article/article.h"

namespace re2 {
class RE2;
}

namespace wirewatch {

/// A compiled regular expression in RE2's syntax; memory and time are bounded. Immutable, shared
/// between threads.
class Regex {
 public:
  explicit Regex(std::string_view pattern);
  ~Regex();
  Regex(Regex&&) noexcept;
  Regex& operator=(Regex&&) noexcept;

  /// What RE2 has against the pattern, or "".
  std::string error() const;

  bool occurs(std::string_view text) const;

  /// At most `most` places where it is found.
  std::vector<Span> spans(std::string_view text, std::size_t most) const;

 private:
  std::unique_ptr<re2::RE2> regex_;
};

}  // namespace wirewatch
