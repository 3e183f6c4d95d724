// YAML as a person might write it: whatever the bytes are, the answer is a config or findings, each
// with its place inside the file, and no secret is in them.
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <string>

#include "base/text.h"
#include "config/config.h"

namespace {

using namespace wirewatch;

/// Answers every reference with something that must not be seen again.
class Secrets : public SecretSource {
 public:
  Result<std::string> read(std::string_view, std::string_view) const override {
    return std::string("https://x.org/c7f3secret");
  }
};

void require(bool holds) {
  if (!holds) std::abort();
}

void check(Diagnostic const& one) {
  require(is_utf8(one.message) && is_utf8(one.source_line));
  require(one.column >= 1 && one.length >= 1);
  require(format_diagnostic(one).find("c7f3secret") == std::string::npos);
}

std::string const& path() {
  static std::string const name = [] {
    char const* const directory = std::getenv("TMPDIR");
    std::string pattern = std::string(directory ? directory : "/tmp") + "/fuzz-config-XXXXXX";
    if (!::mkdtemp(pattern.data())) std::abort();
    return pattern + "/w.yaml";
  }();
  return name;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size) {
  std::string const yaml(reinterpret_cast<char const*>(data), size);
  // Not what the machine happens to hold; and a secret that the input knows is none.
  for (char const* word : {"file", "include", "c7f3secret"})
    if (yaml.find(word) != std::string::npos) return 0;
  std::ofstream(path(), std::ios::binary) << yaml;
  LoadedConfig const loaded = load_config(path(), Secrets());
  bool has_errors = false;
  for (Diagnostic const& one : loaded.diagnostics) {
    check(one);
    has_errors |= one.level == Diagnostic::Level::error;
  }
  require(loaded.snapshot.has_value() != has_errors);
  return 0;
}
