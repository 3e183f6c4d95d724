// alerts list, show, resend, enable; test-sink: the outbox by hand.
#include <fmt/format.h>

#include <algorithm>
#include <boost/asio/io_context.hpp>
#include <boost/json.hpp>
#include <cstdio>
#include <limits>

#include "alerts/alert.h"
#include "alerts/send.h"
#include "app/commands.h"
#include "app/exit_code.h"
#include "app/http_settings.h"
#include "app/input_files.h"
#include "app/load_or_complain.h"
#include "app/opened_store.h"
#include "base/task.h"
#include "base/text.h"

namespace wirewatch {
namespace {

namespace asio = boost::asio;
namespace json = boost::json;

constexpr std::size_t kAll = std::numeric_limits<std::int64_t>::max();

char const* name_of(Delivery::State state) {
  switch (state) {
    case Delivery::State::due:
      return "due";
    case Delivery::State::done:
      return "done";
    case Delivery::State::dead:
      break;
  }
  return "dead";
}

int store_trouble(Error const& error) {
  complain(error.what);
  return kExitIo;
}

SinkSpec const* known_sink(Config const& config, std::string const& name) {
  SinkSpec const* const sink = config.sink(name);
  if (sink) return sink;
  std::string names;
  for (SinkSpec const& one : config.sinks) names += (names.empty() ? "" : ", ") + one.name;
  complain(fmt::format("no sink is called '{}'; there are: {}", name, names));
  return nullptr;
}

/// Those that may be wanted, newest first. Only what is open is read where that is enough: what was
/// sent is most of the store.
Result<std::vector<Delivery>> read_deliveries(Store& store, AlertsOptions const& options) {
  std::size_t const limit = options.sink.empty() ? options.limit : kAll;
  if (options.state != "open") {
    std::optional<Delivery::State> state;
    if (options.state == "due") state = Delivery::State::due;
    if (options.state == "dead") state = Delivery::State::dead;
    if (options.state == "done") state = Delivery::State::done;
    return store.deliveries(state, limit);
  }
  auto out = store.deliveries(Delivery::State::due, limit);
  auto dead = store.deliveries(Delivery::State::dead, limit);
  if (!out || !dead) return out ? dead : out;
  out->insert(out->end(), dead->begin(), dead->end());
  std::stable_sort(out->begin(), out->end(),
                   [](Delivery const& a, Delivery const& b) { return a.created > b.created; });
  return out;
}

std::string json_line(Delivery const& delivery) {
  json::object line;
  line["id"] = delivery.id;
  line["state"] = name_of(delivery.state);
  line["sink"] = delivery.sink;
  line["watch"] = delivery.watch;
  line["created"] = format_iso(delivery.created);
  line["due"] = delivery.state == Delivery::State::due ? json::value(format_iso(delivery.due))
                                                       : json::value(nullptr);
  line["attempts"] = delivery.attempts;
  line["last_result"] = repair_utf8(delivery.last_result);
  return json::serialize(line) + "\n";
}

std::string table_row(Delivery const& delivery) {
  std::string const when = delivery.state == Delivery::State::due
                               ? "next " + format_iso(delivery.due)
                               : format_iso(delivery.created);
  return fmt::format("{:<4}  {:<25}  {:<12}  {:<24}  {:>3} tries  {}  {}\n",
                     name_of(delivery.state), when, printable(delivery.sink),
                     printable(delivery.watch), delivery.attempts, delivery.id,
                     printable(delivery.last_result));
}

/// Sinks that are held back, said below the list.
void say_blocks(Store& store) {
  auto const blocks = store.sink_blocks();
  if (!blocks) return;
  for (Store::SinkBlock const& block : *blocks) {
    if (block.until == TimePoint::max())
      complain(fmt::format("sink {} is disabled ({}); `wirewatch alerts enable` takes it up again",
                           block.sink, block.why));
    else if (block.until > SystemClock{}.now())
      complain(fmt::format("sink {} is held back until {} ({})", block.sink,
                           format_iso(block.until), block.why));
  }
}

Result<bool> make_due(Store& store, Delivery delivery) {
  if (delivery.state == Delivery::State::due) return false;
  delivery.state = Delivery::State::due;
  delivery.due = SystemClock{}.now();
  delivery.attempts = 0;
  delivery.last_result = "sent again by hand";
  auto const stored = store.commit(delivery);
  if (!stored) return fail(stored.error());
  return true;
}

Result<std::vector<Delivery>> deliveries_to_resend(Store& store, AlertsOptions const& options) {
  if (options.ids.empty()) {
    auto dead = store.deliveries(Delivery::State::dead, kAll);
    if (dead)
      std::erase_if(*dead, [&](Delivery const& one) {
        return !options.sink.empty() && one.sink != options.sink;
      });
    return dead;
  }
  std::vector<Delivery> out;
  for (std::string const& id : options.ids) {
    auto found = store.delivery(id);
    if (!found) return fail(std::move(found.error()));
    if (!*found)
      return fail(Error::Kind::parse,
                  fmt::format("no alert has the id {}; `alerts list` shows them", id));
    out.push_back(std::move(**found));
  }
  return out;
}

Delivery test_delivery(SinkSpec const& sink, TimePoint now) {
  WatchSpec watch;
  watch.name = "wirewatch-test";
  watch.about = "A test of this sink: nothing has happened";
  watch.severity = Severity::low;
  Article article;
  article.title = "Test alert from wirewatch";
  article.body = "If you read this, alerts reach you here.";
  article.url = "https://wirewatch.invalid/test";
  article.language = "en";
  article.source = "wirewatch";
  Match match;
  match.watch = watch.name;
  match.snippet = article.body;
  Alert alert;
  alert.watch = &watch;
  alert.article = &article;
  alert.match = &match;
  alert.story = format_iso(now);
  alert.seen = now;
  Delivery delivery;
  delivery.id = delivery_id(alert, sink.name);
  delivery.sink = sink.name;
  delivery.watch = watch.name;
  delivery.body = render_json(alert, delivery.id);
  return delivery;
}

}  // namespace

int run_alerts_list(AlertsOptions const& options) {
  constexpr std::array kStates{"open", "due", "dead", "done", "all"};
  if (std::find(kStates.begin(), kStates.end(), options.state) == kStates.end()) {
    complain("--state is one of open (due and dead), due, dead, done, all");
    return kExitUsage;
  }
  auto const opened = open_to_read(options.config);
  if (!opened) return opened.error();
  auto const deliveries = read_deliveries(*opened->store, options);
  if (!deliveries) return store_trouble(deliveries.error());
  std::size_t shown = 0;
  for (Delivery const& delivery : *deliveries) {
    if (shown == options.limit) break;
    if (!options.sink.empty() && delivery.sink != options.sink) continue;
    ++shown;
    std::fputs((options.json ? json_line(delivery) : table_row(delivery)).c_str(), stdout);
  }
  if (shown == 0 && !options.json) complain(fmt::format("no alerts ({})", options.state));
  say_blocks(*opened->store);
  return kExitOk;
}

int run_alerts_show(AlertsOptions const& options) {
  auto const opened = open_to_read(options.config);
  if (!opened) return opened.error();
  for (std::string const& id : options.ids) {
    auto const delivery = opened->store->delivery(id);
    if (!delivery) return store_trouble(delivery.error());
    if (!*delivery) {
      complain(fmt::format("no alert has the id {}; `alerts list --state all` shows them", id));
      return kExitNo;
    }
    std::fputs(((*delivery)->body + "\n").c_str(), stdout);
  }
  return kExitOk;
}

int run_alerts_resend(AlertsOptions const& options) {
  if (options.ids.empty() != options.dead) {
    complain("alerts resend needs ids, or --dead for all that were given up");
    return kExitUsage;
  }
  auto const opened = open_to_change(options.config);
  if (!opened) return opened.error();
  if (!options.sink.empty() && !known_sink(opened->snapshot->config, options.sink))
    return kExitUsage;
  auto deliveries = deliveries_to_resend(*opened->store, options);
  if (!deliveries) {
    complain(deliveries.error().what);
    return deliveries.error().kind == Error::Kind::parse ? kExitNo : kExitIo;
  }
  std::size_t count = 0;
  for (Delivery& delivery : *deliveries) {
    auto const done = make_due(*opened->store, std::move(delivery));
    if (!done) return store_trouble(done.error());
    count += *done ? 1 : 0;
  }
  fmt::print("{} of {} alerts are due again; a running daemon takes them up within seconds\n",
             count, deliveries->size());
  return kExitOk;
}

int run_alerts_enable(AlertsOptions const& options) {
  auto const opened = open_to_change(options.config);
  if (!opened) return opened.error();
  if (!known_sink(opened->snapshot->config, options.sink)) return kExitUsage;
  auto const lifted = opened->store->block_sink(options.sink, TimePoint{}, "");
  if (!lifted) return store_trouble(lifted.error());
  fmt::print(
      "{} takes alerts; what was given up is sent again by `alerts resend --dead --sink {}`\n",
      options.sink, options.sink);
  return kExitOk;
}

int run_test_sink(AlertsOptions const& options) {
  auto const snapshot = load_or_complain(options.config);
  if (!snapshot) return kExitConfig;
  SinkSpec const* const sink = known_sink(snapshot->config, options.sink);
  if (!sink) return kExitUsage;
  asio::io_context loop;
  HttpClient http(loop, http_settings(snapshot->config));
  StoreThread disk(loop, make_memory_store());
  TimePoint const now = SystemClock{}.now();
  Result<Response> answer = fail(Error::Kind::io, "nothing was sent");
  auto attempt = [](SinkSpec to, Delivery delivery, HttpClient& client, StoreThread& thread,
                    TimePoint at, Result<Response>& out) -> asio::awaitable<void> {
    out = co_await send(std::move(to), std::move(delivery), client, thread, at);
  };
  spawn(loop, "test-sink", attempt(*sink, test_delivery(*sink, now), http, disk, now, answer));
  loop.run();
  if (answer && answer->status >= 200 && answer->status < 300) {
    fmt::print("{}: the test alert arrived ({})\n", sink->name, answer->status);
    return kExitOk;
  }
  complain(fmt::format("{}: {}", sink->name,
                       answer ? fmt::format("answers {} {}", answer->status,
                                            cut_utf8(repair_utf8(answer->body), 200))
                              : answer.error().what));
  return kExitUnavailable;
}

}  // namespace wirewatch
