#include "fetcher/entry_identity.h"

#include <fmt/format.h>
#include <xxhash.h>

#include <map>

#include "base/text.h"
#include "pipeline/article/extract.h"

namespace wirewatch {
namespace {

std::uint64_t hash_of(std::string_view text) { return XXH3_64bits(text.data(), text.size()); }

std::string key_of(std::string_view kind, std::string_view text) {
  XXH128_hash_t const hash = XXH3_128bits(text.data(), text.size());
  return fmt::format("{}:{:016x}{:016x}", kind, hash.high64, hash.low64);
}

/// The words of a text without those that are only digits: "12 comments" and "13 comments" say the
/// same.
std::string essence(std::string_view markup) {
  std::string const text = lower_ascii(visible_text(markup));
  std::string out;
  for (std::size_t at = 0; at < text.size();) {
    std::size_t const end = std::min(text.find_first_of(" \n\t\r", at), text.size());
    std::string_view const word = std::string_view(text).substr(at, end - at);
    at = end + 1;
    if (word.empty()) continue;
    out += word;
    out += ' ';
  }
  return out;
}

std::string link_and_title(Entry const& entry) { return entry.link + "\n" + entry.title; }

}  // namespace

std::uint64_t content_hash(Entry const& entry) {
  return hash_of(essence(entry.title) + "\n" +
                 essence(entry.content.empty() ? entry.summary : entry.content));
}

std::vector<SeenEntry> identify(std::vector<Entry> const& entries) {
  std::map<std::string_view, int> uses;
  for (Entry const& entry : entries)
    if (!entry.id.empty()) ++uses[entry.id];
  std::vector<SeenEntry> out;
  out.reserve(entries.size());
  for (Entry const& entry : entries) {
    SeenEntry seen;
    seen.content_hash = content_hash(entry);
    seen.alternate = hash_of(link_and_title(entry));
    if (!entry.id.empty())
      seen.key = uses[entry.id] == 1 ? key_of("id", entry.id)
                                     : key_of("id+", entry.id + "\n" + link_and_title(entry));
    else if (!entry.link.empty())
      seen.key = key_of("link", entry.link);
    else
      seen.key = key_of("text", entry.title + "\n" + entry.summary + "\n" + entry.content);
    out.push_back(std::move(seen));
  }
  return out;
}

}  // namespace wirewatch
