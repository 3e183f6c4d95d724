// demo: the daemon, watching a small news site and alerting a receiver that both live in this
// process.
#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <boost/asio/steady_timer.hpp>
#include <boost/json.hpp>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <memory>
#include <set>

#include "alerts/signature.h"
#include "app/commands.h"
#include "app/demo_site.h"
#include "app/exit_code.h"
#include "app/highlight.h"
#include "app/input_files.h"
#include "app/run_daemon.h"
#include "base/log.h"
#include "base/text.h"
#include "net/http_server.h"

namespace wirewatch {
namespace {

namespace asio = boost::asio;
using namespace std::chrono_literals;

// A secret of nobody: it guards a receiver on loopback for a few seconds.
constexpr char const* kSecret = "whsec_ZGVtby1zZWNyZXQtb2YtdGhlLWtlbGRhbi1jb3VyaWVy";
constexpr char const* kFerries = "/world/winter-ferries";
constexpr auto kLongest = 60s;
constexpr auto kSettle = 1500ms;
constexpr std::size_t kShownBytes = 72;

/// What has been seen so far; the summary and the exit code read it.
struct Tally {
  int polls = 0;
  int articles = 0;
  int dropped_blocks = 0;
  int verified = 0;
  int refused = 0;
  bool ferries_cleaned = false;
  bool ferries_fired = false;
  std::set<std::string> fired;

  bool is_complete() const {
    return fired.contains("sandoval") && fired.contains("orvane-sanctions") &&
           fired.contains("arms-in-keldan") && fired.contains("corrections") && ferries_cleaned &&
           verified >= 4;
  }
};

std::string shortened(std::string_view text) {
  std::string out = printable(cut_utf8(text, kShownBytes));
  for (std::size_t at; (at = out.find("\\n")) != std::string::npos;) out.replace(at, 2, " ");
  return text.size() > kShownBytes ? out + " ..." : out;
}

class Screen {
 public:
  void line(std::string_view label, std::string_view text) const {
    std::fputs(color_ ? fmt::format("\x1b[36m{:>9}\x1b[0m  {}\n", label, text).c_str()
                      : fmt::format("{:>9}  {}\n", label, text).c_str(),
               stdout);
    std::fflush(stdout);
  }
  void detail(std::string_view text) const {
    std::fputs(color_ ? fmt::format("{:>9}  \x1b[2m{}\x1b[0m\n", "", text).c_str()
                      : fmt::format("{:>9}  {}\n", "", text).c_str(),
               stdout);
    std::fflush(stdout);
  }
  bool color() const { return color_; }

 private:
  bool color_ = wants_color(STDOUT_FILENO);
};

/// Prints what the daemon reports.
class DemoObserver : public Observer {
 public:
  DemoObserver(Screen const& screen, Tally& tally) : screen_(screen), tally_(tally) {}

  void feed_polled(FeedSource const& feed, PollReport const& report) override {
    ++tally_.polls;
    screen_.line(report.failed ? "failed" : "polled",
                 fmt::format("{}: {}", feed.name, report.result));
  }

  void article_cleaned(Article const& article, PendingArticle const& pending) override {
    ++tally_.articles;
    screen_.line("cleaned", fmt::format("\"{}\" ({}, {})", printable(article.title), pending.feed,
                                        name_of(article.event)));
    show_dropped(article);
    if (!article.url.ends_with(kFerries)) return;
    tally_.ferries_cleaned = true;
    bool const is_named = std::any_of(
        article.dropped.begin(), article.dropped.end(),
        [](DroppedBlock const& block) { return block.text.find("Sandoval") != std::string::npos; });
    if (is_named)
      screen_.line("silent", "Sandoval is named here, but only in a dropped block: no rule fires");
  }

  void page_missed(PendingArticle const& pending, std::string const& why) override {
    screen_.line("missed", fmt::format("page of \"{}\": {}; the feed's own text is used",
                                       printable(pending.entry.title), printable(why)));
  }

  void rule_matched(WatchSpec const& watch, Match const& match, Article const& article) override {
    tally_.fired.insert(watch.name);
    if (article.url.ends_with(kFerries)) tally_.ferries_fired = true;
    screen_.line("fired", fmt::format("{} ({}) on \"{}\"", watch.name, name_of(watch.severity),
                                      printable(article.title)));
    screen_.detail(highlight(match.snippet, screen_.color()));
  }

  void delivery_attempted(Delivery const& delivery, SinkSpec const& sink) override {
    if (delivery.state == Delivery::State::done)
      screen_.line("sent", fmt::format("{} to {} ({})", delivery.watch, sink.name, delivery.id));
    else
      screen_.line("unsent", fmt::format("{} to {}: {}", delivery.watch, sink.name,
                                         printable(delivery.last_result)));
  }

  void config_reloaded(LoadedConfig const&) override {
    screen_.line("reloaded", "the config was read again");
  }

 private:
  /// One line for each reason, with the blocks that fell for it.
  void show_dropped(Article const& article) {
    auto const& dropped = article.dropped;
    tally_.dropped_blocks += static_cast<int>(dropped.size());
    for (std::size_t i = 0; i < dropped.size();) {
      std::string texts;
      std::size_t const first = i;
      for (; i < dropped.size() && dropped[i].reason == dropped[first].reason; ++i)
        texts += (i > first ? " / " : "") + dropped[i].text;
      screen_.detail(
          fmt::format("dropped: {}  [{}]", shortened(texts), printable(dropped[first].reason)));
    }
  }

