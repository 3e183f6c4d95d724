#pragma once

#include <boost/asio/io_context.hpp>
#include <functional>
#include <string>

#include "app/daemon.h"

namespace wirewatch {

/// The life of the daemon, for `run` and for `demo`: loads the config, opens the store, listens,
/// runs the loop until the daemon has stopped. SIGTERM and SIGINT drain (a second one ends at
/// once), SIGHUP and changed files reload. `started` is called once, on the loop's thread. Gives an
/// exit code, with one line on standard error where it is not 0.
int run_until_stopped(boost::asio::io_context& loop, std::string const& config, Observer& observer,
                      std::function<void(Daemon&)> const& started);

}  // namespace wirewatch
