#include <fmt/format.h>

#include <algorithm>

#include "config/config.h"
#include "config/draft.h"
#include "config/read_config.h"
#include "config/reader.h"
#include "pipeline/watch/lint.h"

namespace wirewatch {
namespace {

template <class Named>
Named const* find_named(std::vector<Named> const& all, std::string_view name) {
  auto const found =
      std::find_if(all.begin(), all.end(), [&](Named const& one) { return one.name == name; });
  return found == all.end() ? nullptr : &*found;
}

/// Lines numbered through all files become lines of their own file.
void localise(SourceFiles const& files, Config& config) {
  auto const one = [&](SourceText& text) { text.line = files.locate(text.line, 1).line; };
  auto const each = [&](std::vector<SourceText>& texts) {
    std::for_each(texts.begin(), texts.end(), one);
  };
  for (auto& [name, terms] : config.terms) each(terms);
  for (WatchSpec& watch : config.watches) {
    for (auto* texts : {&watch.in, &watch.any, &watch.all, &watch.none, &watch.near_all})
      each(*texts);
    one(watch.query);
    one(watch.place);
  }
  for (RuleTest& test : config.tests) {
    each(test.expect);
    one(test.place);
  }
}

/// A config that names no sink tells the log.
void add_default_sink(Config& config) {
  if (config.sinks.empty()) config.sinks.emplace_back().name = "log";
}

RuleSet compile(Reader& reader, Draft const& draft, Lint lint, RuleSet const& running,
                StoredSample const& sample) {
  std::vector<WatchSpec> watches;
  for (WatchSpec const& watch : draft.config.watches)
    if (!draft.unread_watches.contains(watch.name)) watches.push_back(watch);
  std::vector<Diagnostic> problems;
  ArticleSample of_config;
  if (sample) of_config = [&] { return sample(draft.config); };
  RuleSet rules = RuleSet::compile(watches, draft.config.terms, problems, running, of_config);
  reader.add(problems);
  if (lint == Lint::yes) reader.add(lint_watches(watches, draft.config.terms));
  return rules;
}

}  // namespace

FeedSource const* Config::feed(std::string_view name) const { return find_named(feeds, name); }
SinkSpec const* Config::sink(std::string_view name) const { return find_named(sinks, name); }
WatchSpec const* Config::watch(std::string_view name) const { return find_named(watches, name); }

LoadedConfig load_config(std::string const& path, SecretSource const& secrets, Lint lint,
                         RuleSet const& running, StoredSample const& sample) {
  LoadedConfig loaded;
  SourceFiles files;
  auto const main = files.read(path);
  if (!main) {
    Diagnostic diagnostic;
    diagnostic.file = path;
    diagnostic.message = fmt::format("cannot be read: {}", main.error().what);
    loaded.diagnostics.push_back(std::move(diagnostic));
    return loaded;
  }

  Reader reader(files, secrets);
  Draft draft;
  draft.config.path = path;
  draft.config.state = reader.path_beside({}, draft.config.state);
  bool const complete = read_config(reader, draft);
  RuleSet rules;
  if (complete) {  // else what is missing would be reported as unknown
    check_references(reader, draft);
    rules = compile(reader, draft, lint, running, sample);
  }
  loaded.diagnostics = reader.diagnostics();
  if (reader.has_errors()) return loaded;
  for (std::uint32_t i = 0; i < files.size(); ++i) draft.config.files.push_back(files.at(i).path);
  add_default_sink(draft.config);
  localise(files, draft.config);
  loaded.snapshot.emplace(Snapshot{std::move(draft.config), std::move(rules)});
  return loaded;
}

}  // namespace wirewatch
