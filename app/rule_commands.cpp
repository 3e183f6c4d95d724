// match, explain, check, test: the watch rules by hand.
#include <fmt/format.h>

#include <algorithm>
#include <atomic>
#include <boost/json.hpp>
#include <cstdio>
#include <iostream>

#include "app/commands.h"
#include "app/exit_code.h"
#include "app/highlight.h"
#include "app/history_commands.h"
#include "app/input_files.h"
#include "app/load_or_complain.h"
#include "app/match_json.h"
#include "base/text.h"
#include "pipeline/article/article_json.h"
#include "pipeline/article/extract.h"
#include "pipeline/watch/pairs.h"

namespace wirewatch {
namespace {

namespace json = boost::json;

/// The articles of a file: JSON Lines as `extract` writes them, or one page, or one text.
Result<std::vector<Article>> read_articles(std::string const& path, std::string const& bytes) {
  std::vector<Article> articles;
  std::string_view const start = trim(std::string_view(bytes).substr(0, 4'096));
  if (!start.starts_with('{')) {
    bool const is_html =
        start.starts_with('<') || path.ends_with(".html") || path.ends_with(".htm");
    auto article = is_html ? extract_article(bytes, {}) : extract_text(bytes, {});
    if (!article) return fail(std::move(article.error()));
    articles.push_back(std::move(*article));
    return articles;
  }
  std::size_t number = 0;
  for (std::size_t at = 0; at < bytes.size();) {
    std::size_t const end = std::min(bytes.find('\n', at), bytes.size());
    std::string_view const line = std::string_view(bytes).substr(at, end - at);
    at = end + 1;
    ++number;
    if (trim(line).empty()) continue;
    auto article = article_from_json(line);
    if (!article)
      return fail(Error::Kind::parse, fmt::format("line {}: {}", number, article.error().what));
    articles.push_back(std::move(*article));
  }
  return articles;
}

std::string match_line(Article const& article, std::vector<Match> const& matches,
                       Config const& config) {
  json::array watches;
  for (Match const& match : matches) {
    json::object one;
    one["watch"] = match.watch;
    if (WatchSpec const* const watch = config.watch(match.watch))
      one["severity"] = name_of(watch->severity);
    one["snippet"] = highlight(match.snippet, false);
    one["evidence"] = evidence_json(match);
    watches.push_back(std::move(one));
  }
  json::object line;
  line["url"] = article.url;
  line["title"] = article.title;
  line["matches"] = std::move(watches);
  return json::serialize(line) + "\n";
}

std::string explanation(Article const& article, Snapshot const& snapshot, std::string const& only) {
  std::string out =
      fmt::format("{}\n", printable(article.title.empty() ? article.url : article.title));
  for (WatchSpec const& watch : snapshot.config.watches)
    if (only.empty() || only == watch.name) out += snapshot.rules.explain(article, watch.name);
  return out;
}

/// The same as JSON: the text of each watch's explanation, line by line.
std::string explanation_line(Article const& article, std::vector<Match> const& matches,
                             Snapshot const& snapshot, std::string const& only) {
  json::array watches;
  for (WatchSpec const& watch : snapshot.config.watches) {
    if (!only.empty() && only != watch.name) continue;
    auto const match = std::find_if(matches.begin(), matches.end(),
                                    [&](Match const& one) { return one.watch == watch.name; });
    json::array lines;
    std::string const text = snapshot.rules.explain(article, watch.name);
    for (std::size_t at = text.find('\n') + 1; at < text.size();) {
      std::size_t const end = std::min(text.find('\n', at), text.size());
      lines.emplace_back(text.substr(at, end - at));
      at = end + 1;
    }
    watches.push_back(
        json::object{{"watch", watch.name},
                     {"fires", match != matches.end()},
                     {"evidence", match != matches.end() ? evidence_json(*match) : json::array()},
                     {"explanation", std::move(lines)}});
  }
  return json::serialize(json::object{
             {"url", article.url}, {"title", article.title}, {"watches", std::move(watches)}}) +
         "\n";
}

int match_articles(MatchOptions const& options, bool explain) {
  auto const snapshot = load_rules_or_complain(options.config);
  if (!snapshot) return kExitConfig;
  if (!options.watch.empty() && !snapshot->config.watch(options.watch)) {
    complain(fmt::format("no watch '{}' in {}", options.watch, options.config));
    return kExitUsage;
  }
  std::atomic<std::size_t> fired{0};
  int const exit_code = process_files(
      options.files, [&](std::string const& path, std::string const& bytes) -> Result<std::string> {
        auto const articles = read_articles(path, bytes);
        if (!articles) return fail(articles.error());
        std::string out;
        for (Article const& article : *articles) {
          std::vector<Match> matches = snapshot->rules.match(article);
          if (!options.watch.empty())
            std::erase_if(matches,
                          [&](Match const& match) { return match.watch != options.watch; });
          fired += matches.size();
          if (!explain)
            out += match_line(article, matches, snapshot->config);
          else if (options.json)
            out += explanation_line(article, matches, *snapshot, options.watch);
          else
            out += explanation(article, *snapshot, options.watch);
        }
        return out;
      });
  if (exit_code != kExitOk) return exit_code;
  return fired > 0 || explain ? kExitOk : kExitNo;
}

/// Whether a test of the config holds; what is wrong with it, or "".
std::string failure_of(RuleTest const& test, Snapshot const& snapshot) {
  std::string bytes = test.text;
  if (!test.article.empty()) {
    auto read = read_file(test.article);
    if (!read) return fmt::format("{}: {}", test.article, read.error().what);
    bytes = std::move(*read);
  }
  ExtractHints hints;
  bool const is_html = test.article.ends_with(".html") || test.article.ends_with(".htm");
  auto article = is_html ? extract_article(bytes, hints) : extract_text(bytes, hints);
  if (!article) return article.error().what;
  if (FeedSource const* feed = snapshot.config.feed(test.feed)) {
    article->source = feed->name;
    article->tags = feed->tags;
  }
  std::string wrong;
  std::vector<Match> const matches = snapshot.rules.match(*article);
  auto const fires = [&](std::string const& name) {
    return std::any_of(matches.begin(), matches.end(),
                       [&](Match const& match) { return match.watch == name; });
  };
  auto const expected = [&](std::string const& name) {
    return std::any_of(test.expect.begin(), test.expect.end(),
                       [&](SourceText const& one) { return one.text == name; });
  };
  for (SourceText const& one : test.expect)
    if (!fires(one.text))
      wrong += fmt::format("watch '{}' should fire and does not\n{}", one.text,
                           snapshot.rules.explain(*article, one.text));
  for (Match const& match : matches)
    if (!expected(match.watch))
      wrong += fmt::format("watch '{}' fires and is not expected: {}\n", match.watch,
                           highlight(match.snippet, false));
  return wrong;
}

int run_rule_tests(Snapshot const& snapshot) {
  int failed = 0;
  for (RuleTest const& test : snapshot.config.tests) {
    std::string const wrong = failure_of(test, snapshot);
    if (wrong.empty()) continue;
    ++failed;
    std::string const name = test.article.empty() ? "text" : test.article;
    std::fputs(fmt::format("{}:{}:{}: test of {} fails\n{}\n", snapshot.config.path,
                           test.place.line, test.place.column, printable(name), trim(wrong))
                   .c_str(),
               stderr);
  }
  std::size_t const count = snapshot.config.tests.size();
  if (count > 0)
    std::fputs(
        fmt::format("{} of {} rule tests pass\n", count - static_cast<std::size_t>(failed), count)
            .c_str(),
        stdout);
  return failed == 0 ? kExitOk : kExitNo;
}

}  // namespace

int run_match(MatchOptions const& options) {
  if (!options.pairs.empty() || !options.rules.empty()) {
    if (options.pairs.empty() || options.rules.empty()) {
      complain("--rules and --pairs belong together");
      return kExitUsage;
    }
    std::ios::sync_with_stdio(false);
    auto const written = write_pairs(options.rules, options.pairs, std::cout);
    std::cout.flush();
    if (written) return std::cout ? kExitOk : kExitIo;
    complain(written.error().what);
    return written.error().kind == Error::Kind::io ? kExitNoInput : kExitData;
  }
  if (options.config.empty() || options.files.empty()) {
    complain("match needs -c CONFIG and FILE..., or --rules and --pairs");
    return kExitUsage;
  }
  return match_articles(options, options.explain);
}

int run_explain(MatchOptions const& options) { return match_articles(options, true); }

int run_check(ConfigOptions const& options) {
  auto const snapshot = load_or_complain(options.config, Lint::yes);
  if (!snapshot) return kExitConfig;
  Config const& config = snapshot->config;
  std::fputs(fmt::format("{}: {} feeds, {} watches, {} sinks, {} routes: ok\n", config.path,
                         config.feeds.size(), config.watches.size(), config.sinks.size(),
                         config.routes.size())
                 .c_str(),
             stdout);
  if (!options.history.empty())
    if (int const exit_code = check_history(*snapshot, options); exit_code != kExitOk)
      return exit_code;
  return run_rule_tests(*snapshot);
}

int run_tests(ConfigOptions const& options) {
  auto const snapshot = load_rules_or_complain(options.config);
  if (!snapshot) return kExitConfig;
  if (snapshot->config.tests.empty()) {
    complain(
        "the config has no tests: a `tests:` list holds articles or texts and the watches that "
        "must fire");
    return kExitNo;
  }
  return run_rule_tests(*snapshot);
}

}  // namespace wirewatch
