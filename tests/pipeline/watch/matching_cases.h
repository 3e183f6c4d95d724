#pragma once

#include <vector>

namespace wirewatch::test {

/// A query, a body in a language ("" is unknown), and whether the query fires on it.
struct MatchingCase {
  char const* language;
  char const* query;
  char const* text;
  bool fires;
};
std::vector<MatchingCase> matching_cases();

}  // namespace wirewatch::test
