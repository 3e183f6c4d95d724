// The shared feed corpus: every case is parsed and the result compared by the corpus's own judge.
// With WIREWATCH_CORPUS_OUT set, the results stay in that directory.
#include <gtest/gtest.h>

#include <boost/json.hpp>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <regex>

#include "pipeline/feed/feed_json.h"
#include "pipeline/feed/parse_feed.h"
#include "tests/support/temp_dir.h"

namespace wirewatch {
namespace {

namespace fs = std::filesystem;

fs::path corpus() {
  char const* const root = std::getenv("WIREWATCH_CORPORA");
  return fs::path(root ? root : WIREWATCH_SOURCE_DIR "/../shared/corpora") / "feeds";
}

std::string read_file(fs::path const& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

std::string text_of(boost::json::object const& object, char const* key) {
  auto const* const value = object.if_contains(key);
  return value && value->is_string() ? std::string(value->get_string()) : std::string{};
}

void parse_all(fs::path const& out) {
  for (auto const& file : fs::directory_iterator(corpus() / "expected")) {
    auto const expected = boost::json::parse(read_file(file.path())).get_object();
    ParseHints hints;
    hints.content_type = text_of(expected, "content_type");
    hints.base_url = text_of(expected, "base_url");
    std::string const name = text_of(expected, "file");
    std::ofstream(out / file.path().filename(), std::ios::binary)
        << to_json(parse_feed(read_file(corpus() / "cases" / name), hints), name);
  }
}

std::string output_of(std::string const& command) {
  std::string out;
  FILE* const pipe = ::popen(command.c_str(), "r");
  if (!pipe) return out;
  for (int c = std::fgetc(pipe); c != EOF; c = std::fgetc(pipe)) out += static_cast<char>(c);
  (void)::pclose(pipe);  // the judge's exit status is 1 on any failure; the counts decide
  return out;
}

TEST(FeedCorpus, AtLeastNinetyNinePercentOfTheCasesAreReadAsExpected) {
  if (!fs::exists(corpus() / "expected"))
    GTEST_SKIP() << "no feed corpus at " << corpus() << "; set WIREWATCH_CORPORA";
  test::TempDir const temporary;
  char const* const kept = std::getenv("WIREWATCH_CORPUS_OUT");
  fs::path const out = kept ? fs::path(kept) : temporary.path();
  parse_all(out);
  std::string const verdict =
      output_of("python3 '" + (corpus() / "compare.py").string() + "' '" + out.string() + "' 2>&1");
  std::smatch counts;
  ASSERT_TRUE(std::regex_search(verdict, counts, std::regex("(\\d+) passed, (\\d+) failed")))
      << verdict;
  double const passed = std::stod(counts[1]);
  double const failed = std::stod(counts[2]);
  std::printf("%s: %.2f %%\n", counts[0].str().c_str(), 100 * passed / (passed + failed));
  EXPECT_GE(passed, 0.99 * (passed + failed)) << verdict;
}

}  // namespace
}  // namespace wirewatch
