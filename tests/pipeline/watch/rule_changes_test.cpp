// A set of rules that changes while it is matched answers as a fresh one would.
#include <gtest/gtest.h>

#include <algorithm>
#include <atomic>
#include <map>
#include <mutex>
#include <random>
#include <thread>
#include <utility>

#include "pipeline/watch/evaluate.h"
#include "pipeline/watch/parse_query.h"
#include "pipeline/watch/rule_set.h"
#include "pipeline/watch/watch_rule.h"
#include "tests/pipeline/watch/rules.h"

namespace wirewatch {
namespace {

using namespace test;

constexpr int kWords = 60;

std::string word(std::uint64_t i) { return "w" + std::to_string(i % kWords); }

Expression rule(std::string const& query) {
  std::vector<Diagnostic> problems;
  TermLists const none;
  WordLists words(none, problems);
  auto parsed = parse_query({query, 1, 1}, words, problems);
  EXPECT_TRUE(parsed) << query;
  return std::move(*parsed);
}

Expression random_rule(std::mt19937& random) {
  std::string const a = word(random()), b = word(random()), c = word(random());
  switch (random() % 6) {
    case 0:
      return rule(a + " AND " + b + " NOT " + c);
    case 1:
      return rule("\"" + a + " " + b + "\"");
    case 2:
      return rule("(" + a + " OR " + b + ") NEAR/4 " + c);
    case 3:
      return rule("title:" + a + " OR /" + b + " " + c + "/");
    case 4:
      return rule("atleast/2(" + a + ") AND w1*");
    default:
      return rule("stem:" + a);
  }
}

Article random_article(std::mt19937& random) {
  Article one = article("", random() % 2 == 0 ? "en" : "", word(random()));
  for (int i = 0; i < 40; ++i) one.body += word(random()) + ' ';
  return one;
}

using Rules = std::map<std::string, Expression>;

WatchRule named(std::string name, Expression expression) {
  WatchRule one;
  one.name = std::move(name);
  one.expression = std::move(expression);
  return one;
}

RuleSet put(RuleSet const& rules, std::string const& name, Expression expression) {
  std::vector<WatchRule> one;
  one.push_back(named(name, std::move(expression)));
  return rules.with(std::move(one), {}).tidied();
}

RuleSet removed(RuleSet const& rules, std::string const& name) {
  return rules.with({}, {{name}}).tidied();
}

RuleSet all_of(Rules const& rules) {
  std::vector<WatchRule> all;
  for (auto const& [name, expression] : rules) all.push_back(named(name, expression));
  return RuleSet(std::move(all));
}

std::vector<std::string> firing(RuleSet const& rules, Article const& one) {
  std::vector<std::string> names = rules.firing(one);
  std::ranges::sort(names);
  return names;
}

std::vector<std::string> evaluated(Rules const& rules, Article const& one) {
  Document document;
  document.assign(one);
  Stemmer stemmer;
  Evaluator evaluator(document, stemmer);
  std::vector<std::string> names;
  for (auto const& [name, expression] : rules)
    if (evaluator.holds(expression)) names.push_back(name);
  return names;
}

TEST(RuleChangesTest, AChangeIsSeenByTheNextArticle) {
  Article const one = article("Putin");
  using Names = std::vector<std::string>;
  RuleSet rules;
  EXPECT_EQ(rules.firing(one), Names());
  rules = put(rules, "a", rule("Putin"));
  EXPECT_EQ(rules.firing(one), Names{"a"});
  rules = put(rules, "a", rule("Kim"));
  EXPECT_EQ(rules.firing(one), Names());
  rules = put(rules, "a", rule("Putin OR Kim"));
  EXPECT_EQ(rules.size(), 1u);
  rules = removed(removed(rules, "a"), "a");
  EXPECT_EQ(rules.firing(one), Names());
  EXPECT_EQ(rules.size(), 0u);
}

TEST(RuleChangesTest, AChangedRuleKeepsItsPlaceInTheOrder) {
  RuleSet rules = all_of({{"a", rule("Putin")}, {"b", rule("Kim")}, {"c", rule("Putin")}});
  rules = put(rules, "b", rule("Putin"));
  EXPECT_EQ(rules.firing(article("Putin")), (std::vector<std::string>{"a", "b", "c"}));
}

TEST(RuleChangesTest, WhoHoldsTheOldSetSeesNoChange) {
  RuleSet const before = all_of({{"a", rule("Putin")}});
  RuleSet const after = removed(before, "a");
  EXPECT_EQ(before.firing(article("Putin")).size(), 1u);
  EXPECT_EQ(after.firing(article("Putin")).size(), 0u);
}

TEST(RuleChangesTest, ASetThatIsNeverTidiedGivesTheSameAnswer) {
  std::mt19937 random(3);
  Rules wanted;
  RuleSet rules;
  for (int change = 1; change <= 1'000; ++change) {
    std::string const name = std::to_string(random() % 600);
    Expression const expression = random_rule(random);
    std::vector<WatchRule> one;
    one.push_back(named(name, expression));
    wanted[name] = expression;
    std::size_t const before = rules.size();
    rules = rules.with(std::move(one), {});
    EXPECT_LE(rules.compiled(), 64u) << "rules of " << before;
  }
  for (int i = 0; i < 20; ++i) {
    Article const one = random_article(random);
    std::vector<std::string> const names = evaluated(wanted, one);
    ASSERT_EQ(firing(rules, one), names);
    ASSERT_EQ(firing(rules.tidied(), one), names);
  }
}

TEST(RuleChangesTest, TenThousandRandomAddsAndRemovesLeaveTheExactAnswer) {
  std::mt19937 random(11);
  Rules wanted;
  for (int i = 0; i < 300; ++i) wanted[std::to_string(i)] = random_rule(random);
  RuleSet rules = all_of(wanted);
  for (int change = 1; change <= 10'000; ++change) {
    std::string const name = std::to_string(random() % 600);
    if (random() % 2 == 0) {
      Expression expression = random_rule(random);
      wanted[name] = expression;
      rules = put(rules, name, std::move(expression));
    } else {
      wanted.erase(name);
      rules = removed(rules, name);
    }
    if (change % 250 != 0) continue;
    Article const one = random_article(random);
    ASSERT_EQ(firing(rules, one), evaluated(wanted, one)) << "after change " << change;
  }
  EXPECT_EQ(rules.size(), wanted.size());
}

TEST(RuleChangesTest, RulesThatStayAreFoundWhileOthersChange) {
  Rules start;
  for (int i = 0; i < 50; ++i) start["stays " + std::to_string(i)] = rule("Putin");
  std::mutex mutex;  // std::atomic<std::shared_ptr> of g++ 12 is no example: its load races
  RuleSet shared = all_of(start);
  auto const current = [&] {
    std::lock_guard const lock(mutex);
    return shared;
  };
  std::atomic<bool> done = false;
  std::thread changing([&] {
    for (int i = 0; i < 2'000; ++i) {
      auto next =
          put(current(), std::to_string(i % 100), rule(i % 3 == 0 ? "Putin AND Kim" : "Kim"));
      if (i % 7 == 0) next = removed(next, std::to_string(i % 50));
      std::lock_guard const lock(mutex);
      std::swap(shared, next);
    }
    done = true;
  });
  Article const one = article("Putin");
  std::size_t wrong = 0;
  std::size_t rounds = 0;
  do {
    wrong += current().firing(one).size() != 50;
    ++rounds;
  } while (!done);
  changing.join();
  EXPECT_EQ(wrong, 0u) << "of " << rounds;
}

TEST(RuleChangesTest, SetsOfManySizesInTurnGiveTheExactAnswer) {
  std::mt19937 random(2);
  RuleSet const root;
  for (int round = 0; round < 50; ++round) {
    Rules wanted;
    RuleSet rules = root;  // works with the memory of the sets before
    for (std::uint64_t i = 0, count = random() % 80; i < count; ++i) {
      wanted[std::to_string(i)] = random_rule(random);
      rules = put(rules, std::to_string(i), wanted[std::to_string(i)]);
    }
    Article const one = random_article(random);
    ASSERT_EQ(firing(rules, one), evaluated(wanted, one));
  }
}

/// Watches w0, w1, ... for one word each, and what compiling them over a running set gives.
struct Config {
  std::vector<WatchSpec> watches;
  TermLists lists;

