#include <fmt/format.h>

#include <cstdlib>
#include <filesystem>

#include "config/config.h"
#include "config/source_files.h"

namespace wirewatch {
namespace {

Result<std::string> read_environment(std::string const& name) {
  char const* const value = std::getenv(name.c_str());
  if (!value)
    return fail(Error::Kind::config, fmt::format("the environment variable {} is not set", name));
  return std::string(value);
}

/// A file's text without the line end that editors put there.
Result<std::string> read_secret_file(std::string const& path) {
  SourceFiles files;
  auto const number = files.read(path);
  if (!number)
    return fail(Error::Kind::config,
                fmt::format("'{}' cannot be read: {}", path, number.error().what));
  std::string text = files.at(*number).bytes;
  while (text.ends_with('\n') || text.ends_with('\r')) text.pop_back();
  return text;
}

/// What systemd's LoadCredential= put there.
Result<std::string> read_credential(std::string const& name) {
  char const* const directory = std::getenv("CREDENTIALS_DIRECTORY");
  if (!directory)
    return fail(Error::Kind::config,
                fmt::format("no credential '{}': CREDENTIALS_DIRECTORY is not set", name));
  if (name.empty() || name.find('/') != std::string::npos)
    return fail(Error::Kind::config, fmt::format("'{}' is not the name of a credential", name));
  return read_secret_file((std::filesystem::path(directory) / name).string());
}

}  // namespace

Result<std::string> SystemSecrets::read(std::string_view kind, std::string_view name) const {
  std::string const text(name);
  if (kind == "env") return read_environment(text);
  if (kind == "file") return read_secret_file(text);
  if (kind == "credential") return read_credential(text);
  return fail(
      Error::Kind::config,
      fmt::format("'{}' is no kind of reference: there are env, file and credential", kind));
}

}  // namespace wirewatch
