// The right answer on real documents and rules, exactly.
#include <gtest/gtest.h>

#include <boost/json.hpp>
#include <cstdlib>
#include <filesystem>
#include <random>
#include <set>
#include <sstream>
#include <string>

#include "pipeline/watch/neutral.h"
#include "pipeline/watch/pairs.h"
#include "pipeline/watch/rule_index.h"
#include "pipeline/watch/rule_set.h"
#include "pipeline/watch/watch_rule.h"

namespace wirewatch {
namespace {

std::string corpus_file(std::string const& name) {
  char const* const set = std::getenv("WIREWATCH_CORPORA");
  std::string const root = set ? set : std::string(WIREWATCH_SOURCE_DIR) + "/../shared/corpora";
  return root + "/matching/" + name;
}

class MatchingCorpusTest : public ::testing::Test {
 protected:
  void SetUp() override {
    if (!std::filesystem::exists(corpus_file("docs.jsonl.gz")))
      GTEST_SKIP() << "no corpus at " << corpus_file("");
  }

  static std::vector<NeutralRule> rules(std::string const& name) {
    std::vector<NeutralRule> out;
    auto const read = for_each_line(corpus_file(name), [&](std::string_view line) -> Result<void> {
      auto rule = rule_from_json(line);
      if (!rule) return fail(rule.error());
      out.push_back(std::move(*rule));
      return {};
    });
    EXPECT_TRUE(read) << read.error().what;
    return out;
  }

  static std::vector<NeutralDocument> documents(std::size_t most) {
    std::vector<NeutralDocument> out;
    (void)for_each_line(corpus_file("docs.jsonl.gz"), [&](std::string_view line) -> Result<void> {
      if (out.size() == most) return fail(Error::Kind::limit, "enough");
      auto document = document_from_json(line);
      if (!document) return fail(document.error());
      out.push_back(std::move(*document));
      return {};
    });
    return out;
  }

  static std::set<std::string> expected() {
    std::set<std::string> out;
    (void)for_each_line(corpus_file("expected.4000x10k.tsv.gz"),
                        [&](std::string_view line) -> Result<void> {
                          out.emplace(line);
                          return {};
                        });
    return out;
  }
};

TEST_F(MatchingCorpusTest, EachEdgeCaseIsAsItsAuthorSays) {
  auto const read =
      for_each_line(corpus_file("edge.jsonl"), [](std::string_view line) -> Result<void> {
        auto const rule = rule_from_json(line);
        auto const document = document_from_json(line);
        EXPECT_TRUE(rule && document) << line;
        if (!rule || !document) return {};
        bool const holds =
            boost::json::parse({line.data(), line.size()}).as_object().at("match").as_bool();
        Document cut;
        cut.assign(document->article);
        MatchScratch scratch;
        std::vector<std::uint32_t> fired;
        RuleIndex({{0, &rule->expression}}).match(cut, scratch, fired);
        EXPECT_EQ(fired.size(), holds ? 1U : 0U) << line;
        Stemmer stemmer;
        EXPECT_EQ(Evaluator(cut, stemmer).holds(rule->expression), holds) << line;
        return {};
      });
  EXPECT_TRUE(read) << read.error().what;
}

TEST_F(MatchingCorpusTest, TenThousandRulesOnFourThousandDocuments) {
  auto const all = rules("rules.10k.jsonl.gz");
  std::vector<RuleIndex::Rule> numbered;
  for (NeutralRule const& rule : all)
    numbered.push_back({static_cast<std::uint32_t>(numbered.size()), &rule.expression});
  auto const articles = documents(4000);
  RuleIndex const index(numbered, nullptr, [&articles] {
    std::vector<Article> sample;
    for (std::size_t i = 0; i < 500; ++i) sample.push_back(articles[i].article);
    return sample;
  });
  MatchScratch scratch;
  Document cut;
  std::set<std::string> found;
  std::vector<std::uint32_t> fired;
  for (NeutralDocument const& document : articles) {
    cut.assign(document.article);
    fired.clear();
    index.match(cut, scratch, fired);
    for (std::uint32_t const rule : fired) found.insert(document.id + '\t' + all[rule].id);
  }
  EXPECT_TRUE(found == expected()) << found.size() << " pairs";
}

TEST_F(MatchingCorpusTest, TenThousandRandomChangesLeaveTheSameAnswer) {
  auto const all = rules("rules.10k.jsonl.gz");
  std::mt19937 random(5);
  std::set<std::uint32_t> in;
  std::vector<WatchRule> start;
  auto const rule_of = [&](std::size_t i) {
    WatchRule rule;
    rule.name = all[i].id;
    rule.expression = all[i].expression;
    return rule;
  };
  for (std::uint32_t i = 0; i < 5000; ++i) {
    start.push_back(rule_of(i));
    in.insert(i);
  }
  RuleSet live(std::move(start));
  for (int change = 0; change < 10'000; ++change) {
    auto const rule = static_cast<std::uint32_t>(random() % all.size());
    if (random() % 2 == 0) {
      std::vector<WatchRule> put;
      put.push_back(rule_of(rule));
      live = live.with(std::move(put), {});
      in.insert(rule);
    } else {
      live = live.with({}, {{all[rule].id}});
      in.erase(rule);
    }
    live = live.tidied();
  }
  ASSERT_EQ(live.size(), in.size());
  std::set<std::string> const want = expected();
  std::set<std::string> wanted;
  std::set<std::string> found;
  std::size_t const number_at = 1;  // "r0000123"
  for (std::string const& pair : want) {
    std::size_t const tab = pair.find('\t');
    auto const rule = static_cast<std::uint32_t>(std::stoul(pair.substr(tab + 1 + number_at)));
    if (in.contains(rule)) wanted.insert(pair);
  }
  for (NeutralDocument const& document : documents(4000)) {
    for (std::string const& name : live.firing(document.article))
      found.insert(document.id + '\t' + name);
  }
  EXPECT_TRUE(found == wanted) << found.size() << " pairs, wanted " << wanted.size();
}

TEST_F(MatchingCorpusTest, PairsArePrintedInOrder) {
  std::ostringstream out;
  auto const written =
      write_pairs(corpus_file("rules.1k.jsonl.gz"), corpus_file("docs.jsonl.gz"), out);
  ASSERT_TRUE(written) << written.error().what;
  std::string const text = out.str();
  EXPECT_EQ(std::count(text.begin(), text.end(), '\n'), 55'545);
}

}  // namespace
}  // namespace wirewatch
