#pragma once

#include <fmt/format.h>

#include <initializer_list>
#include <string>
#include <string_view>
#include <type_traits>

namespace wirewatch::log {

enum class Level { debug, info, warn, error };
enum class Format { automatic, logfmt, json, journal };

/// One `key=value` of an event. Values may hold foreign text: they are escaped where the line is
/// written.
struct Field {
  std::string_view key;
  std::string value;
  bool is_number = false;

  Field(std::string_view k, std::string_view v) : key(k), value(v) {}
  Field(std::string_view k, char const* v) : key(k), value(v) {}
  Field(std::string_view k, std::string const& v) : key(k), value(v) {}
  Field(std::string_view k, bool v) : key(k), value(v ? "true" : "false"), is_number(true) {}
  template <class Number>
  requires std::is_arithmetic_v<Number> Field(std::string_view k, Number v)
      : key(k), value(fmt::format("{}", v)), is_number(true) {}
};
using Fields = std::initializer_list<Field>;

/// Chooses level and format for the process; to be called once, before threads start.
/// `automatic`: `<priority>` prefixes under systemd (JOURNAL_STREAM is set), else logfmt with the
/// time.
void configure(Level level, Format format);

/// Writes one line to stderr: `event=feed.polled feed=swissinfo status=304 ms=41`. Event names are
/// `noun.verb_past`.
void write(Level level, std::string_view event, Fields fields);

inline void debug(std::string_view event, Fields fields = {}) {
  write(Level::debug, event, fields);
}
inline void info(std::string_view event, Fields fields = {}) { write(Level::info, event, fields); }
inline void warn(std::string_view event, Fields fields = {}) { write(Level::warn, event, fields); }
inline void error(std::string_view event, Fields fields = {}) {
  write(Level::error, event, fields);
}

/// The body of a line as `write` gives it, without time and level; for tests.
std::string to_logfmt(std::string_view event, Fields fields);
std::string to_json(std::string_view event, Fields fields);

}  // namespace wirewatch::log
