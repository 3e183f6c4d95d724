#pragma once

#include <memory>
#include <string>

#include "base/result.h"
#include "config/config.h"
#include "store/store.h"

namespace wirewatch {

/// A config and the store that its daemon keeps, for the subcommands that look into it.
struct OpenedStore {
  std::shared_ptr<Snapshot const> snapshot;
  std::unique_ptr<Store> store;
};

/// To look only: nothing is made where no daemon has run yet (the store is empty then), and secrets
/// that are not at hand are no error. On failure the exit code, everything already said.
tl::expected<OpenedStore, int> open_to_read(std::string const& config);

/// The same of a config that is loaded; nullptr on failure, everything already said.
std::unique_ptr<Store> open_to_read(Config const& config);

/// To change what the daemon will do.
tl::expected<OpenedStore, int> open_to_change(std::string const& config);

}  // namespace wirewatch
