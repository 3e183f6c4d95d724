// Many watch rules against real articles, one core, in thread CPU time.
//
//   bench_match [1k] [10k] [100k] [1m] [change]      all of them when none is named
//
// Beside each set of rules stands T: the bare tokeniser of this build on the same articles, in the
// same run and in turns of 250 articles, so that noise of the machine meets both. A line says what
// was measured, the bar it is held against, and whether that is met. The first 1,000 articles are
// those that the rules are laid out for; the others are measured.
//
// The articles and the first 10,000 rules lie in the corpus (WIREWATCH_CORPORA, or
// ../shared/corpora beside the sources). Larger sets are made by the corpus's own make_rules.py,
// once, and kept in WIREWATCH_BENCH_RULES (default: wirewatch-rules in the temporary directory):
// 100k take half a minute, 1m five.
#include <fmt/format.h>
#include <malloc.h>
#include <sched.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <chrono>
#include <cmath>
#include <cstdlib>
#include <ctime>
#include <filesystem>
#include <memory>
#include <new>
#include <optional>
#include <set>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "pipeline/watch/neutral.h"
#include "pipeline/watch/pairs.h"
#include "pipeline/watch/rule_layers.h"
#include "pipeline/watch/rule_set.h"
#include "pipeline/watch/tokens.h"

namespace {
thread_local std::size_t allocations = 0;
}

[[gnu::noinline]] void* operator new(std::size_t size) {
  ++allocations;
  void* const memory = std::malloc(size);
  if (!memory) throw std::bad_alloc();
  return memory;
}
[[gnu::noinline]] void operator delete(void* memory) noexcept { std::free(memory); }
[[gnu::noinline]] void operator delete(void* memory, std::size_t) noexcept { std::free(memory); }

