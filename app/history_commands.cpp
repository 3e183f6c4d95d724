// watch stats, check --history: how often the watches match the articles that the store keeps.
#include "app/history_commands.h"

#include <fmt/format.h>

#include <algorithm>
#include <boost/json.hpp>
#include <cstdio>
#include <map>

#include "app/commands.h"
#include "app/exit_code.h"
#include "app/opened_store.h"
#include "app/stored_articles.h"
#include "base/text.h"

namespace wirewatch {

namespace json = boost::json;

int run_watch_stats(ReplayOptions const& options) {
  auto const since = history_begins(options.since, "--since");
  if (!since) return kExitUsage;
  auto const opened = open_to_read(options.config);
  if (!opened) return opened.error();
  struct Stat {
    std::size_t matches = 0;
    TimePoint last{};
    std::string title;
  };
  std::map<std::string, Stat> stats;
  for (WatchSpec const& watch : opened->snapshot->config.watches) stats[watch.name];
  auto const count =
      for_each_article(*opened->store, *since, [&](StoredArticle const& stored) -> Result<void> {
        for (Match const& match : stored.matches) {
          Stat& stat = stats[match.watch];
          ++stat.matches;
          stat.last = stored.first_seen;
          stat.title = stored.article.title;
        }
        return {};
      });
  if (!count) return kExitIo;
  auto const share = [&](Stat const& stat) {
    return 100.0 * static_cast<double>(stat.matches) /
           static_cast<double>(std::max<std::size_t>(1, *count));
  };
  if (options.json) {
    for (auto const& [name, stat] : stats)
      fmt::print("{}\n",
                 json::serialize(json::object{
                     {"watch", name},
                     {"articles", *count},
                     {"matches", stat.matches},
                     {"share", share(stat)},
                     {"last", stat.matches ? json::value(format_iso(stat.last)) : json::value()},
                     {"title", stat.title}}));
    return kExitOk;
  }
  fmt::print("{} articles of the last {}\n{:>8} {:>7}  {:<24} {:<21} {}\n", *count, options.since,
             "matches", "share", "watch", "last", "on");
  for (auto const& [name, stat] : stats)
    fmt::print("{:>8} {:>6.2f}%  {:<24} {:<21} {}\n", stat.matches, share(stat), printable(name),
               stat.matches ? format_iso(stat.last) : "-", printable(cut_utf8(stat.title, 60)));
  return kExitOk;
}

int check_history(Snapshot const& snapshot, ConfigOptions const& options) {
  auto const since = history_begins(options.history, "--history");
  if (!since) return kExitUsage;
  auto const store = open_to_read(snapshot.config);
  if (!store) return kExitIo;
  std::map<std::string, std::size_t> fired;
  auto const count =
      for_each_article(*store, *since, [&](StoredArticle const& stored) -> Result<void> {
        for (std::string const& name : snapshot.rules.firing(stored.article)) ++fired[name];
        return {};
      });
  if (!count) return kExitIo;
  Config const& config = snapshot.config;
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
