#pragma once

#include <string>
#include <vector>

namespace wirewatch {

// One function a subcommand: options in, exit code out (app/exit_code.h). Data goes to standard
// output, talk to standard error. Each calls the functions that the daemon calls.

struct FetchOptions {
  std::vector<std::string> urls;
  std::string config;  ///< for `allow_networks`; may be empty
  bool allow_private = false;
  bool headers = false;  ///< print status and headers as one JSON line instead of the body
};
int run_fetch(FetchOptions const& options);

struct ParseOptions {
  std::vector<std::string> files;
  std::string content_type;
  std::string base_url;
};
int run_parse(ParseOptions const& options);

struct ExtractOptions {
  std::vector<std::string> files;
  std::string url;
  bool text = false;  ///< the input is flattened text, not HTML
  bool html = false;  ///< print a page that shows what was kept and what was dropped
  std::string keep;
  std::string drop;
};
int run_extract(ExtractOptions const& options);

struct MatchOptions {
  std::vector<std::string> files;
  std::string config;
  std::string rules;  ///< with `pairs`: rules in the neutral JSON form
  std::string pairs;  ///< documents; prints "doc<TAB>rule"
  bool explain = false;
  bool json = false;  ///< of `explain`: one object an article
  std::string watch;
};
int run_match(MatchOptions const& options);
int run_explain(MatchOptions const& options);

struct ConfigOptions {
  std::string config;
  std::string history;    ///< `check` only: how far back stored articles are looked at; empty: none
  double max_share = 10;  ///< per cent of them that a watch may fire on without a warning
};
int run_check(ConfigOptions const& options);
int run_tests(ConfigOptions const& options);

struct ReplayOptions {
  std::string config;
  std::string since = "7d";
  std::string against;  ///< another config; empty: what matched when the articles came
  bool json = false;
  bool alert = false;  ///< put what would have been told into the outbox
};
int run_replay(ReplayOptions const& options);
int run_watch_stats(ReplayOptions const& options);

struct AlertsOptions {
  std::string config;
  std::string state = "open";  ///< "open" (due and dead), "due", "dead", "done", "all"
  std::string sink;
  std::vector<std::string> ids;
  std::size_t limit = 50;
  bool dead = false;
  bool json = false;
};
int run_alerts_list(AlertsOptions const& options);
int run_alerts_show(AlertsOptions const& options);
int run_alerts_resend(AlertsOptions const& options);
int run_alerts_enable(AlertsOptions const& options);
int run_test_sink(AlertsOptions const& options);

struct FeedsOptions {
  std::string config;
  std::string feed;  ///< its name
  std::string url;
  std::string file;  ///< an OPML list
  bool allow_private = false;
  bool json = false;
};
int run_feeds_list(FeedsOptions const& options);
int run_feeds_show(FeedsOptions const& options);
int run_feeds_discover(FeedsOptions const& options);
int run_feeds_add(FeedsOptions const& options);
int run_feeds_import(FeedsOptions const& options);
int run_feeds_export(FeedsOptions const& options);

struct RunOptions {
  std::string config;
  std::string log_level = "info";
  bool log_json = false;  ///< else logfmt, or with priorities under systemd
};
int run_daemon(RunOptions const& options);

struct DemoOptions {
  bool keep = false;
  std::string directory;  ///< empty: a fresh one under the system's temporary directory
};
int run_demo(DemoOptions const& options);

}  // namespace wirewatch
