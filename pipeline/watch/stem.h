#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace wirewatch {

/// Reduces words of one language to their stem. Not for several threads at once; cheap to keep.
class Stemmer {
 public:
  Stemmer();
  ~Stemmer();
  Stemmer(Stemmer&&) noexcept;
  Stemmer& operator=(Stemmer&&) noexcept;

  /// Whether there is a stemmer for a language ("en", "de", ...).
  static bool knows(std::string_view language) { return number_of(language).has_value(); }

  /// A small number for each such language.
  static std::optional<std::size_t> number_of(std::string_view language);

  /// The key under which the forms of a word agree in a language: Snowball on the word with its
  /// marks, light stripping of prefixes and suffixes for Arabic; the result is folded. The folded
  /// word itself for languages without stemmer.
  std::string stem(std::string_view word, std::string_view language);

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace wirewatch
