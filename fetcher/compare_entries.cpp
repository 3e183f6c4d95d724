#include "fetcher/compare_entries.h"

#include <algorithm>
#include <set>
#include <unordered_map>
#include <unordered_set>

namespace wirewatch {
namespace {

using namespace std::chrono_literals;

constexpr auto kRenewAfter = 24h * 30;  ///< a sight is written down again
constexpr auto kForgetAfter = 24h * 180;
constexpr std::size_t kAlwaysKept = 2'000;
constexpr std::size_t kMostKept = 20'000;
constexpr std::size_t kFew = 3;

/// Seen entries by what they link to and are called, where that names one only.
using ByAlternate = std::unordered_map<std::uint64_t, SeenEntry const*>;

ByAlternate by_alternate(SeenEntries const& seen) {
  ByAlternate found;
  for (auto const& [key, entry] : seen) {
    auto const [place, is_first] = found.emplace(entry.alternate, &entry);
    if (!is_first) place->second = nullptr;
  }
  return found;
}

/// The old self of each entry of a feed that switched its keys; empty for other feeds.
std::vector<SeenEntry const*> old_selves(std::vector<SeenEntry> const& entries,
                                         SeenEntries const& seen) {
  auto const is_known = [&](SeenEntry const& entry) { return seen.contains(entry.key); };
  if (seen.empty() || entries.empty() || std::any_of(entries.begin(), entries.end(), is_known))
    return {};
  ByAlternate const known = by_alternate(seen);
  std::unordered_map<std::uint64_t, int> uses;
  for (SeenEntry const& entry : entries) ++uses[entry.alternate];
  std::vector<SeenEntry const*> selves(entries.size(), nullptr);
  std::size_t found = 0;
  for (std::size_t i = 0; i < entries.size(); ++i) {
    auto const old = known.find(entries[i].alternate);
    if (old == known.end() || !old->second || uses[entries[i].alternate] > 1) continue;
    if (entries.size() < kFew && old->second->content_hash != entries[i].content_hash) continue;
    selves[i] = old->second;
    ++found;
  }
  return found * 2 >= entries.size() ? selves : std::vector<SeenEntry const*>();
}

void forget_old(SeenEntries const& seen, std::set<std::string_view> const& in_document,
                bool is_dated, TimePoint now, EntryChanges& out) {
  if (seen.size() <= kAlwaysKept || (!is_dated && seen.size() <= kMostKept)) return;
  std::vector<SeenEntry const*> gone;
  for (auto const& [key, entry] : seen)
    if (!in_document.contains(key)) gone.push_back(&entry);
  std::sort(gone.begin(), gone.end(),
            [](SeenEntry const* a, SeenEntry const* b) { return a->last_seen < b->last_seen; });
  std::size_t left = seen.size();
  for (SeenEntry const* entry : gone) {
    bool const is_old = is_dated && left > kAlwaysKept && now - entry->last_seen > kForgetAfter;
    if (!is_old && left <= kMostKept) break;
    out.forgotten.push_back(entry->key);
    // It may have stood there until the sight would have been written down again.
    out.forgotten_until = std::max(out.forgotten_until, entry->last_seen + kRenewAfter);
    --left;
  }
}

}  // namespace

EntryChanges compare_entries(std::vector<Entry> const& entries, SeenEntries const& seen,
                             TimePoint archive_before, TimePoint now) {
  EntryChanges out;
  std::vector<SeenEntry> const identities = identify(entries, seen);
  std::vector<SeenEntry const*> const selves = old_selves(identities, seen);
  std::set<std::string_view> in_document;
  std::size_t dated = 0;
  for (std::size_t i = 0; i < entries.size(); ++i) {
    dated += entries[i].published ? 1 : 0;
    SeenEntry identity = identities[i];
    identity.last_seen = now;
    if (!in_document.insert(identities[i].key).second) continue;  // twice in one document
    if (!selves.empty() && selves[i]) {
      ++out.known;
      out.renamed.push_back({selves[i]->key, identity.key});
      identity.revision = selves[i]->revision;
      identity.silent = selves[i]->silent;
      out.forgotten.push_back(selves[i]->key);
      out.seen.push_back(std::move(identity));
      continue;
    }
    auto const known = seen.find(identity.key);
    if (known == seen.end()) {
      bool const is_old = entries[i].published && *entries[i].published < archive_before;
      identity.silent = is_old;
      auto const kind = is_old ? EntryChanges::Kind::archive : EntryChanges::Kind::fresh;
      out.changes.push_back({i, kind, out.seen.size()});
      out.seen.push_back(std::move(identity));
      continue;
    }
    ++out.known;
    identity.revision = known->second.revision;
    identity.silent = known->second.silent;
    bool const is_edited = known->second.content_hash != identity.content_hash;
    if (is_edited) {
      ++identity.revision;
      out.changes.push_back({i, EntryChanges::Kind::edited, out.seen.size()});
    }
    if (is_edited || known->second.alternate != identity.alternate ||
        now - known->second.last_seen > kRenewAfter)
      out.seen.push_back(std::move(identity));
  }
  if (selves.empty()) forget_old(seen, in_document, dated * 2 > entries.size(), now, out);
  return out;
}

}  // namespace wirewatch
