#include "app/load_or_complain.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdio>

namespace wirewatch {
namespace {

/// Where a secret is missing, something that can stand as an address and as a key.
class AbsentSecrets : public SecretSource {
 public:
  Result<std::string> read(std::string_view kind, std::string_view name) const override {
    auto secret = SystemSecrets{}.read(kind, name);
    bool const is_known_kind = kind == "env" || kind == "file" || kind == "credential";
    return secret || !is_known_kind ? secret : "https://secret.invalid/";
  }
};

std::shared_ptr<Snapshot const> load_with(std::string const& path, SecretSource const& secrets,
                                          Lint lint, StoredSample const& sample) {
  LoadedConfig loaded = load_config(path, secrets, lint, RuleSet(), sample);
  print_diagnostics(loaded.diagnostics);
  if (!loaded.snapshot) return nullptr;
  return std::make_shared<Snapshot const>(std::move(*loaded.snapshot));
}

}  // namespace

void print_diagnostics(std::vector<Diagnostic> const& diagnostics) {
  for (Diagnostic const& diagnostic : diagnostics)
    std::fputs((format_diagnostic(diagnostic) + "\n").c_str(), stderr);
  auto const errors =
      std::count_if(diagnostics.begin(), diagnostics.end(),
                    [](Diagnostic const& one) { return one.level == Diagnostic::Level::error; });
  if (errors > 0)
    std::fputs(fmt::format("{} error{}\n", errors, errors == 1 ? "" : "s").c_str(), stderr);
}

std::shared_ptr<Snapshot const> load_or_complain(std::string const& path, Lint lint,
                                                 StoredSample const& sample) {
  return load_with(path, SystemSecrets{}, lint, sample);
}

std::shared_ptr<Snapshot const> load_rules_or_complain(std::string const& path) {
  return load_with(path, AbsentSecrets{}, Lint::no, {});
}

}  // namespace wirewatch
