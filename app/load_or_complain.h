#pragma once

#include <memory>
#include <string>

#include "config/config.h"

namespace wirewatch {

/// Prints diagnostics to standard error, one below the other, with a count at the end where there
/// are errors.
void print_diagnostics(std::vector<Diagnostic> const& diagnostics);

/// The config as every subcommand loads it: all its errors and warnings on standard error; nullptr
/// when there are errors.
std::shared_ptr<Snapshot const> load_or_complain(std::string const& path, Lint lint = Lint::no,
                                                 StoredSample const& sample = {});

/// The same for subcommands that only try rules: secrets that are not at hand are no error, since
/// nothing is fetched, sent or stored.
std::shared_ptr<Snapshot const> load_rules_or_complain(std::string const& path);

}  // namespace wirewatch
