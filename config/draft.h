#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "config/config.h"
#include "config/reader.h"

namespace wirewatch {

/// A config while it is read: what it says so far, and what has to be checked once all is read.
struct Draft {
  /// A name that something else must define.
  struct Reference {
    enum class Kind { feed, feed_or_tag, sink, watch, watch_tag };
    Kind kind;
    Mark mark;
    std::string name;
  };

  Config config;
  FeedSource defaults;
  std::vector<Reference> references;
  std::vector<std::string> unread_tags;  ///< beside an OPML list, which may be empty
  std::set<std::string> unread_watches;  ///< with a condition that could not be read
  std::map<std::string, Mark, std::less<>>
      defined;  ///< "feed x" -> where, to find names given twice
};

/// Remembers that a name is defined here; an error where it already is. `kind` is "feed", "sink".
bool define(Reader& reader, Draft& draft, std::string_view kind, std::string const& name,
            Mark const& mark);
/// Reads names that something else defines.
void refer(Reader& reader, Draft& draft, Draft::Reference::Kind kind, Node const& value,
           std::string_view expected, std::vector<std::string>& names);

// Each reads the value of one top-level key into the draft.
void read_defaults(Reader& reader, Node const& value, Draft& draft);
void read_feeds(Reader& reader, Node const& value, Draft& draft);
void read_terms(Reader& reader, Node const& value, Draft& draft);
void read_watches(Reader& reader, Node const& value, Draft& draft);
void read_sinks(Reader& reader, Node const& value, Draft& draft);
void read_routes(Reader& reader, Node const& value, Draft& draft);
void read_tests(Reader& reader, Node const& value, Draft& draft);
/// Headers as a map of name and value; values may be secrets.
void read_headers(Reader& reader, Node const& value, std::vector<HttpHeader>& headers);
/// An http or https URL (or file:, where allowed), which may hold secrets.
enum class FileUrl { refused, allowed };
void read_url(Reader& reader, Node const& value, FileUrl file, std::string& url);

/// What can only be checked when all files are read: references, routes nobody takes.
void check_references(Reader& reader, Draft const& draft);

}  // namespace wirewatch
