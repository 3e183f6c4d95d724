#include "app/feed_report.h"

#include <fmt/format.h>

#include <boost/json.hpp>

#include "base/text.h"
#include "fetcher/feed_address.h"
#include "fetcher/feed_memory.h"

namespace wirewatch {
namespace {

namespace json = boost::json;

bool is_new(FeedState const& state) { return state.last_poll == TimePoint{}; }

std::string condition(FeedState const& state, FeedMemory const& memory) {
  if (is_new(state)) return "new";
  if (memory.retired) return "retired";
  if (state.failures > 0) return "failing";
  return memory.quiet_said ? "quiet" : "ok";
}

/// "in 4m", "2h ago", "now".
std::string from_now(TimePoint time, TimePoint now) {
  auto const distance = std::chrono::round<Seconds>(time - now);
  if (distance.count() == 0) return "now";
  return distance.count() > 0 ? "in " + format_duration(distance)
                              : format_duration(-distance) + " ago";
}

std::string with_distance(TimePoint time, TimePoint now) {
  return fmt::format("{} ({})", format_iso(std::chrono::floor<Seconds>(time)), from_now(time, now));
}

json::value time_value(TimePoint time) {
  return time == TimePoint{} ? json::value(nullptr) : json::value(format_iso(time));
}

void add_line(std::string& page, std::string_view label, std::string const& text) {
  page += fmt::format("  {:<13} {}\n", label, text);
}

void add_rhythm(std::string& page, FeedMemory const& memory, TimePoint now) {
  auto const latest = memory.rhythm.latest();
  if (!latest) return add_line(page, "rhythm", "nothing learned yet");
  Rhythm::Forecast const forecast = memory.rhythm.forecast();
  add_line(
      page, "rhythm",
      fmt::format("{:.1f} entries a week expected, the latest of {}",
                  forecast.entries(now, now + std::chrono::weeks(1)), with_distance(*latest, now)));
  std::string hours = "          ";
  for (int hour = 0; hour < 24; ++hour) hours += fmt::format(" {:>4}", hour);
  add_line(page, "an hour (UTC)", hours);
  for (std::size_t const kind : {std::size_t{0}, std::size_t{24}}) {
    std::string row = kind == 0 ? "weekdays  " : "weekends  ";
    for (std::size_t hour = 0; hour < 24; ++hour)
      row += fmt::format(" {:>4.1f}", forecast.hourly()[kind + hour] * 3600);
    add_line(page, "", row);
  }
}

void add_wishes(std::string& page, FeedRhythmHints const& hints) {
  if (hints.ttl) add_line(page, "its ttl", format_duration(*hints.ttl));
  if (hints.update_period) add_line(page, "its period", format_duration(*hints.update_period));
  if (hints.skip_hours == 0 && hints.skip_days == 0) return;
  std::string text;
  for (unsigned hour = 0; hour < 24; ++hour)
    if ((hints.skip_hours >> hour & 1U) != 0) text += fmt::format("{}h ", hour);
  for (unsigned day = 0; day < 7; ++day)
    if ((hints.skip_days >> day & 1U) != 0)
      text += fmt::format("{} ", std::string_view("SunMonTueWedThuFriSat").substr(day * 3, 3));
  add_line(page, "not polled at", text + "(UTC, by its own wish)");
}

}  // namespace

std::string feed_row(FeedSource const& feed, FeedState const& state, TimePoint now) {
  std::string const name = printable(feed.name);
  if (is_new(state)) return fmt::format("new      {:<32}  not polled yet\n", name);
  return fmt::format("{:<8} {:<32}  {:<14} next {:<10} {}  ({})\n",
                     condition(state, read_memory(state.rhythm)), name,
                     from_now(state.last_poll, now), from_now(state.next_poll, now),
                     printable(state.last_result), state.next_reason);
}

std::string feed_page(FeedSource const& feed, FeedState const& state, TimePoint now) {
  FeedMemory const memory = read_memory(state.rhythm);
  std::string page = printable(feed.name) + "\n";
  add_line(page, "address", masked_url(feed.url));
  if (!state.moved_to.empty())
    add_line(page, "asked at",
             masked_url(state.moved_to) +
                 " (where permanent redirects have led; put it into the "
                 "config)");
  if (is_new(state)) {
    add_line(page, "state", "not polled yet");
    return page;
  }
  add_line(page, "state", condition(state, memory));
  add_line(page, "next poll", with_distance(state.next_poll, now));
  add_line(page, "why then", state.next_reason);
  add_line(page, "last poll", with_distance(state.last_poll, now));
  add_line(page, "last result", printable(state.last_result));
  for (FeedMemory::Result const& result : memory.results)
    if (!result.what.empty())
      add_line(page, "", with_distance(result.at, now) + " " + printable(result.what));
  if (state.failures > 0)
    add_line(page, "failures",
             fmt::format("{} in a row since {}", state.failures,
                         with_distance(memory.failing_since, now)));
  if (!memory.redirect_to.empty())
    add_line(page, "redirects to",
             fmt::format("{}, seen since {}", masked_url(memory.redirect_to),
                         with_distance(memory.redirect_since, now)));
  add_wishes(page, memory.hints);
  add_rhythm(page, memory, now);
  return page;
}

json::object feed_json(FeedSource const& feed, FeedState const& state) {
  return {{"name", repair_utf8(feed.name)},
          {"url", repair_utf8(masked_url(feed.url))},
          {"state", condition(state, read_memory(state.rhythm))},
          {"last_poll", time_value(state.last_poll)},
          {"last_result", repair_utf8(state.last_result)},
          {"next_poll", time_value(state.next_poll)},
          {"next_reason", repair_utf8(state.next_reason)},
          {"failures", state.failures}};
}

json::object feed_details(FeedSource const& feed, FeedState const& state) {
  FeedMemory const memory = read_memory(state.rhythm);
  json::object out = feed_json(feed, state);
  out["moved_to"] = repair_utf8(masked_url(state.moved_to));
  out["failing_since"] = time_value(memory.failing_since);
  json::array results;
  for (FeedMemory::Result const& result : memory.results)
    if (!result.what.empty())
      results.push_back(
          json::object{{"at", time_value(result.at)}, {"result", repair_utf8(result.what)}});
  out["results"] = std::move(results);
  out["redirect"] = json::object{{"to", repair_utf8(masked_url(memory.redirect_to))},
                                 {"sightings", memory.redirect_sightings},
                                 {"since", time_value(memory.redirect_since)}};
  json::array hours;
  Rhythm::Forecast const forecast = memory.rhythm.forecast();
  for (double const rate : forecast.hourly()) hours.push_back(rate * 3600);
  out["rhythm"] = json::object{{"latest", time_value(memory.rhythm.latest().value_or(TimePoint{}))},
                               {"watched_seconds", memory.rhythm.watched_for().count()},
                               {"entries_an_hour", std::move(hours)}};
  return out;
}

}  // namespace wirewatch
