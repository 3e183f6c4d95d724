#include "store/schema.h"

#include <fmt/format.h>

#include <array>
#include <charconv>

namespace wirewatch {
namespace {

/// "wwch": marks the file as ours.
constexpr int kApplicationId = 0x77776368;

/// Migration n leads from version n to n + 1. Never edited once released: a change is a new one.
///
/// Feeds are known to other tables by number, so that the two tables with a row for each entry ever
/// seen stay small. Of an article `entry` is there while it is pending, `article` and `matches`
/// afterwards; they stand last, so that the columns before them are read without them.
constexpr std::array kMigrations = {
    R"sql(
CREATE TABLE feeds (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE,
  url TEXT NOT NULL,
  etag TEXT NOT NULL,
  last_modified TEXT NOT NULL,
  body_hash INTEGER NOT NULL,
  seen_before INTEGER NOT NULL,
  last_poll INTEGER NOT NULL,  -- all times: milliseconds since 1970, UTC
  next_poll INTEGER NOT NULL,
  next_reason TEXT NOT NULL,
  failures INTEGER NOT NULL,
  last_result TEXT NOT NULL,
  rhythm BLOB NOT NULL,
  moved_to TEXT NOT NULL);

CREATE TABLE seen (
  feed INTEGER NOT NULL,
  key TEXT NOT NULL,
  content_hash INTEGER NOT NULL,
  alternate INTEGER NOT NULL,
  revision INTEGER NOT NULL,
  last_seen INTEGER NOT NULL,
  PRIMARY KEY (feed, key)) WITHOUT ROWID;

CREATE TABLE articles (
  id INTEGER PRIMARY KEY,
  feed INTEGER NOT NULL,
  key TEXT NOT NULL,
  revision INTEGER NOT NULL,
  silent INTEGER NOT NULL,
  event INTEGER NOT NULL,
  first_seen INTEGER NOT NULL,
  done INTEGER NOT NULL,
  entry BLOB,
  article BLOB,
  matches BLOB,
  UNIQUE (feed, key, revision));
CREATE INDEX articles_pending ON articles (id, feed) WHERE done = 0;
CREATE INDEX articles_first_seen ON articles (first_seen);

CREATE TABLE deliveries (
  number INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  sink TEXT NOT NULL,
  watch TEXT NOT NULL,
  body BLOB NOT NULL,
  created INTEGER NOT NULL,
  due INTEGER NOT NULL,
  attempts INTEGER NOT NULL,
  last_result TEXT NOT NULL,
  state INTEGER NOT NULL);
CREATE INDEX deliveries_due ON deliveries (sink, due) WHERE state = 0;
CREATE INDEX deliveries_created ON deliveries (created);

CREATE TABLE blocks (
  kind TEXT NOT NULL,  -- 'sink' or 'host'
  name TEXT NOT NULL,
  until INTEGER NOT NULL,
  why TEXT NOT NULL,
  PRIMARY KEY (kind, name)) WITHOUT ROWID;

CREATE TABLE blobs (
  kind TEXT NOT NULL,
  name TEXT NOT NULL,
  bytes BLOB NOT NULL,
  PRIMARY KEY (kind, name));
)sql",
    "ALTER TABLE seen ADD COLUMN silent INTEGER NOT NULL DEFAULT 0",
};
constexpr int kNewest = static_cast<int>(kMigrations.size());

Result<int> read_number(Database& database, char const* pragma) {
  auto const text = database.value(pragma);
  if (!text) return fail(text.error());
  int number = 0;
  (void)std::from_chars(text->data(), text->data() + text->size(), number);  // SQLite gives digits
  return number;
}

Result<void> check_owner(Database& database, int version) {
  auto const id = read_number(database, "PRAGMA application_id");
  if (!id) return fail(id.error());
  auto const tables = read_number(database, "SELECT count(*) FROM sqlite_schema");
  if (!tables) return fail(tables.error());
  if (*tables > 0 && *id != kApplicationId)
    return fail(Error::Kind::io, "the database belongs to another program");
  if (version > kNewest)
    return fail(
        Error::Kind::io,
        fmt::format("the store was made by a newer wirewatch (version {} of the store, this "
                    "program knows {}): use that program, or another state directory",
                    version, kNewest));
  return {};
}

}  // namespace

Result<void> migrate(Database& database) {
  return database.transaction([&]() -> Result<void> {
    auto const version = read_number(database, "PRAGMA user_version");
    if (!version) return fail(version.error());
    if (auto ours = check_owner(database, *version); !ours) return ours;
    for (int next = *version; next < kNewest; ++next)
      if (auto done = database.execute(kMigrations[static_cast<std::size_t>(next)]); !done)
        return done;
    if (*version == kNewest) return {};
    return database.execute(fmt::format("PRAGMA application_id = {}; PRAGMA user_version = {}",
                                        kApplicationId, kNewest));
  });
}

Result<void> check_schema(Database& database) {
  auto const version = read_number(database, "PRAGMA user_version");
  if (!version) return fail(version.error());
  if (auto ours = check_owner(database, *version); !ours) return ours;
  if (*version < kNewest)
    return fail(Error::Kind::io,
                "the store was made by an older wirewatch: run the daemon once, which brings it up "
                "to date");
  return {};
}

}  // namespace wirewatch