namespace wirewatch {
namespace {

constexpr std::size_t kTurn = 250;  ///< articles
constexpr int kPasses = 5;

double cpu_seconds() {
  timespec time{};
  (void)::clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);  // cannot fail for this clock
  return static_cast<double>(time.tv_sec) + 1e-9 * static_cast<double>(time.tv_nsec);
}

double wall_seconds() {
  using Clock = std::chrono::steady_clock;
  return std::chrono::duration<double>(Clock::now().time_since_epoch()).count();
}

std::size_t heap_bytes() {
  auto const info = mallinfo2();
  return info.uordblks + info.hblkhd;
}

void say(std::string const& line) {
  std::fputs((line + "\n").c_str(), stdout);
  (void)std::fflush(stdout);  // progress for who waits; lost output shows anyway
}

/// A figure beside its bar.
void report(std::string_view what, std::string const& figure, std::string const& bar, bool met) {
  say(fmt::format("  {:<44} {:>16}   {:<14} {}", what, figure, bar, met ? "met" : "MISSED"));
}
void report(std::string_view what, std::string const& figure) {
  say(fmt::format("  {:<44} {:>16}", what, figure));
}

double at_share(std::vector<double> values, double share) {
  if (values.empty()) return 0;
  auto const at = static_cast<std::ptrdiff_t>(share * static_cast<double>(values.size() - 1));
  std::nth_element(values.begin(), values.begin() + at, values.end());
  return values[static_cast<std::size_t>(at)];
}

std::string corpus(std::string const& name) {
  char const* const set = std::getenv("WIREWATCH_CORPORA");
  std::string const root = set ? set : WIREWATCH_SOURCE_DIR "/../shared/corpora";
  return root + "/matching/" + name;
}

/// The file of a set of rules; nullopt, and a line that says why, when there is no way to it.
std::optional<std::string> rules_file(std::string const& name, std::size_t count) {
  std::string const ready = corpus("rules." + name + ".jsonl.gz");
  if (std::filesystem::exists(ready)) return ready;
  char const* const set = std::getenv("WIREWATCH_BENCH_RULES");
  std::filesystem::path const folder =
      set ? std::filesystem::path(set) : std::filesystem::temp_directory_path() / "wirewatch-rules";
  std::string const made = folder / ("rules." + name + ".jsonl.gz");
  if (std::filesystem::exists(made)) return made;
  std::filesystem::create_directories(folder);
  std::string const command =
      fmt::format("python3 '{}' --sample '{}' --n {} --seed 1 --out '{}.part' && mv '{}.part' '{}'",
                  corpus("make_rules.py"), corpus("seed.jsonl.gz"), count, made, made, made);
  say("making rules: " + command);
  if (std::system(command.c_str()) == 0) return made;
  say(fmt::format("{} rules: SKIPPED, they could not be made", name));
  return std::nullopt;
}

struct Rules {
  std::vector<WatchRule> all;
  double seconds = 0;          ///< to read them
  std::size_t text_bytes = 0;  ///< as they stand in the file
  std::size_t word_bytes = 0;  ///< their names and terms alone
};

std::size_t words_of(Expression const& expression) {
  std::size_t bytes = expression.text.size();
  for (Expression const& child : expression.children) bytes += words_of(child);
  return bytes;
}

std::optional<Rules> read_rules(std::string const& path, std::size_t most) {
  Rules rules;
  double const begin = cpu_seconds();
  auto const read = for_each_line(path, [&](std::string_view line) -> Result<void> {
    if (rules.all.size() == most) return {};
    auto rule = rule_from_json(line);
    if (!rule) return fail(rule.error());
    rules.text_bytes += line.size() + 1;
    rules.word_bytes += rule->id.size() + words_of(rule->expression);
    WatchRule& watch = rules.all.emplace_back();
    watch.name = std::move(rule->id);
    watch.events = 1;
    watch.expression = std::move(rule->expression);
    return {};
  });
  rules.seconds = cpu_seconds() - begin;
  if (read && rules.all.size() == most) return rules;
  say(fmt::format("{}: SKIPPED, {}", path, read ? "it holds too few rules" : read.error().what));
  return std::nullopt;
}

std::vector<NeutralDocument> read_documents() {
  std::vector<NeutralDocument> documents;
  auto const read =
      for_each_line(corpus("docs.jsonl.gz"), [&](std::string_view line) -> Result<void> {
        auto document = document_from_json(line);
        if (!document) return fail(document.error());
        documents.push_back(std::move(*document));
        return {};
      });
  if (!read) {
    say(fmt::format("SKIPPED: {}", read.error().what));
    documents.clear();
  }
  return documents;
}

/// The bare tokeniser: an article's texts, cut and hashed.
void cut(TokenList& tokens, Article const& article) {
  tokens.clear();
  tokens.append(article.title);
  tokens.append(article.body);
}

/// The first articles, which are measured no more: rules are laid out for articles like them, as
/// the daemon lays them out for those that it has stored.
ArticleSample taken_from(std::vector<NeutralDocument>& documents) {
  std::size_t const count = std::min<std::size_t>(1'000, documents.size() / 2);
  std::vector<Article> articles;
  for (auto& one : std::span(documents).first(count)) articles.push_back(std::move(one.article));
  documents.erase(documents.begin(), documents.begin() + static_cast<std::ptrdiff_t>(count));
  return [articles = std::move(articles)] { return articles; };
}

struct Speed {
  double bare = 0;              ///< seconds of the tokeniser, all articles, each turn's best pass
  double matched = 0;           ///< seconds of cutting and matching, the same
  std::vector<double> article;  ///< seconds each, median of the passes
  std::size_t matches = 0;
  double allocations = 0;  ///< an article, once all articles were seen
};

Speed measure(RuleIndex const& index, std::vector<NeutralDocument> const& documents) {
  Speed speed;
  TokenList tokens;
  Document document;
  MatchScratch scratch;
  std::vector<std::uint32_t> fired;
  auto const match = [&](std::size_t i) {
    document.assign(documents[i].article);
    fired.clear();
    index.match(document, scratch, fired);
    speed.matches += fired.size();
  };
  for (std::size_t i = 0; i < documents.size(); ++i) match(i);  // memory, tables of languages
  struct Turn {
    double bare = HUGE_VAL;
    double matched = HUGE_VAL;
  };
  std::vector<Turn> turns(documents.size() / kTurn + 1);
  for (int pass = 0; pass < kPasses; ++pass) {
    speed.matches = 0;
    std::size_t const before = allocations;
    for (Turn& turn : turns) {
      std::size_t const first = kTurn * static_cast<std::size_t>(&turn - turns.data());
      std::size_t const end = std::min(first + kTurn, documents.size());
      double const begin = cpu_seconds();
      for (std::size_t i = first; i < end; ++i) cut(tokens, documents[i].article);
      double const between = cpu_seconds();
      for (std::size_t i = first; i < end; ++i) match(i);
      turn.bare = std::min(turn.bare, between - begin);
      turn.matched = std::min(turn.matched, cpu_seconds() - between);
    }
    speed.allocations =
        static_cast<double>(allocations - before) / static_cast<double>(documents.size());
  }
  for (Turn const& turn : turns) {
    speed.bare += turn.bare;
    speed.matched += turn.matched;
  }
  std::vector<std::array<double, kPasses>> times(documents.size());
  for (std::size_t pass = 0; pass < kPasses; ++pass)
    for (std::size_t i = 0; i < documents.size(); ++i) {
      double const begin = cpu_seconds();
      match(i);
      times[i][pass] = cpu_seconds() - begin;
    }
  speed.matches /= 1 + kPasses;
  for (auto& one : times) {
    std::ranges::sort(one);
    speed.article.push_back(one[kPasses / 2]);
  }
  return speed;
}

struct Bars {
  char const* name;
  std::size_t rules;
  double share;    ///< of T's documents a second; 0: none
  double p99;      ///< seconds; 0: none
  double compile;  ///< seconds; 0: none
};
constexpr Bars kBars[] = {{"1k", 1'000, 0, 0, 0},
                          {"10k", 10'000, 0.40, 0, 0},
                          {"100k", 100'000, 0.15, 0.3e-3, 3},
                          {"1m", 1'000'000, 0.02, 5e-3, 30}};

void run_set(Bars const& bars, std::vector<NeutralDocument> const& documents, double bytes,
             ArticleSample const& sample) {
  auto const path = rules_file(bars.name, bars.rules);
  if (!path) return;
  (void)keys_of("x");  // the table of characters is the program's, not the rules'
  std::size_t const heap = heap_bytes();
  std::optional<Rules> rules;
  std::optional<RuleLayer> layer;
  double compile = 0;
  // On a thread that ends: what malloc keeps at hand for a thread counts as if it were in use.
  std::thread([&] {
    rules = read_rules(*path, bars.rules);
    if (!rules) return;
    compile = -cpu_seconds();
    layer.emplace(
        std::make_shared<CompiledRules const>(std::exchange(rules->all, {}), nullptr, sample),
        RuleLayer::Ranks(bars.rules));
    compile += cpu_seconds();
  }).join();
  if (!layer) return;
  auto const memory = static_cast<double>(heap_bytes() - heap);
  auto const count = static_cast<double>(bars.rules);
  say(fmt::format("{} rules ({:.0f} bytes of text a rule)", bars.name,
                  static_cast<double>(rules->text_bytes) / count));
  Speed const speed = measure(layer->compiled().index(), documents);

  auto const articles = static_cast<double>(documents.size());
  double const t = articles / speed.bare;
  double const ours = articles / speed.matched;
  double const tokeniser = bytes / speed.bare / 1e6;
  report("T: bare tokeniser", fmt::format("{:.0f} MB/s", tokeniser), ">= 300 MB/s",
         tokeniser >= 300);
  report("T: bare tokeniser", fmt::format("{:.0f} docs/s", t));
  report("cut and matched", fmt::format("{:.0f} docs/s", ours));
  std::string const share = fmt::format("{:.1f} %", 100 * ours / t);
  if (bars.share > 0)
    report("  of T", share, fmt::format(">= {:.0f} %", 100 * bars.share), ours / t >= bars.share);
  else
    report("  of T", share);
  report("matches an article",
         fmt::format("{:.1f}", static_cast<double>(speed.matches) / articles));
  report("an article, p50", fmt::format("{:.3f} ms", 1e3 * at_share(speed.article, 0.5)));
  double const p99 = at_share(speed.article, 0.99);
  if (bars.p99 > 0)
    report("an article, p99", fmt::format("{:.3f} ms", 1e3 * p99),
           fmt::format("<= {:.1f} ms", 1e3 * bars.p99), p99 <= bars.p99);
  else
    report("an article, p99", fmt::format("{:.3f} ms", 1e3 * p99));
  report("allocations an article", fmt::format("{:.2f}", speed.allocations), "none",
         speed.allocations < 0.01);
  report("reading the rules", fmt::format("{:.2f} s", rules->seconds));
  if (bars.compile > 0)
    report("reading and compiling them", fmt::format("{:.2f} s", rules->seconds + compile),
           fmt::format("<= {:.0f} s", bars.compile), rules->seconds + compile <= bars.compile);
  else
    report("reading and compiling them", fmt::format("{:.2f} s", rules->seconds + compile));
  auto const words = static_cast<double>(rules->word_bytes);
  report("memory a rule, all that a running set keeps",
         fmt::format("{:.0f} bytes", memory / count));
  report("  beyond the rule's own words", fmt::format("{:.0f} bytes", (memory - words) / count),
         "<= 150 bytes", memory - words <= 150 * count);
}

/// Article by article while `go_on`, what each took by the clock on the wall: what a reader sees.
template <class GoOn>
std::vector<double> read_along(std::atomic<std::shared_ptr<RuleSet const>> const& rules,
                               std::vector<NeutralDocument> const& documents, GoOn const& go_on) {
  std::vector<double> times;
  for (std::size_t i = 0; go_on(i); ++i) {
    double const begin = wall_seconds();
    (void)rules.load()->firing(documents[i % documents.size()].article);
    times.push_back(wall_seconds() - begin);
  }
  return times;
}

/// On a core of its own, where there are two.
void pin(unsigned core) {
  cpu_set_t cores;
  CPU_ZERO(&cores);
  CPU_SET(core % std::max(1U, std::thread::hardware_concurrency()), &cores);
  (void)::sched_setaffinity(0, sizeof cores, &cores);  // refused: measured where it runs
}

/// One rule more in a running set: what a change costs, and what matching sees of it.
void run_changes(std::vector<NeutralDocument> const& documents, ArticleSample const& sample) {
  constexpr std::size_t kSet = 100'000;
  constexpr std::size_t kChanges = 2'000;
  auto const path = rules_file("100k", kSet);
  if (!path) return;
  auto read = read_rules(*path, kSet);
  if (!read) return;
  double load = 0;
  (void)::getloadavg(&load, 1);  // unknown: 0
  say(fmt::format("{} changes in a running set of 100k rules; load of the machine {:.1f}", kChanges,
                  load));
  std::vector<WatchRule> more;
  for (std::size_t i = 0; i < kChanges; ++i) {  // added and replaced in turn
    more.push_back(read->all[i]);
    if (i % 2 == 0) more.back().name += " again";
  }
  using Shared = std::shared_ptr<RuleSet const>;
  std::atomic<Shared> current(std::make_shared<RuleSet const>(std::move(read->all), sample));
  read.reset();
  (void)::malloc_trim(0);  // else the next malloc puts in order what reading left: up to 12 ms

  std::atomic<bool> calm = true;
  std::atomic<bool> done = false;
  std::vector<double> before;
  std::vector<double> during;
  std::thread reader([&] {
    pin(1);
    before = read_along(current, documents, [&](std::size_t i) { return i < documents.size(); });
    calm = false;
    during = read_along(current, documents, [&](std::size_t) { return !done; });
  });
  pin(0);
  while (calm) std::this_thread::yield();
  std::vector<double> changes;
  std::vector<double> tidying;
  std::vector<Shared> old;  // taken apart here, not by the reader
  for (WatchRule& rule : more) {
    std::vector<WatchRule> put;
    put.push_back(std::move(rule));
    double const begin = cpu_seconds();
    Shared now = current.load();
    current = std::make_shared<RuleSet const>(now->with(std::move(put), {}));
    double const between = cpu_seconds();
    old.push_back(std::move(now));
    old.push_back(current.load());
    current = std::make_shared<RuleSet const>(old.back()->tidied());
    changes.push_back(between - begin);
    tidying.push_back(cpu_seconds() - between);
    std::erase_if(old, [](Shared const& one) { return one.use_count() == 1; });
  }
  done = true;
  reader.join();
  auto const show = [](std::vector<double> const& times, double share) {
    return fmt::format("{:.3f} ms", 1e3 * at_share(times, share));
  };
  report("a change, p50", show(changes, 0.5));
  report("a change, p99", show(changes, 0.99), "<= 1 ms", at_share(changes, 0.99) <= 1e-3);
  report("a change, worst", show(changes, 1), "<= 1 ms", at_share(changes, 1) <= 1e-3);
  report("tidying when a change is made, p99", show(tidying, 0.99));
  report("tidying when a change is made, worst", show(tidying, 1));
  for (auto const& [name, share] : {std::pair("p50", 0.5), std::pair("p99", 0.99),
                                    std::pair("p99.9", 0.999), std::pair("slowest", 1.0)})
    report(fmt::format("an article, {}: alone, during changes", name),
           show(before, share) + " " + show(during, share));
  report("articles: alone, during changes", fmt::format("{} {}", before.size(), during.size()));
}

int run(std::set<std::string> const& wanted) {
  auto documents = read_documents();
  if (documents.empty()) return 0;
  ArticleSample const sample = taken_from(documents);
  double bytes = 0;
  for (NeutralDocument const& one : documents)
    bytes += static_cast<double>(one.article.title.size() + one.article.body.size());
  say(fmt::format("{} articles in 25 languages, {:.1f} MB", documents.size(), bytes / 1e6));
  for (Bars const& bars : kBars)
    if (wanted.empty() || wanted.contains(bars.name)) run_set(bars, documents, bytes, sample);
  if (wanted.empty() || wanted.contains("change")) run_changes(documents, sample);
  return 0;
}

}  // namespace
}  // namespace wirewatch

int main(int count, char** arguments) { return wirewatch::run({arguments + 1, arguments + count}); }
