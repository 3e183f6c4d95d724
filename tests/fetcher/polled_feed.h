#pragma once

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "fetcher/apply_poll.h"
#include "tests/support/fake_clock.h"

namespace wirewatch::test {

using namespace std::chrono_literals;

/// An item as a feed gives it. Its link and guid follow from `id` unless they are stated.
inline Entry item(std::string const& id, std::string const& title, std::string const& text,
                  std::optional<TimePoint> published = std::nullopt) {
  Entry entry;
  entry.id = "guid-" + id;
  entry.link = "https://news.example/" + id;
  entry.title = title;
  entry.content = text;
  entry.published = published;
  return entry;
}

inline Response answer(int status) {
  Response response;
  response.status = status;
  response.url = "https://news.example/feed";
  return response;
}

/// A feed that is polled, its memory kept between the polls as the daemon does.
class PolledFeed {
 public:
  PolledFeed() {
    source.name = "courier";
    source.url = "https://news.example/feed";
  }

  /// The document holds these entries now.
  PollOutcome poll(std::vector<Entry> entries) {
    Response response = answer(200);
    response.body = "document " + std::to_string(++documents_);
    return poll_with(std::move(response), std::move(entries));
  }
  PollOutcome poll_with(Response response, std::vector<Entry> entries) {
    ParsedFeed parsed;
    parsed.format = FeedFormat::rss;
    parsed.rhythm = hints;
    parsed.entries = std::move(entries);
    PollAnswer got{std::move(response), std::move(parsed), seen};
    return take(std::move(got));
  }
  PollOutcome poll_with(Result<Response> response) {
    PollAnswer got{std::move(response), std::nullopt, {}};
    return take(std::move(got));
  }
  PollOutcome poll_page(int status, std::string const& problem, bool challenge) {
    ParsedFeed page;
    page.problem = problem;
    page.challenge = challenge;
    PollAnswer got{answer(status), std::move(page), {}};
    return take(std::move(got));
  }

  FakeClock clock;
  FeedSource source;
  FeedState state;
  SeenEntries seen;
  FeedRhythmHints hints;
  double jitter = 0.5;

 private:
  PollOutcome take(PollAnswer got) {
    PollOutcome out =
        apply_poll(source, state_of(source, state), std::move(got), clock.now(), jitter);
    state = out.commit.state;
    for (std::string const& key : out.commit.forgotten) seen.erase(key);
    for (SeenEntry const& entry : out.commit.seen) seen[entry.key] = entry;
    return out;
  }

  int documents_ = 0;
};

/// "new: A broker arrives", "edited: ..." of what a poll brought, silent ones in brackets.
inline std::vector<std::string> told(PollOutcome const& outcome) {
  std::vector<std::string> lines;
  for (PendingArticle const& one : outcome.commit.articles) {
    std::string line = one.event != ArticleEvent::fresh ? name_of(one.event)
                       : one.revision == 0              ? "new"
                                                        : "edited";
    line += ": " + one.entry.title;
    lines.push_back(one.silent ? "(" + line + ")" : line);
  }
  return lines;
}

inline std::vector<std::string> noted(PollOutcome const& outcome) {
  std::vector<std::string> events;
  for (PollNote const& note : outcome.notes) events.push_back(note.event);
  return events;
}

}  // namespace wirewatch::test
