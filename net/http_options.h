#pragma once

#include <cstddef>
#include <string>
#include <vector>

namespace wirewatch {

struct HttpOptions {
  std::string user_agent = "wirewatch/0.1";
  std::vector<std::string>
      allow_networks;   ///< CIDRs that guarded requests may reach although not public
  std::string proxy;    ///< "http://host:port"; empty: none, the environment's proxies are not used
  std::string ca_file;  ///< PEM, of those who may vouch for servers; empty: the system's
  std::size_t max_in_flight = 2048;  ///< over all hosts; more wait here, where no timeout runs
  std::size_t max_per_host = 2;
  double max_ratio = 200;  ///< decompressed to received bytes, looked at from 1 MB on
  std::size_t max_header_bytes = 256'000;  ///< of one answer
};

}  // namespace wirewatch
