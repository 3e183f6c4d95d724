#include "app/match_json.h"

#include <boost/json.hpp>

namespace wirewatch {

boost::json::array evidence_json(Match const& match) {
  boost::json::array out;
  for (Evidence const& one : match.evidence)
    out.push_back(boost::json::object{{"term", one.term},
                                      {"field", one.field},
                                      {"begin", one.span.begin},
                                      {"end", one.span.end}});
  return out;
}

}  // namespace wirewatch
