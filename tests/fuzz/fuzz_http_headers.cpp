// Any values of the headers that say when to come back: nothing, or a wait that is not negative.
#include <cstdint>
#include <cstdlib>
#include <string>

#include "net/http.h"

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size) {
  using namespace wirewatch;
  if (size == 0) return 0;
  constexpr char const* kNames[] = {"retry-after", "cache-control", "expires", "date"};
  std::string const value(reinterpret_cast<char const*>(data) + 1, size - 1);
  Response response;
  response.headers.push_back({kNames[data[0] % 4U], value});
  if (data[0] % 4U == 3) response.headers.push_back({"expires", value});
  TimePoint const now{std::chrono::seconds(1'718'678'700)};
  for (auto const& wait : {retry_after(response, now), freshness(response, now)})
    if (wait && *wait < std::chrono::seconds(0)) std::abort();
  return 0;
}
