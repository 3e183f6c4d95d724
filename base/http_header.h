#pragma once

#include <string>

namespace wirewatch {

struct HttpHeader {
  std::string name;
  std::string value;
  friend bool operator==(HttpHeader const&, HttpHeader const&) = default;
};

}  // namespace wirewatch
