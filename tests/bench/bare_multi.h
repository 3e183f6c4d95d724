#pragma once

#include <string>
#include <vector>

namespace wirewatch::bench {

/// The limit: libcurl's multi_socket interface on epoll, 64 transfers at once, bodies unpacked and
/// thrown away, ETags returned. Nothing of ours.
class BareMulti {
 public:
  explicit BareMulti(std::vector<std::string> urls);
  ~BareMulti();
  BareMulti(BareMulti const&) = delete;
  BareMulti& operator=(BareMulti const&) = delete;

  struct Counts {
    std::size_t full = 0;          ///< 200
    std::size_t not_modified = 0;  ///< 304
    std::size_t other = 0;
  };
  /// Asks every address once.
  Counts cycle();

 private:
  struct State;
  State* state_;
};

}  // namespace wirewatch::bench