  explicit Config(int count) {
    for (int i = 0; i < count; ++i) add("w" + std::to_string(i), "word" + std::to_string(i));
  }
  void add(std::string const& name, std::string const& query) {
    watches.emplace_back().name = name;
    watches.back().query.text = query;
  }
  RuleSet compile(RuleSet const& running) const {
    std::vector<Diagnostic> problems;
    RuleSet rules = RuleSet::compile(watches, lists, problems, running);
    EXPECT_TRUE(problems.empty());
    return rules;
  }
};

TEST(RuleChangesTest, OnlyWhatTheConfigChangedIsCompiled) {
  Config config(100);
  config.lists["places"] = {{"Pyongyang", 1, 1}};
  config.add("listed", "$places");
  RuleSet const before = config.compile(RuleSet());
  EXPECT_EQ(before.compiled(), 101u);
  EXPECT_EQ(config.compile(before).compiled(), 0u);

  config.watches[3].query = {"other", 700, 9};
  config.watches[5].query.line = 99;  // moved in the file, and otherwise the same
  config.watches.erase(config.watches.begin() + 7);
  RuleSet const after = config.compile(before);
  EXPECT_EQ(after.compiled(), 1u);
  EXPECT_EQ(after.size(), 100u);
  using Names = std::vector<std::string>;
  EXPECT_EQ(after.firing(article("other word3 word5 word7 word99")), (Names{"w3", "w5", "w99"}));

  config.lists["places"] = {{"Seoul", 1, 1}};
  RuleSet const listed = config.compile(after);
  EXPECT_EQ(listed.firing(article("Seoul")), Names{"listed"});
  EXPECT_EQ(listed.firing(article("Pyongyang")), Names());
  EXPECT_EQ(listed.firing(article("other")), Names{"w3"});
}

TEST(RuleChangesTest, ADifferentConfigIsCompiledAnewInItsOrder) {
  RuleSet const before = Config(40).compile(RuleSet());
  Config turned(40);
  std::ranges::reverse(turned.watches);
  EXPECT_EQ(turned.compile(before).firing(article("word1 word2")),
            (std::vector<std::string>{"w2", "w1"}));
  Config other(10);
  for (int i = 0; i < 30; ++i) other.add("new" + std::to_string(i), "word" + std::to_string(i));
  RuleSet const after = other.compile(before);
  EXPECT_EQ(after.compiled(), 40u);
  EXPECT_EQ(after.firing(article("word5 word20")),
            (std::vector<std::string>{"w5", "new5", "new20"}));
}

TEST(RuleChangesTest, WhatArticlesTheRulesAreLaidOutForChangesNoAnswer) {
  std::mt19937 random(11);
  std::vector<WatchRule> rules(1'200);  // fewer are laid out without asking
  for (WatchRule& one : rules) {
    one.name = "r" + std::to_string(&one - rules.data());
    one.expression = random_rule(random);
  }
  int asked = 0;
  RuleSet const plain(rules);
  RuleSet const tuned(rules, [&] {
    ++asked;
    return std::vector<Article>{random_article(random), random_article(random)};
  });
  EXPECT_EQ(asked, 1);
  for (int i = 0; i < 20; ++i) {
    Article const one = random_article(random);
    EXPECT_EQ(tuned.firing(one), plain.firing(one));
  }
}

}  // namespace
}  // namespace wirewatch
