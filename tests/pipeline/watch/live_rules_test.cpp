// A set of rules that changes while it is matched answers as a fresh one would.
#include <gtest/gtest.h>

#include <algorithm>
#include <atomic>
#include <map>
#include <random>
#include <thread>

#include "pipeline/watch/live_rules.h"
#include "pipeline/watch/parse_query.h"
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

std::vector<std::uint32_t> matched(LiveRules const& live, Article const& one,
                                   MatchScratch& scratch) {
  Document document;
  document.assign(one);
  std::vector<std::uint32_t> fired;
  live.match(document, scratch, fired);
  std::ranges::sort(fired);
  return fired;
}

std::vector<std::uint32_t> evaluated(std::map<std::uint32_t, Expression> const& rules,
                                     Article const& one) {
  Document document;
  document.assign(one);
  Stemmer stemmer;
  Evaluator evaluator(document, stemmer);
  std::vector<std::uint32_t> fired;
  for (auto const& [number, expression] : rules)
    if (evaluator.holds(expression)) fired.push_back(number);
  return fired;
}

TEST(LiveRulesTest, AChangeIsSeenByTheNextArticle) {
  LiveRules live;
  MatchScratch scratch;
  Article const one = article("Putin");
  EXPECT_TRUE(matched(live, one, scratch).empty());
  live.put(7, rule("Putin"));
  EXPECT_EQ(matched(live, one, scratch), (std::vector<std::uint32_t>{7}));
  live.put(7, rule("Kim"));
  EXPECT_TRUE(matched(live, one, scratch).empty());
  live.put(7, rule("Putin OR Kim"));
  EXPECT_EQ(live.size(), 1u);
  live.remove(7);
  live.remove(7);
  EXPECT_TRUE(matched(live, one, scratch).empty());
  EXPECT_EQ(live.size(), 0u);
}

TEST(LiveRulesTest, TenThousandRandomAddsAndRemovesLeaveTheExactAnswer) {
  std::mt19937 random(11);
  std::map<std::uint32_t, Expression> rules;
  std::vector<std::pair<std::uint32_t, Expression>> start;
  for (std::uint32_t i = 0; i < 300; ++i) start.emplace_back(i, random_rule(random));
  for (auto const& [number, expression] : start) rules[number] = expression;
  LiveRules live(std::move(start));
  MatchScratch scratch;
  for (int change = 1; change <= 10'000; ++change) {
    auto const number = static_cast<std::uint32_t>(random() % 600);
    if (random() % 2 == 0) {
      Expression expression = random_rule(random);
      rules[number] = expression;
      live.put(number, std::move(expression));
    } else {
      rules.erase(number);
      live.remove(number);
    }
    if (live.wants_merge()) live.merge();
    if (change % 250 != 0) continue;
    Article const one = random_article(random);
    ASSERT_EQ(matched(live, one, scratch), evaluated(rules, one)) << "after change " << change;
  }
  EXPECT_EQ(live.size(), rules.size());
}

TEST(LiveRulesTest, RulesThatStayAreFoundWhileOthersChangeAndMerge) {
  std::vector<std::pair<std::uint32_t, Expression>> start;
  for (std::uint32_t i = 0; i < 50; ++i) start.emplace_back(i, rule("Putin"));
  LiveRules live(std::move(start));
  std::atomic<bool> done = false;
  std::thread changing([&] {
    for (std::uint32_t i = 0; i < 2'000; ++i) {
      live.put(1'000 + i % 100, rule(i % 3 == 0 ? "Putin AND Kim" : "Kim"));
      if (i % 7 == 0) live.remove(1'000 + i % 50);
      if (live.wants_merge()) live.merge();
    }
    done = true;
  });
  Article const one = article("Putin");
  MatchScratch scratch;
  std::size_t wrong = 0;
  std::size_t rounds = 0;
  do {
    wrong += matched(live, one, scratch).size() != 50;
    ++rounds;
  } while (!done);
  changing.join();
  EXPECT_EQ(wrong, 0u) << "of " << rounds;
}

TEST(LiveRulesTest, OneScratchServesSetsOfManySizesInTurn) {
  std::mt19937 random(2);
  MatchScratch scratch;
  for (int round = 0; round < 50; ++round) {
    std::map<std::uint32_t, Expression> rules;
    LiveRules live;
    for (std::uint32_t i = 0, count = static_cast<std::uint32_t>(random() % 80); i < count; ++i) {
      rules[i] = random_rule(random);
      live.put(i, rules[i]);
    }
    Article const one = random_article(random);
    ASSERT_EQ(matched(live, one, scratch), evaluated(rules, one));
  }
}

}  // namespace
}  // namespace wirewatch
