// replay: what the watch rules would make of the articles that the store keeps.
#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <boost/json.hpp>
#include <cstdio>

#include "alerts/alert.h"
#include "app/commands.h"
#include "app/exit_code.h"
#include "app/highlight.h"
#include "app/input_files.h"
#include "app/load_or_complain.h"
#include "app/match_json.h"
#include "app/opened_store.h"
#include "app/stored_articles.h"
#include "base/text.h"

namespace wirewatch {
namespace {

namespace json = boost::json;

Match const* find(std::vector<Match> const& matches, std::string const& watch) {
  auto const found = std::find_if(matches.begin(), matches.end(),
                                  [&](Match const& match) { return match.watch == watch; });
  return found == matches.end() ? nullptr : &*found;
}

void print_json(json::object const& object) {
  std::fputs((json::serialize(object) + "\n").c_str(), stdout);
}

void print_change(bool as_json, char sign, Match const& match, Article const& article) {
  if (as_json)
    return print_json({{"change", sign == '+' ? "added" : "dropped"},
                       {"watch", match.watch},
                       {"title", article.title},
                       {"url", article.url},
                       {"snippet", highlight(match.snippet, false)},
                       {"evidence", evidence_json(match)}});
  std::fputs(
      fmt::format("{} {}: {}\n    {}\n    {}\n", sign, printable(match.watch),
                  printable(article.title), highlight(match.snippet, wants_color(STDOUT_FILENO)),
                  printable(article.url))
          .c_str(),
      stdout);
}

/// The matches that `others` has not.
std::vector<Match> without(std::vector<Match> matches, std::vector<Match> const& others) {
  std::erase_if(matches, [&](Match const& match) { return find(others, match.watch) != nullptr; });
  return matches;
}

/// Puts into the outbox what the daemon would have told of the new matches, and stores that these
/// watches match; how many alerts that are.
Result<std::size_t> tell(OpenedStore& opened, StoredArticle const& stored, std::vector<Match> now,
                         std::vector<Match> const& added) {
  Config const& config = opened.snapshot->config;
  ArticleCommit commit{
      .id = stored.id, .article = stored.article, .matches = std::move(now), .deliveries = {}};
  for (Match const& match : added) {
    Alert const alert{.watch = config.watch(match.watch),
                      .article = &stored.article,
                      .match = &match,
                      .story = story_of(stored.article, stored.feed, stored.key),
                      .revision = stored.revision,
                      .seen = stored.first_seen};
    for (Delivery& delivery : make_deliveries(config, alert, SystemClock{}.now()))
      commit.deliveries.push_back(std::move(delivery));
  }
  auto const done = opened.store->commit(commit);
  if (!done) return fail(done.error());
  return commit.deliveries.size();
}

struct Difference {
  std::size_t added = 0;
  std::size_t dropped = 0;
  std::size_t same = 0;
  std::size_t alerts = 0;
};

int print_summary(Difference const& difference, std::size_t count, ReplayOptions const& options) {
  if (options.json)
    print_json({{"articles", count},
                {"added", difference.added},
                {"dropped", difference.dropped},
                {"same", difference.same},
                {"alerts", difference.alerts}});
  else
    fmt::print(
        "{} articles of the last {}: {} would match more, {} would no longer match, {} as {}. {}\n",
        count, options.since, difference.added, difference.dropped, difference.same,
        options.against.empty() ? "they were" : "with " + options.against,
        options.alert
            ? fmt::format("{} alerts are due; a running daemon sends them within seconds.",
                          difference.alerts)
            : "Nobody was alerted.");
  return difference.added + difference.dropped == 0 ? kExitOk : kExitNo;
}

}  // namespace

int run_replay(ReplayOptions const& options) {
  auto const since = history_begins(options.since, "--since");
  if (!since) return kExitUsage;
  if (options.alert && !options.against.empty()) {
    complain(
        "--alert tells what did not match when the articles came; --against asks another question");
    return kExitUsage;
  }
  auto opened = options.alert ? open_to_change(options.config) : open_to_read(options.config);
  if (!opened) return opened.error();
  std::shared_ptr<Snapshot const> against;
  if (!options.against.empty()) {
    against = load_rules_or_complain(options.against);
    if (!against) return kExitConfig;
  }
  Difference difference;
  auto const replay = [&](StoredArticle const& stored) -> Result<void> {
    auto const before = against ? against->rules.match(stored.article) : stored.matches;
    auto const now = opened->snapshot->rules.match(stored.article);
    auto const added = without(now, before);
    auto const dropped = without(before, now);
    for (Match const& match : added) print_change(options.json, '+', match, stored.article);
    for (Match const& match : dropped) print_change(options.json, '-', match, stored.article);
    difference.added += added.size();
    difference.dropped += dropped.size();
    difference.same += now.size() - added.size();
    if (!options.alert || added.empty()) return {};
    auto const told = tell(*opened, stored, now, added);
    if (!told) return fail(told.error());
    difference.alerts += *told;
    return {};
  };
  auto const count = for_each_article(*opened->store, *since, replay);
  return count ? print_summary(difference, *count, options) : kExitIo;
}

}  // namespace wirewatch
