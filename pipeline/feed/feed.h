#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <vector>

#include "base/clock.h"

namespace wirewatch {

enum class FeedFormat { none, rss, atom, rdf, json_feed };

struct Enclosure {
  std::string url;
  std::string type;
  std::uint64_t bytes = 0;
  friend bool operator==(Enclosure const&, Enclosure const&) = default;
};

/// One item of a feed. Texts are UTF-8; markup in them is kept as the feed gave it (see
/// `visible_text`).
struct Entry {
  std::string id;                      ///< guid / id / rdf:about; empty when the feed gives none
  std::string title;                   ///< may hold markup and entities, as the feed gave it
  std::string link;                    ///< absolute where a base is known
  std::optional<TimePoint> published;  ///< UTC; nullopt when the source names none (never "now")
  std::optional<TimePoint> updated;
  bool undatable = false;  ///< the feed gave a date text that could not be read
  std::vector<std::string> authors;
  std::vector<std::string> categories;
  std::string summary;  ///< description / summary
  std::string content;  ///< content:encoded / content
  std::vector<Enclosure> enclosures;
  friend bool operator==(Entry const&, Entry const&) = default;
};

/// What a feed says about when to come back (RSS ttl, skipHours, skipDays; syndication module).
struct FeedRhythmHints {
  std::optional<std::chrono::minutes> ttl;
  std::optional<std::chrono::seconds> update_period;  ///< sy:updatePeriod / sy:updateFrequency
  std::uint32_t skip_hours = 0;                       ///< bit h is set for GMT hour h
  std::uint8_t skip_days = 0;                         ///< bit 0 is Sunday
  friend bool operator==(FeedRhythmHints const&, FeedRhythmHints const&) = default;
};

/// Everything one document yields. `format` none: not a feed; `problem` then says what it is
/// instead.
struct ParsedFeed {
  FeedFormat format = FeedFormat::none;
  bool bozo = false;    ///< not well-formed; the entries were recovered all the same
  std::string problem;  ///< for people: what was ill-formed, or what stands in place of a feed; may
                        ///< be empty
  bool challenge = false;  ///< a bot-challenge page stands in place of the feed
  std::string title;
  std::string link;
  std::string description;
  std::string language;
  std::string self_url;  ///< atom:link rel=self
  std::string hub;       ///< WebSub hub
  FeedRhythmHints rhythm;
  std::vector<Entry> entries;
  std::vector<std::string> discovered;  ///< feeds an HTML page announces
};

}  // namespace wirewatch
