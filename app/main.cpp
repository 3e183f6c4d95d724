#include <CLI/CLI.hpp>
#include <functional>

#include "app/commands.h"
#include "app/exit_code.h"

namespace {

using namespace wirewatch;

constexpr char const* kConfigHelp = "the YAML file";

void add_config(CLI::App& command, std::string& config) {
  command.add_option("-c,--config", config, kConfigHelp)->required()->type_name("FILE");
}

void add_files(CLI::App& command, std::vector<std::string>& files) {
  command.add_option("FILE", files, "files, directories, or - for standard input")->required();
}

}  // namespace

int main(int argc, char** argv) {
  CLI::App app{
      "wirewatch: watches news feeds and tells the right people when an article matches a rule"};
  app.set_version_flag("--version", "wirewatch " WIREWATCH_VERSION);
  app.require_subcommand(1);
  app.footer(
      "Exit codes: 0 ok, 1 no match or failed test, 64 usage, 65 data, 66 no input, 69 "
      "unavailable, 74 I/O, 78 config.");
  std::function<int()> action;
  auto const add = [&](char const* name, char const* help, std::function<int()> run) {
    CLI::App* command = app.add_subcommand(name, help);
    command->callback([&action, run = std::move(run)] { action = run; });
    return command;
  };

  ConfigOptions config;
  RunOptions run;
  CLI::App* command = add("run", "run the daemon", [&] { return run_daemon(run); });
  add_config(*command, run.config);
  command->add_option("--log-level", run.log_level, "debug, info, warn or error")
      ->type_name("LEVEL");
  command->add_flag("--log-json", run.log_json, "log lines as JSON");
  command =
      add("check", "check the config, its rules and its tests", [&] { return run_check(config); });
  add_config(*command, config.config);
  command->add_option("--history", config.history, "try the watches on stored articles, too (7d)")
      ->type_name("DURATION");
  command->add_option("--max-share", config.max_share, "per cent of them a watch may fire on (10)")
      ->type_name("PERCENT");
  add_config(*add("test", "run the rule tests of the config", [&] { return run_tests(config); }),
             config.config);

  DemoOptions demo;
  command = add("demo", "show the daemon at work on a small news site on loopback",
                [&] { return run_demo(demo); });
  command->add_flag("--keep", demo.keep, "leave it running until interrupted");
  command->add_option("--directory", demo.directory, "where config and state go")->type_name("DIR");

  FetchOptions fetch;
  command = add("fetch", "fetch URLs as the daemon does", [&] { return run_fetch(fetch); });
  command->add_option("URL", fetch.urls)->required();
  command->add_option("-c,--config", fetch.config, "take allow_networks from this file")
      ->type_name("FILE");
  command->add_flag("--allow-private", fetch.allow_private, "loopback and private addresses too");
  command->add_flag("--headers", fetch.headers,
                    "status, redirects and headers as JSON instead of the body");

  ParseOptions parse;
  command = add("parse", "feeds to JSON Lines", [&] { return run_parse(parse); });
  add_files(*command, parse.files);
  command->add_option("--content-type", parse.content_type, "the HTTP header's value")
      ->type_name("TYPE");
  command->add_option("--base-url", parse.base_url, "where the document came from")
      ->type_name("URL");

  ExtractOptions extract;
  command =
      add("extract", "pages to clean articles, JSON Lines", [&] { return run_extract(extract); });
  add_files(*command, extract.files);
  command->add_option("--url", extract.url, "where the page came from")->type_name("URL");
  command->add_flag("--text", extract.text, "the input is text that has lost its HTML");
  command->add_flag("--html", extract.html,
                    "a page that shows what was kept and what was dropped, and why");
  command
      ->add_option("--keep", extract.keep, "selectors of the body, as content.keep in the config")
      ->type_name("SELECTORS");
  command->add_option("--drop", extract.drop, "selectors that are never body")
      ->type_name("SELECTORS");

  MatchOptions match;
  command = add("match", "articles (JSON Lines of extract) to the watches that fire",
                [&] { return run_match(match); });
  command->add_option("FILE", match.files, "files, directories, or - for standard input");
  command->add_option("-c,--config", match.config, kConfigHelp)->type_name("FILE");
  command->add_flag("--explain", match.explain, "why each watch fires or does not");
  command->add_option("--watch", match.watch, "only this watch")->type_name("NAME");
  command->add_option("--rules", match.rules, "rules in the neutral JSON form, .jsonl or .jsonl.gz")
      ->type_name("FILE");
  command
      ->add_option("--pairs", match.pairs, "documents to match with --rules; prints doc<TAB>rule")
      ->type_name("FILE");

  MatchOptions explain;
  command = add("explain", "why watches fire on an article, or do not",
                [&] { return run_explain(explain); });
  add_files(*command, explain.files);
  add_config(*command, explain.config);
  command->add_option("--watch", explain.watch, "only this watch")->type_name("NAME");
  command->add_flag("--json", explain.json, "an object an article");

  ReplayOptions replay;
  command = add("replay", "the config's rules over stored articles: what would change",
                [&] { return run_replay(replay); });
  add_config(*command, replay.config);
  command->add_option("--since", replay.since, "how far back (7d)")->type_name("DURATION");
  command->add_option("--against", replay.against, "compare with this config, not with history")
      ->type_name("FILE");
  command->add_flag("--json", replay.json, "an object a change, a summary at the end");
  command->add_flag("--alert", replay.alert, "alert on what matches now and did not then");

  ReplayOptions stats;
  CLI::App* watch = app.add_subcommand("watch", "about the watches");
  watch->require_subcommand(1);
  command = watch->add_subcommand("stats", "how often each watch matched, and when last");
  command->callback([&] { action = [&stats] { return run_watch_stats(stats); }; });
  add_config(*command, stats.config);
  command->add_option("--since", stats.since, "how far back (7d)")->type_name("DURATION");
  command->add_flag("--json", stats.json, "an object a watch");

  AlertsOptions alerts;
  CLI::App* group = app.add_subcommand("alerts", "what waits to be sent, and what was given up");
  group->require_subcommand(1);
  auto const add_alerts = [&](char const* name, char const* help, auto run_it) {
    CLI::App* sub = group->add_subcommand(name, help);
    sub->callback(
        [&action, &alerts, run_it] { action = [&alerts, run_it] { return run_it(alerts); }; });
    add_config(*sub, alerts.config);
    return sub;
  };
  command = add_alerts("list", "alerts with their state, newest first", run_alerts_list);
  command->add_option("--state", alerts.state, "open (due and dead), due, dead, done, all")
      ->type_name("STATE");
  command->add_option("--sink", alerts.sink, "only of this sink")->type_name("NAME");
  command->add_option("--limit", alerts.limit, "at most so many (50)");
  command->add_flag("--json", alerts.json, "JSON Lines");
  command = add_alerts("show", "an alert as it is sent", run_alerts_show);
  command->add_option("ID", alerts.ids)->required();
  command = add_alerts("resend", "make alerts due again", run_alerts_resend);
  command->add_option("ID", alerts.ids);
  command->add_flag("--dead", alerts.dead, "all that were given up");
  command->add_option("--sink", alerts.sink, "with --dead: only of this sink")->type_name("NAME");
  command = add_alerts("enable", "take up a sink again that its receiver disabled (410)",
                       run_alerts_enable);
  command->add_option("SINK", alerts.sink)->required();
  command = add("test-sink", "send one marked test alert to a sink",
                [&] { return run_test_sink(alerts); });
  add_config(*command, alerts.config);
  command->add_option("SINK", alerts.sink)->required();

  FeedsOptions feeds;
  group = app.add_subcommand("feeds", "what is polled, when and why; find, add and list feeds");
  group->require_subcommand(1);
  auto const add_feeds = [&](char const* name, char const* help, auto run_it) {
    CLI::App* sub = group->add_subcommand(name, help);
    sub->callback(
        [&action, &feeds, run_it] { action = [&feeds, run_it] { return run_it(feeds); }; });
    return sub;
  };
  command = add_feeds("list", "every feed: its state, last result and next poll", run_feeds_list);
  add_config(*command, feeds.config);
  command->add_flag("--json", feeds.json, "JSON Lines");
  command = add_feeds("show", "all that is known of a feed", run_feeds_show);
  add_config(*command, feeds.config);
  command->add_option("NAME", feeds.feed)->required();
  command->add_flag("--json", feeds.json, "as JSON");
  command = add_feeds("discover", "the feeds that a page announces", run_feeds_discover);
  command->add_option("URL", feeds.url)->required();
  command->add_option("-c,--config", feeds.config, "take allow_networks from this file")
      ->type_name("FILE");
  command->add_flag("--allow-private", feeds.allow_private, "loopback and private addresses too");
  command = add_feeds("add", "try a feed, or the one a page announces, and put it into the config",
                      run_feeds_add);
  add_config(*command, feeds.config);
  command->add_option("URL", feeds.url)->required();
  command->add_option("--name", feeds.feed, "what to call it (its title)")->type_name("NAME");
  command = add_feeds("import", "put the feeds of an OPML list into the config", run_feeds_import);
  add_config(*command, feeds.config);
  command->add_option("FILE", feeds.file, "OPML, or - for standard input")->required();
  command = add_feeds("export", "the config's feeds as OPML 2.0", run_feeds_export);
  add_config(*command, feeds.config);

  try {
    app.parse(argc, argv);
  } catch (CLI::ParseError const& error) {
    return app.exit(error) == 0 ? kExitOk : kExitUsage;
  }
  return action();
}
