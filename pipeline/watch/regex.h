#pragma once

#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
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

/// The same, compiled when it is first asked: few of many ever are. Thread-safe.
class LazyRegex {
 public:
  explicit LazyRegex(std::string pattern) : pattern_(std::move(pattern)) {}

  std::string const& pattern() const { return pattern_; }
  bool occurs(std::string_view text) const {
    std::call_once(once_, [this] { regex_.emplace(pattern_); });
    return regex_->occurs(text);
  }

 private:
  std::string pattern_;
  mutable std::once_flag once_;
  mutable std::optional<Regex> regex_;
};

}  // namespace wirewatch
