#pragma once

#include <chrono>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/clock.h"
#include "base/http_header.h"
#include "pipeline/article/extract.h"
#include "pipeline/watch/rule_set.h"
#include "pipeline/watch/watch_spec.h"

namespace wirewatch {

enum class FullText { automatic, always, never };  ///< YAML: auto, always, never
enum class Backlog { silent, alert };

/// One feed as the config states it, defaults filled in.
struct FeedSource {
  std::string name;  ///< unique
  std::string url;   ///< http(s), or file: for a local feed
  std::vector<std::string> tags;
  Seconds every{300};         ///< floor between polls
  Seconds max_delay{86'400};  ///< hard bound between polls of a quiet feed
  FullText full_text = FullText::automatic;
  Backlog backlog = Backlog::silent;
  ContentOverride content;
  std::vector<HttpHeader> headers;  ///< sent with each request; values may be secrets
  friend bool operator==(FeedSource const&, FeedSource const&) = default;
};

struct SinkSpec {
  enum class Type { log, jsonl, webhook };
  std::string name;  ///< unique
  Type type = Type::log;
  std::string url;                   ///< webhook; may hold secrets
  std::vector<std::string> secrets;  ///< webhook: "whsec_..." or plain; two while keys rotate
  std::string path;  ///< jsonl: absolute, or relative to the config file's folder (already joined)
  std::vector<HttpHeader> headers;  ///< webhook; values may be secrets
  Seconds timeout{20};
  friend bool operator==(SinkSpec const&, SinkSpec const&) = default;
};

/// All conditions that are set must hold; an empty Route fits every alert.
struct Route {
  std::vector<Severity> severities;
  std::vector<std::string> watches;
  std::vector<std::string> tags;   ///< of the watch
  std::vector<std::string> feeds;  ///< names or tags of the feed
  std::vector<std::string> sinks;
  friend bool operator==(Route const&, Route const&) = default;
};

struct RuleTest {
  std::string
      article;  ///< path of a text or HTML file (already joined with the config file's folder), or
  std::string text;                ///< the text itself
  std::string feed;                ///< name of the feed it is said to come from; may be empty
  std::vector<SourceText> expect;  ///< exactly these watches fire
  std::string file;                ///< the file of the config that states it
  SourceText place;                ///< there
  friend bool operator==(RuleTest const&, RuleTest const&) = default;
};

/// What one YAML file (with its includes) says, checked and with all defaults filled in.
struct Config {
  std::string path;
  std::string state =
      "./state";  ///< directory, absolute or relative to the config file's folder (already joined)
  std::vector<FeedSource> feeds;
  TermLists terms;
  std::vector<WatchSpec> watches;
  std::vector<SinkSpec> sinks;
  std::vector<Route> routes;
  std::vector<RuleTest> tests;
  std::vector<std::string>
      allow_networks;      ///< CIDRs that feeds and pages may be fetched from although private
  std::string user_agent;  ///< how requests name us; empty: the program's own name
  std::string proxy;  ///< all requests go through it; empty: none, whatever the environment says
  Seconds keep{90 * 86'400};       ///< articles and finished alerts are forgotten after so long
  std::string http_listen;         ///< "127.0.0.1:8720"; empty: none
  std::vector<std::string> files;  ///< all files read, for watching them

  FeedSource const* feed(std::string_view name) const;
  SinkSpec const* sink(std::string_view name) const;
  WatchSpec const* watch(std::string_view name) const;
  friend bool operator==(Config const&, Config const&) = default;
};

/// A config and its compiled rules: immutable, swapped as a whole on reload.
struct Snapshot {
  Config config;
  RuleSet rules;
};

struct LoadedConfig {
  std::optional<Snapshot> snapshot;     ///< absent when there is any error
  std::vector<Diagnostic> diagnostics;  ///< errors and warnings, in the order of the files
};

/// Where ${env:X}, ${file:P} and ${credential:N} come from; tests hand in their own.
class SecretSource {
 public:
  virtual ~SecretSource() = default;
  virtual Result<std::string> read(std::string_view kind, std::string_view name) const = 0;
};
class SystemSecrets : public SecretSource {
 public:
  Result<std::string> read(std::string_view kind, std::string_view name) const override;
};

enum class Lint { no, yes };

/// Some of the articles that the daemon of this config has stored: see ArticleSample.
using StoredSample = std::function<std::vector<Article>(Config const&)>;

/// Reads and checks the file and everything it includes, compiles the watches; all errors in one
/// run. A file that cannot be read is one Diagnostic without a line. With Lint::yes also warnings
/// about watches that cannot be meant as they stand (pipeline/watch/lint.h). What the rules have in
/// common with those of `running` is taken from there; `sample` may be empty.
LoadedConfig load_config(std::string const& path, SecretSource const& secrets, Lint lint = Lint::no,
                         RuleSet const& running = RuleSet(), StoredSample const& sample = {});

}  // namespace wirewatch
