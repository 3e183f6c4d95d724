#pragma once

#include <map>
#include <string>
#include <vector>

#include "pipeline/article/article.h"

namespace wirewatch {

enum class Severity { low, medium, high, critical };
char const* name_of(Severity severity);

/// A term or query as the user wrote it, with its place in the file for messages about it.
struct SourceText {
  std::string text;
  std::size_t line = 0;    ///< of the value in the file, from 1; 0 when it comes from no file
  std::size_t column = 0;  ///< from 1, in characters, of the first character of `text`
  friend bool operator==(SourceText const&, SourceText const&) = default;
};

/// Word lists by name; members are terms, or "$other".
using TermLists = std::map<std::string, std::vector<SourceText>, std::less<>>;

/// A watch as the config states it: simple keys, a query, or both (then all must hold).
struct WatchSpec {
  std::string name;
  std::string about;
  Severity severity = Severity::medium;
  std::vector<std::string> tags;     ///< of the watch; routes may select them
  std::vector<std::string> feeds;    ///< names or tags of feeds; empty: all
  std::vector<ArticleEvent> events;  ///< empty: new and corrected articles alike

  std::vector<SourceText> in;  ///< fields that the simple keys look at; empty: title and body
  std::vector<SourceText> any;
  std::vector<SourceText> all;
  std::vector<SourceText> none;
  std::vector<SourceText> near_all;  ///< near: {words: N, all: [...]}
  unsigned near_words = 0;
  SourceText query;
  SourceText place;  ///< of the watch itself: text is the name

  friend bool operator==(WatchSpec const&, WatchSpec const&) = default;
};

}  // namespace wirewatch
