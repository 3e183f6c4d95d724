#pragma once

#include <optional>
#include <string>
#include <vector>

#include "config/source_files.h"

namespace wirewatch {

/// A YAML value with its place. Scalars are texts: nothing is a number or a boolean until someone
/// reads it as one, so that `NO` stays a country and `22:00` a time.
struct Node {
  enum class Kind { none, scalar, list, map };
  Kind kind = Kind::none;  ///< none: `key:` without a value, or `~`
  bool is_folded = false;  ///< a scalar over several lines: YAML changed its line ends
  Mark mark;
  std::string text;         ///< of a scalar; quotes and escapes resolved
  std::vector<Node> items;  ///< of a list; of a map: key, value, key, value, ...
};

/// What is wrong with a text as YAML.
struct YamlError {
  Mark mark;
  std::string message;
  std::string hint;
};

/// The document in file number `file`. Anchors and aliases are resolved; their copies, the depth
/// and the size are limited.
std::optional<YamlError> parse_yaml(SourceFiles const& files, std::uint32_t file, Node& root);

}  // namespace wirewatch
