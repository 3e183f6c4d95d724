#include "app/http_settings.h"

namespace wirewatch {

HttpOptions http_settings(Config const& config) {
  HttpOptions options;
  options.allow_networks = config.allow_networks;
  options.proxy = config.proxy;
  if (!config.user_agent.empty()) options.user_agent = config.user_agent;
  return options;
}

}  // namespace wirewatch
