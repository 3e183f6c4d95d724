#include "fetcher/rhythm.h"

#include <gmock/gmock.h>

namespace wirewatch {
namespace {

using namespace std::chrono_literals;

constexpr TimePoint kMonday{std::chrono::sys_days{std::chrono::January / 1 / 2024}};

/// Four weeks of a feed with an entry each ten minutes in working hours (8 to 16 UTC, Monday to
/// Friday).
Rhythm working_hours() {
  Rhythm rhythm;
  rhythm.known_since(kMonday);
  for (int day = 0; day < 28; ++day)
    for (auto minute = 0min; minute < 8h && day % 7 < 5; minute += 10min) {
      TimePoint const at = kMonday + 24h * day + 8h + minute;
      rhythm.advance(at);
      rhythm.observe(at);
    }
  rhythm.advance(kMonday + 24h * 28);
  return rhythm;
}

TEST(Rhythm, LearnsTheHoursAndTheWorkingDays) {
  Rhythm::Forecast const forecast = working_hours().forecast();
  double const at_work = forecast.rate(kMonday + 24h * 28 + 12h);
  EXPECT_NEAR(forecast.hourly()[12] * 3600, 6, 1);
  EXPECT_LT(forecast.rate(kMonday + 24h * 28 + 2h), at_work / 30);
  EXPECT_LT(forecast.rate(kMonday + 24h * 33 + 12h), at_work / 10);
}

TEST(Rhythm, ExpectsAsManyEntriesAsThereWere) {
  Rhythm::Forecast const forecast = working_hours().forecast();
  TimePoint const end = kMonday + 24h * 28;
  EXPECT_NEAR(forecast.entries(end, end + 24h * 7), 48 * 5, 20);
  EXPECT_NEAR(forecast.entries(end, end + 24h * 70), 48 * 50, 200);
  EXPECT_NEAR(forecast.entries(end + 12h, end + 13h), 6, 1);
  EXPECT_EQ(forecast.entries(end, end), 0);
}

TEST(Rhythm, LooksOftenWhileThereIsSomethingToExpectAndRarelyAtNight) {
  Rhythm::Forecast const forecast = working_hours().forecast();
  TimePoint const monday = kMonday + 24h * 28;
  auto const by_day = forecast.next_look(monday + 12h, 60, 24h) - (monday + 12h);
  auto const by_night = forecast.next_look(monday + 19h, 60, 24h) - (monday + 19h);
  EXPECT_LT(by_day, 8min);
  EXPECT_GT(by_night, 30min);
}

TEST(Rhythm, NeverLooksLaterThanTheLimit) {
  Rhythm rhythm;
  rhythm.known_since(kMonday - 24h * 1000);
  rhythm.advance(kMonday);
  EXPECT_EQ(rhythm.forecast().next_look(kMonday, 1e9, 3h), kMonday + 3h);
}

TEST(Rhythm, KnowsHowManyLooksItWillMakeFromOneMomentToAnother) {
  Rhythm::Forecast const forecast = working_hours().forecast();
  TimePoint const friday = kMonday + 24h * 32;
  for (auto const length : {12h, 24h, 72h, 240h}) {
    double made = 0;
    TimePoint const end = friday + length;
    for (TimePoint at = friday; at < end; at = forecast.next_look(at, 600, 6h)) ++made;
    double const expected = forecast.looks(friday, end, 600, 6h);
    EXPECT_GE(expected, made - 1) << length.count();
    EXPECT_LE(expected, made * 1.3 + 1) << length.count();  // half of the minutes stay quiet
  }
}

TEST(Rhythm, ForgetsAHabitThatWasGivenUp) {
  Rhythm rhythm = working_hours();
  double const before = rhythm.forecast().rate(kMonday + 12h);
  rhythm.advance(kMonday + 24h * 28 * 4);
  EXPECT_LT(rhythm.forecast().rate(kMonday + 12h), before / 10);
}

TEST(Rhythm, AdvancesInOneStepAsInMany) {
  Rhythm once = working_hours();
  Rhythm often = once;
  once.advance(kMonday + 24h * 28 + 23h);
  for (auto hour = 0h; hour < 23h; hour += 1h) often.advance(kMonday + 24h * 28 + hour + 17min);
  often.advance(kMonday + 24h * 28 + 23h);
  EXPECT_NEAR(once.forecast().rate(kMonday + 12h), often.forecast().rate(kMonday + 12h), 1e-9);
}

TEST(Rhythm, ComesBackAsItWasWritten) {
  Rhythm const rhythm = working_hours();
  auto const again = Rhythm::read(rhythm.write());
  ASSERT_TRUE(again);
  EXPECT_EQ(again->write(), rhythm.write());
  EXPECT_NEAR(again->forecast().rate(kMonday + 12h), rhythm.forecast().rate(kMonday + 12h), 1e-5);
  EXPECT_EQ(again->latest(), rhythm.latest());
}

TEST(Rhythm, IsNotReadFromAnythingElse) {
  std::string const text = working_hours().write();
  for (std::size_t i = 0; i < text.size(); ++i) EXPECT_FALSE(Rhythm::read(text.substr(0, i))) << i;
  EXPECT_FALSE(Rhythm::read(text + "A"));
  EXPECT_FALSE(Rhythm::read("0" + text.substr(1)));
}

}  // namespace
}  // namespace wirewatch
