#pragma once

#include "store/sqlite.h"

namespace wirewatch {

/// Every statement that the store runs, prepared at its first use. `database` outlives it.
struct SqliteStatements {
  Database& database;

  Statement upsert_feed{database, R"sql(
INSERT INTO feeds (name, url, etag, last_modified, body_hash, seen_before, last_poll, next_poll,
                   next_reason, failures, last_result, rhythm, moved_to)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13)
ON CONFLICT (name) DO UPDATE SET
  url = ?2, etag = ?3, last_modified = ?4, body_hash = ?5, seen_before = ?6, last_poll = ?7,
  next_poll = ?8, next_reason = ?9, failures = ?10, last_result = ?11, rhythm = ?12,
  moved_to = ?13
RETURNING id)sql"};
  Statement update_plan{database, R"sql(
UPDATE feeds SET last_poll = ?2, next_poll = ?3, next_reason = ?4, last_result = ?5
WHERE name = ?1)sql"};
  Statement upsert_seen{database, R"sql(
INSERT OR REPLACE INTO seen (feed, key, content_hash, alternate, revision, last_seen, silent)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7))sql"};
  Statement forget_seen{database, "DELETE FROM seen WHERE feed = ?1 AND key = ?2"};
  Statement insert_article{database, R"sql(
INSERT INTO articles (feed, key, revision, silent, event, first_seen, done, entry)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, 0, ?7)
ON CONFLICT DO NOTHING)sql"};

  Statement rename_articles{database,
                            "UPDATE OR IGNORE articles SET key = ?3 WHERE feed = ?1 AND key = ?2"};
  Statement finish_article{database, R"sql(
UPDATE articles SET done = 1, entry = NULL, article = ?2, matches = ?3 WHERE id = ?1)sql"};
  Statement insert_delivery{database, R"sql(
INSERT INTO deliveries (id, sink, watch, body, created, due, attempts, last_result, state)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)
ON CONFLICT DO NOTHING)sql"};
  Statement update_delivery{database, R"sql(
UPDATE deliveries SET due = ?2, attempts = ?3, last_result = ?4, state = ?5 WHERE id = ?1)sql"};

  Statement read_feeds{database, R"sql(
SELECT name, url, etag, last_modified, body_hash, seen_before, last_poll, next_poll, next_reason,
       failures, last_result, rhythm, moved_to
FROM feeds ORDER BY name)sql"};
  Statement read_seen{database, R"sql(
SELECT key, content_hash, alternate, revision, last_seen, silent FROM seen
WHERE feed = (SELECT id FROM feeds WHERE name = ?1))sql"};
  Statement read_pending{database, R"sql(
SELECT articles.id, name, key, revision, silent, event, first_seen, entry
FROM articles JOIN feeds ON feeds.id = feed
WHERE done = 0 AND feed NOT IN (SELECT id FROM feeds WHERE name IN (SELECT value FROM json_each(?2)))
ORDER BY articles.id LIMIT ?1)sql"};
  Statement read_latest{database, R"sql(
SELECT articles.id, name, key, revision, first_seen, article, matches
FROM articles JOIN feeds ON feeds.id = feed
WHERE feed = (SELECT id FROM feeds WHERE name = ?1) AND key = ?2 AND done = 1
ORDER BY revision DESC LIMIT 1)sql"};
  // Numbers grow with time, all but exactly: the first one in the span saves reading what lies
  // before it.
  Statement read_articles{database, R"sql(
SELECT articles.id, name, key, revision, first_seen, article, matches
FROM articles JOIN feeds ON feeds.id = feed
WHERE articles.id > ?2
  AND articles.id >= (SELECT min(id) FROM articles WHERE first_seen >= ?1)
  AND first_seen >= ?1 AND done = 1
ORDER BY articles.id LIMIT ?3)sql"};

  Statement read_due{database, R"sql(
SELECT id, sink, watch, body, created, due, attempts, last_result, state
FROM deliveries WHERE sink = ?1 AND state = 0 AND due <= ?2 ORDER BY due, number LIMIT ?3)sql"};
  Statement read_next_due{database,
                          "SELECT min(due) FROM deliveries WHERE sink = ?1 AND state = 0"};
  Statement read_deliveries{database, R"sql(
SELECT id, sink, watch, body, created, due, attempts, last_result, state
FROM deliveries WHERE ?1 < 0 OR state = ?1 ORDER BY number DESC LIMIT ?2)sql"};

  Statement read_delivery{database, R"sql(
SELECT id, sink, watch, body, created, due, attempts, last_result, state
FROM deliveries WHERE id = ?1)sql"};
  Statement read_data_version{database, "PRAGMA data_version"};

  Statement forget_articles{database, R"sql(
DELETE FROM articles WHERE id IN
  (SELECT id FROM articles WHERE first_seen < ?1 AND done = 1 ORDER BY first_seen LIMIT ?2))sql"};
  Statement forget_deliveries{database, R"sql(
DELETE FROM deliveries WHERE number IN
  (SELECT number FROM deliveries WHERE created < ?1 AND state <> 0 ORDER BY created LIMIT ?2))sql"};

  Statement write_block{database, "INSERT OR REPLACE INTO blocks VALUES (?1, ?2, ?3, ?4)"};
  Statement read_blocks{database,
                        "SELECT name, until, why FROM blocks WHERE kind = ?1 ORDER BY name"};
  Statement write_blob{database, "INSERT OR REPLACE INTO blobs VALUES (?1, ?2, ?3)"};
  Statement read_blob{database, "SELECT bytes FROM blobs WHERE kind = ?1 AND name = ?2"};
};

}  // namespace wirewatch
