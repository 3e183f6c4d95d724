// The daemon's schedule as a policy of the poll-schedule simulator, which asks over standard input
// and output, one JSON object a line, and enforces the budget:
//   simulate.py DATA.tsv --interval 30 --policy "schedule_policy [MAX_DELAY [LEARNING_SHARE]]"
#include <boost/json.hpp>
#include <cstdlib>
#include <iostream>
#include <string>

#include "base/clock.h"
#include "tests/bench/budget_policy.h"

namespace {

using namespace wirewatch;
using namespace wirewatch::bench;
namespace json = boost::json;

TimePoint time_of(json::value const& seconds) {
  return TimePoint(std::chrono::milliseconds(std::llround(seconds.to_number<double>() * 1000)));
}

json::object read_line() {
  std::string line;
  if (!std::getline(std::cin, line)) std::exit(EXIT_SUCCESS);  // the simulator has enough
  return json::parse(line).as_object();
}

void write_line(json::object const& object) { std::cout << json::serialize(object) << std::endl; }

}  // namespace

int main(int argc, char** argv) {
  json::object const init = read_line();
  BudgetPolicy::Plan plan;
  plan.start = time_of(init.at("start"));
  plan.end = time_of(init.at("end"));
  plan.score_from = time_of(init.at("score_from"));
  plan.polls = init.at("budget").to_number<double>();
  plan.gap = std::chrono::seconds(init.at("gap").to_number<std::int64_t>());
  if (argc > 1) plan.max_delay = parse_duration(argv[1]).value();
  if (argc > 2) plan.learning_share = std::atof(argv[2]);
  BudgetPolicy policy(plan, json::value_to<std::vector<std::string>>(init.at("sources")));
  while (auto const poll = policy.next()) {
    double const at = static_cast<double>(poll->at.time_since_epoch().count()) / 1000;
    write_line({{"poll", poll->source}, {"at", at}});
    json::object const answer = read_line();
    if (answer.contains("refused")) break;
    std::vector<TimePoint> published;
    for (json::value const& time : answer.at("new").as_array()) published.push_back(time_of(time));
    policy.take(*poll, published);
  }
  write_line({{"end", true}});
}
