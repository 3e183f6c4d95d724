#pragma once

#include <boost/asio/awaitable.hpp>
#include <string>

namespace wirewatch {

/// Tells the service manager that started this process what it does: "READY=1", "RELOADING=1",
/// "STOPPING=1". Does nothing where none listens. Source: sd_notify(3).
void tell_service_manager(std::string const& state);

/// Sends the sign of life that the service manager asks for ($WATCHDOG_USEC), twice as often as it
/// asks, for as long as the loop turns. Ends at once where it asks for none.
boost::asio::awaitable<void> reassure_service_manager();

}  // namespace wirewatch
