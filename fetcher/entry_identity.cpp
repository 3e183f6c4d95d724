#include "fetcher/entry_identity.h"

#include <xxhash.h>

#include <set>

#include "fetcher/entry_essence.h"

namespace wirewatch {
namespace {

std::uint64_t hash_of(std::string_view text) { return XXH3_64bits(text.data(), text.size()); }

void append_hex(std::string& out, std::uint64_t number) {
  for (int shift = 60; shift >= 0; shift -= 4) out += "0123456789abcdef"[number >> shift & 15];
}

std::string key_of(std::string_view kind, std::string_view text) {
  XXH128_hash_t const hash = XXH3_128bits(text.data(), text.size());
  std::string key;
  key.reserve(kind.size() + 33);
  key.append(kind) += ':';
  append_hex(key, hash.high64);
  append_hex(key, hash.low64);
  return key;
}

/// What tells an entry apart by itself, and from others that share its guid or its link.
struct Marks {
  std::string link;
  std::string link_and_title;
};

std::string plain_key(Entry const& entry, Marks const& marks) {
  if (!entry.id.empty()) return key_of("id", entry.id);
  if (!entry.link.empty()) return key_of("link", marks.link);
  return key_of("text", entry.title + "\n" + entry.summary + "\n" + entry.content);
}

/// Of an entry whose plain key others have as well.
std::string exact_key(Entry const& entry, Marks const& marks, std::string const& plain) {
  if (!entry.id.empty()) return key_of("id+", entry.id + "\n" + marks.link_and_title);
  return entry.link.empty() ? plain : key_of("link+", marks.link_and_title);
}

}  // namespace

std::vector<SeenEntry> identify(std::vector<Entry> const& entries, SeenEntries const& seen) {
  std::vector<SeenEntry> out(entries.size());
  std::vector<Marks> marks(entries.size());
  std::map<std::string, int> uses;
  for (std::size_t i = 0; i < entries.size(); ++i) {
    Entry const& entry = entries[i];
    std::string text = essence(entry.title);
    marks[i].link = plain_link(entry.link);
    marks[i].link_and_title = marks[i].link + "\n" + text;
    text.append("\n").append(essence(entry.content.empty() ? entry.summary : entry.content));
    out[i].content_hash = hash_of(text);
    out[i].alternate = hash_of(marks[i].link_and_title);
    out[i].key = plain_key(entry, marks[i]);
    ++uses[out[i].key];
  }
  std::set<std::string_view> taken;  // plain keys that an entry kept although others share it
  for (std::size_t i = 0; i < entries.size(); ++i) {
    auto const& [plain, count] = *uses.find(out[i].key);
    if (count == 1 && seen.empty()) continue;
    std::string exact = exact_key(entries[i], marks[i], plain);
    bool use_plain = !seen.contains(exact);
    if (use_plain && count > 1) {
      auto const known = seen.find(plain);
      use_plain = known != seen.end() && known->second.alternate == out[i].alternate &&
                  taken.insert(plain).second;
    }
    if (!use_plain) out[i].key = std::move(exact);
  }
  return out;
}

}  // namespace wirewatch
