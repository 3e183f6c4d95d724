#include "app/opened_store.h"

#include "app/exit_code.h"
#include "app/input_files.h"
#include "app/load_or_complain.h"

namespace wirewatch {
namespace {

std::unique_ptr<Store> or_complain(Result<std::unique_ptr<Store>> store) {
  if (store) return std::move(*store);
  complain(store.error().what);
  return nullptr;
}

tl::expected<OpenedStore, int> both(std::shared_ptr<Snapshot const> snapshot,
                                    std::unique_ptr<Store> (*open)(Config const&)) {
  if (!snapshot) return tl::unexpected<int>(kExitConfig);
  auto store = open(snapshot->config);
  if (!store) return tl::unexpected<int>(kExitIo);
  return OpenedStore{std::move(snapshot), std::move(store)};
}

}  // namespace

std::unique_ptr<Store> open_to_read(Config const& config) {
  auto store = open_sqlite_store_for_reading(config.state);
  if (store && !*store) return make_memory_store();
  return or_complain(std::move(store));
}

tl::expected<OpenedStore, int> open_to_read(std::string const& config) {
  return both(load_rules_or_complain(config), open_to_read);
}

tl::expected<OpenedStore, int> open_to_change(std::string const& config) {
  auto const open = [](Config const& loaded) {
    return or_complain(open_sqlite_store(loaded.state));
  };
  return both(load_or_complain(config), open);
}

}  // namespace wirewatch
