#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "fetcher/entry_identity.h"

namespace wirewatch {

/// What a document brought, compared with what was seen of the feed before.
struct EntryChanges {
  enum class Kind { fresh, edited, archive };
  struct Change {
    std::size_t entry = 0;  ///< its place in the document
    Kind kind = Kind::fresh;
    std::size_t identity = 0;  ///< its place in `seen`
  };
  std::vector<Change> changes;
  std::vector<SeenEntry> seen;         ///< to be stored
  std::vector<std::string> forgotten;  ///< to be removed
  std::size_t known = 0;               ///< entries that were seen before
  std::vector<RenamedEntry> renamed;   ///< of them, those recognised although their keys changed
  TimePoint forgotten_until{};         ///< what was forgotten stood in the document before this
};

/// `archive_before`: unknown entries dated earlier are of the archive.
///
/// A document in which no key is known, but most entries have link and title of one entry that was
/// seen, is of a feed that switched its keys: they take the place of the old ones, nothing is new.
/// Few entries (less than three) must also say the same as before.
///
/// Memory is bounded: entries that left the document half a year ago are forgotten when more than
/// 2,000 are remembered, and the longest gone ones when it is more than 20,000. Of feeds without
/// dates the last 20,000 are kept. What is forgotten cannot return as new, because it is dated
/// before `forgotten_until`.
EntryChanges compare_entries(std::vector<Entry> const& entries, SeenEntries const& seen,
                             TimePoint archive_before, TimePoint now);

}  // namespace wirewatch
