#pragma once

#include <fmt/format.h>

#include <map>
#include <string>

#include "config/config.h"
#include "tests/support/temp_dir.h"

namespace wirewatch::test {

/// References that a test's configs may make.
class FakeSecrets : public SecretSource {
 public:
  Result<std::string> read(std::string_view kind, std::string_view name) const override {
    static std::map<std::string, std::string, std::less<>> const kValues = {
        {"HOOK", "https://hooks.example.org/T0/hunter2"},
        {"KEY", "hunter2"},
        {"BAD", "ftp://hunter2"},
        {"NEWLINE", "hunter2\r\nX-Other: y"}};
    auto const found = kind == "env" ? kValues.find(name) : kValues.end();
    return found == kValues.end() ? SystemSecrets().read(kind, name) : found->second;
  }
};

/// "line:column+length error: message [hint]"
inline std::string brief(Diagnostic const& d) {
  return fmt::format("{}:{}+{} {}: {}{}", d.line, d.column, d.length,
                     d.level == Diagnostic::Level::error ? "error" : "warning", d.message,
                     d.hint.empty() ? "" : " [" + d.hint + "]");
}

/// All findings, one a line; the directory of the files is left out.
inline std::string brief(LoadedConfig const& loaded, TempDir const& directory) {
  std::string text;
  for (Diagnostic const& one : loaded.diagnostics) {
    if (!text.empty()) text += '\n';
    text += brief(one);
  }
  std::string const prefix = directory / "";
  for (std::size_t at; (at = text.find(prefix)) != std::string::npos;)
    text.erase(at, prefix.size());
  return text;
}

inline LoadedConfig load(TempDir const& directory, std::string const& yaml) {
  return load_config(directory.write("w.yaml", yaml), FakeSecrets());
}

}  // namespace wirewatch::test
