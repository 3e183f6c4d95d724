// What the documentation says about the configuration is what the program does.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <sstream>

#include "tests/config/load.h"

namespace wirewatch {
namespace {

using namespace test;
using ::testing::HasSubstr;

std::string file_text(std::string const& path) {
  std::ifstream file(std::string(WIREWATCH_SOURCE_DIR "/") + path);
  EXPECT_TRUE(file) << path;
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

class ExampleSecrets : public SecretSource {
 public:
  Result<std::string> read(std::string_view, std::string_view name) const override {
    return std::string(name == "DESK_URL" ? "https://desk.example.org/in" : "hunter2");
  }
};

/// The blocks of a Markdown text between ```yaml and ```.
std::vector<std::string> yaml_blocks(std::string const& markdown) {
  constexpr std::string_view kBegin = "```yaml\n";
  std::vector<std::string> blocks;
  for (std::size_t at = 0; (at = markdown.find(kBegin, at)) != std::string::npos;) {
    at += kBegin.size();
    std::size_t const end = std::min(markdown.find("```", at), markdown.size());
    blocks.push_back(markdown.substr(at, end - at));
    at = end;
  }
  return blocks;
}

/// The keys that a map knows, from the hint about one that it does not know.
std::vector<std::string> keys_of(std::string const& yaml_with_unknown_key) {
  TempDir directory;
  for (Diagnostic const& one : load(directory, yaml_with_unknown_key).diagnostics) {
    constexpr std::string_view kPrefix = "one of: ";
    if (!one.message.starts_with("unknown key") || !one.hint.starts_with(kPrefix)) continue;
    std::istringstream words(one.hint.substr(kPrefix.size()));
    std::vector<std::string> keys;
    for (std::string word; words >> word;) {
      if (word.ends_with(',')) word.pop_back();
      keys.push_back(word);
    }
    return keys;
  }
  return {};
}

TEST(DocumentationTest, TheExampleLoadsWithoutAWord) {
  LoadedConfig const loaded =
      load_config(WIREWATCH_SOURCE_DIR "/docs/example.yaml", ExampleSecrets());
  for (Diagnostic const& one : loaded.diagnostics) ADD_FAILURE() << format_diagnostic(one);
  ASSERT_TRUE(loaded.snapshot);
  EXPECT_EQ(loaded.snapshot->rules.size(), loaded.snapshot->config.watches.size());
}

TEST(DocumentationTest, TheConfigOfTheReadmeLoads) {
  std::vector<std::string> const blocks = yaml_blocks(file_text("README.md"));
  ASSERT_FALSE(blocks.empty());
  TempDir directory;
  for (std::string const& block : blocks) {
    LoadedConfig const loaded = load_config(directory.write("w.yaml", block), ExampleSecrets());
    EXPECT_EQ(brief(loaded, directory), "") << block;
  }
}

TEST(DocumentationTest, EveryKeyIsDescribed) {
  std::string const page = file_text("docs/configuration.md");
  for (char const* yaml :
       {"zzzzzzzz: x", "defaults: {zzzzzzzz: x}", "feeds: [{zzzzzzzz: x}]", "http: {zzzzzzzz: x}",
        "feeds: [{content: {zzzzzzzz: x}}]", "watches: [{zzzzzzzz: x}]",
        "watches: [{near: {zzzzzzzz: x}}]", "terms: {a: {zzzzzzzz: x}}",
        "sinks: {a: {type: log, zzzzzzzz: x}}", "sinks: {a: {type: jsonl, zzzzzzzz: x}}",
        "sinks: {a: {type: webhook, zzzzzzzz: x}}", "routes: [{zzzzzzzz: x}]",
        "routes: [{when: {zzzzzzzz: x}}]", "tests: [{zzzzzzzz: x}]"}) {
    std::vector<std::string> const keys = keys_of(yaml);
    EXPECT_FALSE(keys.empty()) << yaml;
    for (std::string const& key : keys)
      EXPECT_TRUE(page.find('`' + key + '`') != std::string::npos ||
                  page.find(key + ": ") != std::string::npos)
          << "docs/configuration.md says nothing about '" << key << "', a key of: " << yaml;
  }
}

}  // namespace
}  // namespace wirewatch
