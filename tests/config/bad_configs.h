#pragma once

#include <string>
#include <vector>

namespace wirewatch::test {

struct BadConfig {
  std::string name;
  std::string yaml;
  std::string findings;
};

std::vector<BadConfig> refused_configs();   ///< errors
std::vector<BadConfig> doubtful_configs();  ///< warnings, and it loads

}  // namespace wirewatch::test
