#pragma once

#include <fmt/format.h>

#include <algorithm>
#include <span>
#include <string>
#include <string_view>

#include "config/reader.h"

namespace wirewatch {

/// One key of a map of the config: how its value gets into a `Target`. Tables of these are what
/// parsing, messages and the documentation's test are made from.
template <class Target>
struct Key {
  std::string_view name;
  void (*read)(Reader& reader, Node const& value, Target& target);
};

/// `read` of a key that a later version will know.
template <class Target>
void not_supported_yet(Reader&, Node const&, Target&) {}

/// Reads a map by its table. `what` names it in messages: "watch 'russia'". Unknown keys, keys
/// given twice and keys of later versions are reported.
template <class Target>
void read_map(Reader& reader, Node const& map, std::string_view what,
              std::span<Key<Target> const> keys, Target& target) {
  reader.for_each_entry(map, what, [&](Node const& key, Node const& value) {
    auto const found = std::find_if(keys.begin(), keys.end(),
                                    [&](Key<Target> const& one) { return one.name == key.text; });
    if (found == keys.end()) {
      std::vector<std::string_view> names;
      for (Key<Target> const& one : keys) names.push_back(one.name);
      reader.unknown_key(key, value, what, names);
    } else if (found->read == &not_supported_yet<Target>) {
      reader.warning(key.mark,
                     fmt::format("'{}' is not supported yet and has no effect", key.text));
    } else {
      found->read(reader, value, target);
    }
  });
}

/// The value of `name` in a map, or nullptr.
Node const* find_key(Node const& map, std::string_view name);

}  // namespace wirewatch
