// replay, watch stats: the watch rules over the articles that the store keeps.
#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <boost/json.hpp>
#include <cstdio>
#include <functional>
#include <map>

#include "app/commands.h"
#include "app/exit_code.h"
#include "app/highlight.h"
#include "app/input_files.h"
#include "app/load_or_complain.h"
#include "base/text.h"
#include "store/store.h"

namespace wirewatch {
namespace {

namespace json = boost::json;

constexpr std::size_t kPage = 200;

/// Reads the stored articles since then, oldest first, with a line of progress on a terminal.
Result<std::size_t> for_each_article(Store& store, TimePoint since,
                                     std::function<void(StoredArticle const&)> const& visit) {
  bool const is_terminal = ::isatty(STDERR_FILENO) == 1;
  std::size_t count = 0;
  std::int64_t last = 0;
  for (;;) {
    auto const page = store.articles(since, last, kPage);
    if (!page) return fail(page.error());
    if (page->empty()) break;
    for (StoredArticle const& article : *page) visit(article);
    last = page->back().id;
    count += page->size();
    if (is_terminal) std::fputs(fmt::format("\r{} articles read", count).c_str(), stderr);
  }
  if (is_terminal) std::fputs("\r\x1b[K", stderr);
  return count;
}

struct History {
  std::shared_ptr<Snapshot const> snapshot;
  std::unique_ptr<Store> store;
  TimePoint since{};
};

/// What both subcommands need; on failure the exit code, everything already said.
tl::expected<History, int> open_history(std::string const& config, std::string const& since,
                                        char const* option = "--since") {
  auto const ago = parse_duration(since);
  if (!ago) {
    complain(fmt::format("{} is a duration such as 7d, 12h or 30m, not '{}'", option, since));
    return tl::unexpected<int>(kExitUsage);
  }
  History history;
  history.snapshot = load_or_complain(config);
  if (!history.snapshot) return tl::unexpected<int>(kExitConfig);
  auto store = open_sqlite_store(history.snapshot->config.state);
  if (!store) {
    complain(store.error().what);
    return tl::unexpected<int>(kExitIo);
  }
  history.store = std::move(*store);
  history.since = SystemClock{}.now() - *ago;
  return history;
}

Match const* find(std::vector<Match> const& matches, std::string const& watch) {
  auto const found = std::find_if(matches.begin(), matches.end(),
                                  [&](Match const& match) { return match.watch == watch; });
  return found == matches.end() ? nullptr : &*found;
}

/// Takes each difference between what matched before and what matches now.
struct Difference {
  bool json = false;
  std::size_t added = 0;
  std::size_t dropped = 0;
  std::size_t same = 0;
};

void print_json(json::object const& object) {
  std::fputs((json::serialize(object) + "\n").c_str(), stdout);
}

void print_change(Difference const& difference, char sign, Match const& match,
                  Article const& article) {
  if (difference.json) {
    json::array evidence;
    for (Evidence const& one : match.evidence)
      evidence.push_back(json::object{{"term", one.term},
                                      {"field", one.field},
                                      {"begin", one.span.begin},
                                      {"end", one.span.end}});
    return print_json({{"change", sign == '+' ? "added" : "dropped"},
                       {"watch", match.watch},
                       {"title", article.title},
                       {"url", article.url},
                       {"snippet", highlight(match.snippet, false)},
                       {"evidence", std::move(evidence)}});
  }
  std::fputs(
      fmt::format("{} {}: {}\n    {}\n    {}\n", sign, printable(match.watch),
                  printable(article.title), highlight(match.snippet, wants_color(STDOUT_FILENO)),
                  printable(article.url))
          .c_str(),
      stdout);
}

void compare(std::vector<Match> const& before, std::vector<Match> const& now,
             Article const& article, Difference& difference) {
  for (Match const& match : now) {
    if (find(before, match.watch)) {
      ++difference.same;
    } else {
      ++difference.added;
      print_change(difference, '+', match, article);
    }
  }
  for (Match const& match : before) {
    if (find(now, match.watch)) continue;
    ++difference.dropped;
    print_change(difference, '-', match, article);
  }
}

}  // namespace

int run_replay(ReplayOptions const& options) {
  auto const history = open_history(options.config, options.since);
  if (!history) return history.error();
  std::shared_ptr<Snapshot const> against;
  if (!options.against.empty()) {
    against = load_or_complain(options.against);
    if (!against) return kExitConfig;
  }
  Difference difference{.json = options.json};
  auto const count =
      for_each_article(*history->store, history->since, [&](StoredArticle const& stored) {
        compare(against ? against->rules.match(stored.article) : stored.matches,
                history->snapshot->rules.match(stored.article), stored.article, difference);
      });
  if (!count) {
    complain(count.error().what);
    return kExitIo;
  }
  int const exit_code = difference.added + difference.dropped == 0 ? kExitOk : kExitNo;
  if (options.json) {
    print_json({{"articles", *count},
                {"added", difference.added},
                {"dropped", difference.dropped},
                {"same", difference.same}});
    return exit_code;
  }
  std::fputs(fmt::format(
                 "{} articles of the last {}: {} would match more, {} would no longer match, {} as "
                 "{}. Nobody was alerted.\n",
                 *count, options.since, difference.added, difference.dropped, difference.same,
                 against ? "with " + options.against : std::string("they were"))
                 .c_str(),
             stdout);
  return exit_code;
}

int run_watch_stats(ReplayOptions const& options) {
  auto const history = open_history(options.config, options.since);
  if (!history) return history.error();
  struct Stat {
    std::size_t matches = 0;
    TimePoint last{};
    std::string title;
  };
  std::map<std::string, Stat> stats;
  for (WatchSpec const& watch : history->snapshot->config.watches) stats[watch.name];
  auto const count =
      for_each_article(*history->store, history->since, [&](StoredArticle const& stored) {
        for (Match const& match : stored.matches) {
          Stat& stat = stats[match.watch];
          ++stat.matches;
          stat.last = stored.first_seen;
          stat.title = stored.article.title;
        }
      });
  if (!count) {
    complain(count.error().what);
    return kExitIo;
  }
  auto const share = [&](Stat const& stat) {
    return 100.0 * static_cast<double>(stat.matches) /
           static_cast<double>(std::max<std::size_t>(1, *count));
  };
  if (options.json) {
    for (auto const& [name, stat] : stats)
      print_json({{"watch", name},
                  {"articles", *count},
                  {"matches", stat.matches},
                  {"share", share(stat)},
                  {"last", stat.matches ? json::value(format_iso(stat.last)) : json::value()},
                  {"title", stat.title}});
    return kExitOk;
  }
  fmt::print("{} articles of the last {}\n{:>8} {:>7}  {:<24} {:<21} {}\n", *count, options.since,
             "matches", "share", "watch", "last", "on");
  for (auto const& [name, stat] : stats)
    fmt::print("{:>8} {:>6.2f}%  {:<24} {:<21} {}\n", stat.matches, share(stat), printable(name),
               stat.matches ? format_iso(stat.last) : "-", printable(cut_utf8(stat.title, 60)));
  return kExitOk;
}

int check_history(ConfigOptions const& options) {
  auto const history = open_history(options.config, options.history, "--history");
  if (!history) return history.error();
  std::map<std::string, std::size_t> fired;
  auto const count =
      for_each_article(*history->store, history->since, [&](StoredArticle const& stored) {
        for (Match const& match : history->snapshot->rules.match(stored.article))
          ++fired[match.watch];
      });
  if (!count) {
    complain(count.error().what);
    return kExitIo;
  }
  Config const& config = history->snapshot->config;
  for (WatchSpec const& watch : config.watches) {
    double const share = 100.0 * static_cast<double>(fired[watch.name]) /
                         static_cast<double>(std::max<std::size_t>(1, *count));
    if (*count > 0 && fired[watch.name] == 0)
      fmt::print(stderr, "{}: note: watch '{}' fires on none of {} stored articles\n", config.path,
                 printable(watch.name), *count);
    if (share > options.max_share)
      fmt::print(stderr,
                 "{}: warning: watch '{}' fires on {:.1f} % of {} stored articles, more than {} "
                 "%\n",
                 config.path, printable(watch.name), share, *count, options.max_share);
  }
  fmt::print("tried on {} stored articles of the last {}\n", *count, options.history);
  return kExitOk;
}

}  // namespace wirewatch
