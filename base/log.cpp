#include "base/log.h"

#include <spdlog/sinks/stdout_color_sinks.h>
#include <spdlog/spdlog.h>
#include <unistd.h>

#include <cstdlib>
#include <memory>

#include "base/text.h"

namespace wirewatch::log {
namespace {

// spdlog's patterns do not escape the message (a feed's title could forge a line), so whole bodies
// are built here and the pattern only puts time and level before them.

std::string quoted(std::string_view value) {
  std::string out = "\"";
  for (char const c : printable(value)) {
    if (c == '"') out += '\\';
    out += c;
  }
  return out + '"';
}

std::string json_quoted(std::string_view value) {
  std::string out = "\"";
  for (char const c : printable(value)) {
    if (c == '"' || c == '\\') out += '\\';
    out += c;
  }
  return out + '"';
}

bool is_plain(std::string_view value) {
  return !value.empty() && value.find_first_of(" \"=\\") == std::string_view::npos &&
         printable(value).size() == value.size();
}

spdlog::level::level_enum to_spdlog(Level level) {
  switch (level) {
    case Level::debug:
      return spdlog::level::debug;
    case Level::info:
      return spdlog::level::info;
    case Level::warn:
      return spdlog::level::warn;
    case Level::error:
      return spdlog::level::err;
  }
  return spdlog::level::info;
}

/// syslog(3) priorities, which journald reads from "<n>" at the start of a line.
int priority(Level level) {
  switch (level) {
    case Level::debug:
      return 7;
    case Level::info:
      return 6;
    case Level::warn:
      return 4;
    case Level::error:
      return 3;
  }
  return 6;
}

Format& chosen_format() {
  static Format format = Format::logfmt;
  return format;
}

spdlog::logger& logger() {
  static auto const instance = [] {
    auto made = std::make_shared<spdlog::logger>(
        "wirewatch", std::make_shared<spdlog::sinks::stderr_color_sink_mt>());
    made->set_pattern("%Y-%m-%dT%H:%M:%S.%eZ %^%l%$ %v", spdlog::pattern_time_type::utc);
    made->flush_on(spdlog::level::debug);
    return made;
  }();
  return *instance;
}

}  // namespace

std::string to_logfmt(std::string_view event, Fields fields) {
  std::string line = "event=";
  line += event;
  for (auto const& field : fields) {
    line += ' ';
    line += field.key;
    line += '=';
    line += is_plain(field.value) ? field.value : quoted(field.value);
  }
  return line;
}

std::string to_json(std::string_view event, Fields fields) {
  auto line = "\"event\":" + json_quoted(event);
  for (auto const& field : fields) {
    line += ',' + json_quoted(field.key) + ':';
    line += field.is_number ? field.value : json_quoted(field.value);
  }
  return line;
}

void configure(Level level, Format format) {
  if (format == Format::automatic)
    format = std::getenv("JOURNAL_STREAM") != nullptr ? Format::journal : Format::logfmt;
  chosen_format() = format;
  logger().set_level(to_spdlog(level));
  if (format == Format::journal) logger().set_pattern("%v");
  if (format == Format::json)
    logger().set_pattern("{\"time\":\"%Y-%m-%dT%H:%M:%S.%eZ\",\"level\":\"%l\",%v}",
                         spdlog::pattern_time_type::utc);
}

void write(Level level, std::string_view event, Fields fields) {
  auto const at = to_spdlog(level);
  if (!logger().should_log(at)) return;
  switch (chosen_format()) {
    case Format::json:
      logger().log(at, spdlog::string_view_t(to_json(event, fields)));
      return;
    case Format::journal:
      logger().log(at, spdlog::string_view_t(
                           fmt::format("<{}>{}", priority(level), to_logfmt(event, fields))));
      return;
    default:
      logger().log(at, spdlog::string_view_t(to_logfmt(event, fields)));
  }
}

}  // namespace wirewatch::log
