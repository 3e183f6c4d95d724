#pragma once

#include <string>

#include "store/store.h"

namespace wirewatch::test {

/// The value of a Result that a test is sure of, safe to loop over.
template <class T>
T must(Result<T> result) {
  return std::move(result.value());
}

inline TimePoint at(int seconds) {
  return TimePoint(std::chrono::seconds(1'700'000'000 + seconds));
}

inline FeedState feed_state(std::string const& feed) {
  FeedState state;
  state.feed = feed;
  state.url = "https://example.org/" + feed;
  return state;
}

inline PendingArticle pending(std::string const& feed, std::string const& key, int revision = 0) {
  PendingArticle article;
  article.feed = feed;
  article.key = key;
  article.revision = revision;
  article.entry.title = "title of " + key;
  article.first_seen = at(0);
  return article;
}

/// A poll of `feed` that brought articles with these keys.
inline PollCommit poll(std::string const& feed, std::vector<std::string> const& keys) {
  PollCommit commit;
  commit.state = feed_state(feed);
  for (std::string const& key : keys) {
    commit.seen.push_back({.key = key, .content_hash = 1, .alternate = 2});
    commit.articles.push_back(pending(feed, key));
  }
  return commit;
}

inline Delivery delivery(std::string const& id, std::string const& sink, int due = 0) {
  Delivery one;
  one.id = id;
  one.sink = sink;
  one.watch = "some-watch";
  one.body = "{\"id\":\"" + id + "\"}";
  one.created = at(0);
  one.due = at(due);
  return one;
}

inline ArticleCommit article_commit(std::int64_t id, std::vector<Delivery> deliveries = {}) {
  ArticleCommit commit;
  commit.id = id;
  commit.article.title = "clean";
  commit.article.body = "One paragraph.\n\nAnother.";
  commit.matches = {{"some-watch", {{"term", "body", {4, 13}}}, "One paragraph."}};
  commit.deliveries = std::move(deliveries);
  return commit;
}

}  // namespace wirewatch::test
