#include "app/load_or_complain.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdio>

namespace wirewatch {

void print_diagnostics(std::vector<Diagnostic> const& diagnostics) {
  for (Diagnostic const& diagnostic : diagnostics)
    std::fputs((format_diagnostic(diagnostic) + "\n").c_str(), stderr);
  auto const errors =
      std::count_if(diagnostics.begin(), diagnostics.end(),
                    [](Diagnostic const& one) { return one.level == Diagnostic::Level::error; });
  if (errors > 0)
    std::fputs(fmt::format("{} error{}\n", errors, errors == 1 ? "" : "s").c_str(), stderr);
}

std::shared_ptr<Snapshot const> load_or_complain(std::string const& path, Lint lint) {
  LoadedConfig loaded = load_config(path, SystemSecrets{}, lint);
  print_diagnostics(loaded.diagnostics);
  if (!loaded.snapshot) return nullptr;
  return std::make_shared<Snapshot const>(std::move(*loaded.snapshot));
}

}  // namespace wirewatch
