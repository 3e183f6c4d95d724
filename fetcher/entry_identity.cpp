#include "fetcher/entry_identity.h"

#include <fmt/format.h>
#include <xxhash.h>

#include <set>

#include "fetcher/entry_essence.h"

namespace wirewatch {
namespace {

std::uint64_t hash_of(std::string_view text) { return XXH3_64bits(text.data(), text.size()); }

std::string key_of(std::string_view kind, std::string_view text) {
  XXH128_hash_t const hash = XXH3_128bits(text.data(), text.size());
  return fmt::format("{}:{:016x}{:016x}", kind, hash.high64, hash.low64);
}

/// The two keys that an entry may go by.
struct Keys {
  std::string plain;
  std::string exact;  ///< told apart from others of the same plain key
};

Keys keys_of(Entry const& entry, std::string const& link_and_title) {
  if (!entry.id.empty())
    return {key_of("id", entry.id), key_of("id+", entry.id + "\n" + link_and_title)};
  if (!entry.link.empty())
    return {key_of("link", plain_link(entry.link)), key_of("link+", link_and_title)};
  std::string const key = key_of("text", entry.title + "\n" + entry.summary + "\n" + entry.content);
  return {key, key};
}

}  // namespace

std::uint64_t content_hash(Entry const& entry) {
  return hash_of(essence(entry.title) + "\n" +
                 essence(entry.content.empty() ? entry.summary : entry.content));
}

std::vector<SeenEntry> identify(std::vector<Entry> const& entries, SeenEntries const& seen) {
  std::vector<Keys> keys;
  std::vector<SeenEntry> out(entries.size());
  std::map<std::string_view, int> uses;
  keys.reserve(entries.size());
  for (std::size_t i = 0; i < entries.size(); ++i) {
    std::string const link_and_title =
        plain_link(entries[i].link) + "\n" + essence(entries[i].title);
    out[i].content_hash = content_hash(entries[i]);
    out[i].alternate = hash_of(link_and_title);
    keys.push_back(keys_of(entries[i], link_and_title));
    ++uses[keys.back().plain];
  }
  std::set<std::string_view> taken;  // plain keys that an entry kept although others share it
  for (std::size_t i = 0; i < entries.size(); ++i) {
    auto& [plain, exact] = keys[i];
    bool use_plain = !seen.contains(exact);
    if (use_plain && uses[plain] > 1) {
      auto const known = seen.find(plain);
      use_plain = known != seen.end() && known->second.alternate == out[i].alternate &&
                  taken.insert(plain).second;
    }
    out[i].key = use_plain ? plain : exact;
  }
  return out;
}

}  // namespace wirewatch