  Screen const& screen_;
  Tally& tally_;
};

/// The news site and the webhook receiver.
class DemoWorld {
 public:
  DemoWorld(Screen const& screen, Tally& tally) : screen_(screen), tally_(tally) {}

  void set_base(std::string base) { base_ = std::move(base); }

  ServerResponse answer(ServerRequest const& request) {
    return request.method == "POST" ? receive(request) : show(request);
  }

 private:
  ServerResponse show(ServerRequest const& request) {
    if (request.target == "/politics.atom") ++politics_polls_;
    bool const corrected = politics_polls_ > 1;
    ServerResponse response;
    auto const page = demo_page(request.target, base_, started_, corrected);
    if (!page) {
      response.status = 404;
      return response;
    }
    std::string const etag = fmt::format("\"{:x}\"", std::hash<std::string>{}(page->body));
    response.headers.push_back({"ETag", etag});
    response.content_type = page->content_type;
    if (request.header("if-none-match") == etag)
      response.status = 304;
    else
      response.body = page->body;
    return response;
  }

  ServerResponse receive(ServerRequest const& request) {
    auto const key = signing_key(kSecret);
    bool const holds =
        key &&
        verify_webhook(*key, request.header("webhook-id"), request.header("webhook-timestamp"),
                       request.header("webhook-signature"), request.body, SystemClock{}.now());
    ++(holds ? tally_.verified : tally_.refused);
    boost::system::error_code error;
    auto const message = boost::json::parse(request.body, error);
    auto const* const watch = error ? nullptr : message.find_pointer("/data/watch", error);
    auto const* const name = watch ? watch->if_string() : nullptr;
    screen_.line("received", fmt::format("{}: signature {}",
                                         name ? printable(std::string_view(*name)) : "a message",
                                         holds ? "verified" : "WRONG"));
    ServerResponse response;
    response.status = holds ? 204 : 401;
    return response;
  }

  Screen const& screen_;
  Tally& tally_;
  std::string base_;
  TimePoint started_ = SystemClock{}.now();
  int politics_polls_ = 0;
};

asio::awaitable<void> end_when_all_is_seen(Daemon& daemon, Tally const& tally) {
  asio::steady_timer timer(co_await asio::this_coro::executor);
  for (auto waited = 0ms; waited < kLongest && !tally.is_complete(); waited += 50ms) {
    timer.expires_after(50ms);
    co_await timer.async_wait(asio::use_awaitable);
  }
  timer.expires_after(kSettle);  // what should not come is given the time to come
  co_await timer.async_wait(asio::use_awaitable);
  daemon.stop();
}

Result<std::string> fresh_directory(std::string const& wanted) {
  if (!wanted.empty()) {
    std::error_code error;
    std::filesystem::create_directories(wanted, error);
    if (error) return fail(Error::Kind::io, fmt::format("{}: {}", wanted, error.message()));
    return wanted;
  }
  std::string pattern = (std::filesystem::temp_directory_path() / "wirewatch-demo-XXXXXX").string();
  if (!::mkdtemp(pattern.data()))
    return fail(Error::Kind::io, fmt::format("{}: no directory can be made there", pattern));
  return pattern;
}

int summarise(Tally const& tally, std::string const& directory, bool must_be_complete) {
  bool const right = tally.is_complete() && !tally.ferries_fired && tally.refused == 0;
  std::fputs(
      fmt::format(
          "\n{} polls, {} articles cleaned, {} blocks dropped, {} watches fired, {} webhooks "
          "delivered and verified.\nConfig, store and alerts.jsonl are in {}\n",
          tally.polls, tally.articles, tally.dropped_blocks, tally.fired.size(), tally.verified,
          directory)
          .c_str(),
      stdout);
  if (right || !must_be_complete) return kExitOk;
  complain("the demo did not see everything it should; run it again with --keep and look");
  return kExitNo;
}

}  // namespace

int run_demo(DemoOptions const& options) {
  log::configure(log::Level::warn, log::Format::automatic);
  auto const directory = fresh_directory(options.directory);
  if (!directory) {
    complain(directory.error().what);
    return kExitIo;
  }
  asio::io_context loop;
  Screen const screen;
  Tally tally;
  DemoObserver observer(screen, tally);
  DemoWorld world(screen, tally);
  auto const server =
      HttpServer::listen(loop, "127.0.0.1:0",
                         [&world](ServerRequest const& request) { return world.answer(request); });
  if (!server) {
    complain(server.error().what);
    return kExitUnavailable;
  }
  std::string const base = (*server)->base_url();
  world.set_base(base);
  std::string const config = *directory + "/wirewatch.yaml";
  std::ofstream(config) << demo_config(base, base + "/hook", kSecret);
  screen.line("site",
              fmt::format("The Keldan Courier at {}/world.rss, receiver at {}/hook", base, base));
  screen.line("config", config);

  int const exit_code = run_until_stopped(loop, config, observer, [&](Daemon& daemon) {
    if (!options.keep) spawn(loop, "demo", end_when_all_is_seen(daemon, tally));
  });
  return exit_code == kExitOk ? summarise(tally, *directory, !options.keep) : exit_code;
}

}  // namespace wirewatch
