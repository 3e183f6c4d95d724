#include "pipeline/text/date_text.h"

#include <unicode/uchar.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <string>
#include <vector>

#include "base/text.h"
#include "pipeline/text/date_names.h"

namespace wirewatch {
namespace {

using std::chrono::milliseconds;

bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// With the digits of every script as 0 to 9.
std::string with_plain_digits(std::string_view text) {
  std::string out;
  for (std::size_t at = 0; at < text.size();) {
    char32_t const c = next_code_point(text, at);
    auto const digit = c < 0x80 ? -1 : u_charDigitValue(UChar32(c));
    append_utf8(out, digit < 0 ? c : U'0' + char32_t(digit));
  }
  return out;
}

/// The text cut into numbers, words (any bytes that are no digit and no punctuation) and single
/// signs.
struct Piece {
  enum class Kind { number, word, sign };
  Kind kind;
  std::string text;
  long long value = 0;
};

std::vector<Piece> cut(std::string_view text) {
  std::vector<Piece> pieces;
  for (std::size_t at = 0; at < text.size() && pieces.size() < 32;) {
    auto const begin = at;
    unsigned char const c = static_cast<unsigned char>(text[at]);
    auto const is_word = [&](std::size_t i) {
      auto const byte = static_cast<unsigned char>(text[i]);
      return byte >= 0x80 || (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z');
    };
    Piece piece{Piece::Kind::sign, {}, 0};
    if (is_digit(text[at])) {
      while (at < text.size() && is_digit(text[at])) ++at;
      piece.kind = Piece::Kind::number;
      auto const number = text.substr(begin, at - begin);
      if (number.size() > 14) return {};
      std::from_chars(number.data(), number.data() + number.size(), piece.value);
    } else if (is_word(at)) {
      while (at < text.size() && is_word(at)) ++at;
      piece.kind = Piece::Kind::word;
    } else {
      ++at;
      if (c <= ' ') continue;
    }
    piece.text = lower_ascii(text.substr(begin, at - begin));
    pieces.push_back(std::move(piece));
  }
  return pieces;
}

struct Fields {
  long long year = 0, month = 0, day = 0;
  long long hour = 0, minute = 0, second = 0, millisecond = 0;
  std::chrono::minutes zone{0};
};

std::optional<std::chrono::local_days> day_of(Fields const& f) {
  using namespace std::chrono;
  if (f.year < 1990 || f.year > 2100 || f.month > 12 || f.day > 31) return std::nullopt;
  year_month_day const day{year(int(f.year)), month(unsigned(f.month)),
                           std::chrono::day(unsigned(f.day))};
  return day.ok() ? std::optional(local_days(day)) : std::nullopt;
}

/// The day of the week that a text names in English.
std::optional<std::chrono::weekday> weekday_in(std::vector<Piece> const& pieces) {
  constexpr std::array<std::string_view, 7> kNames{"sunday",   "monday", "tuesday", "wednesday",
                                                   "thursday", "friday", "saturday"};
  for (auto const& piece : pieces)
    for (unsigned i = 0; i < kNames.size(); ++i)
      if (piece.text.size() >= 3 && kNames[i].starts_with(piece.text))
        return std::chrono::weekday(i);
  return std::nullopt;
}

/// Whether day and month are meant the other way round: then only is the day the named one.
bool is_swapped(Fields const& f, std::optional<std::chrono::weekday> named) {
  if (!named) return false;
  Fields other = f;
  std::swap(other.month, other.day);
  auto const is_named = [&](std::optional<std::chrono::local_days> day) {
    return day && std::chrono::weekday(*day) == *named;
  };
  return !is_named(day_of(f)) && is_named(day_of(other));
}

/// "[T] 05:45[:00[.123]] [am|pm] [Z|GMT|EST|+02:00|+0200]", "05.45 am", "05.45 Uhr" from piece `at`
/// on; absent is midnight UTC.
void read_time(std::vector<Piece> const& pieces, std::size_t at, std::chrono::local_days day,
               Fields& out) {
  auto const number = [&](std::size_t i) {
    return i < pieces.size() && pieces[i].kind == Piece::Kind::number;
  };
  auto const is = [&](std::size_t i, std::string_view text) {
    return i < pieces.size() && pieces[i].text == text;
  };
  auto const is_half = [&](std::size_t i) { return is(i, "am") || is(i, "pm"); };
  auto const is_dotted = [&](std::size_t i) {
    return is(i + 1, ".") && number(i + 2) && (is_half(i + 3) || is(i + 3, "uhr"));
  };
  auto const is_time = [&](std::size_t i) {
    return number(i) && (is(i + 1, ":") || is(i + 1, "h") || is_half(i + 1) || is_dotted(i));
  };
  while (at < pieces.size() && !is_time(at)) ++at;
  if (at == pieces.size()) return;
  bool const dotted = is_dotted(at);
  auto const hour = pieces[at++].value;
  long long minute = 0;
  long long second = 0;
  if ((dotted || is(at, ":") || is(at, "h")) && number(at + 1))
    minute = pieces[at + 1].value, at += 2;
  if (is(at, ":") && number(at + 1)) second = pieces[at + 1].value, at += 2;
  if (hour > 24 || minute > 59 || second > 60) return;
  out.hour = hour, out.minute = minute, out.second = second;
  if (is(at, ".") && number(at + 1)) {
    out.millisecond = std::stoi((pieces[at + 1].text + "00").substr(0, 3));
    at += 2;
  }
  if (is(at, "pm") && out.hour < 12) out.hour += 12;
  if (is(at, "am") && out.hour == 12) out.hour = 0;
  if (is_half(at)) ++at;
  if (at < pieces.size())
    if (auto const zone = zone_offset(pieces[at].text, day + std::chrono::hours(out.hour)))
      out.zone = *zone, ++at;
  bool const minus = is(at, "-");
  if ((minus || is(at, "+")) && number(at + 1)) {
    auto const value = pieces[at + 1].value;
    bool const joined = pieces[at + 1].text.size() > 2;
    auto const minutes =
        joined ? value / 100 * 60 + value % 100
               : value * 60 + (is(at + 2, ":") && number(at + 3) ? pieces[at + 3].value : 0);
    out.zone = std::chrono::minutes(minus ? -minutes : minutes);
  }
}

TimePoint moment(std::chrono::local_days day, Fields const& f) {
  using namespace std::chrono;
  return TimePoint(sys_days(day.time_since_epoch())) + hours(f.hour) + minutes(f.minute) - f.zone +
         seconds(f.second) + milliseconds(f.millisecond);
}

std::optional<TimePoint> since_epoch(Piece const& piece) {
  auto const digits = piece.text.size();
  if (digits == 10) return TimePoint(milliseconds(piece.value * 1000));
  if (digits == 13) return TimePoint(milliseconds(piece.value));
  return std::nullopt;
}

}  // namespace

std::optional<TimePoint> parse_page_date(std::string_view text, DayOrder order) {
  auto const date = read_page_date(text, order);
  return date ? std::optional(date->time) : std::nullopt;
}

std::optional<PageDate> read_page_date(std::string_view text, DayOrder order) {
  auto const pieces = cut(with_plain_digits(trim(text.substr(0, 120))));
  auto const number = [&](std::size_t i) {
    return i < pieces.size() && pieces[i].kind == Piece::Kind::number;
  };
  bool const has_numbers = std::ranges::count(pieces, Piece::Kind::number, &Piece::kind) > 1;
  auto const is_year = [&](std::size_t i) { return number(i) && pieces[i].text.size() == 4; };
  auto const is_short_year = [&](std::size_t i) {  // 19.06.24, but no version or time
    auto const& sign = pieces[i + 1].text;
    return (sign == "." || sign == "/") && pieces[i + 3].text == sign &&
           pieces[i].text.size() == 2 && pieces[i + 2].text.size() == 2 &&
           pieces[i + 4].text.size() == 2;
  };
  auto const month_at = [&](std::size_t i) {
    bool const is_word = has_numbers && pieces[i].kind == Piece::Kind::word;
    return is_word ? month_named(pieces[i].text) : std::nullopt;
  };
  if (pieces.size() == 1 && number(0))
    if (auto const moment = since_epoch(pieces[0])) return PageDate{*moment};
  for (std::size_t i = 0; i < pieces.size(); ++i) {
    Fields fields;
    std::size_t next = i + 5;
    bool const separated = i + 4 < pieces.size() && number(i) && number(i + 2) && number(i + 4) &&
                           pieces[i + 1].kind != Piece::Kind::number && pieces[i + 1].text != ":";
    bool const packed = number(i) && pieces[i].text.size() == 8 && pieces[i].text.starts_with("20");
    if (separated && is_year(i)) {  // 2024-06-19, 2024年6月19日
      fields = {pieces[i].value, pieces[i + 2].value, pieces[i + 4].value};
    } else if (separated && (is_year(i + 4) || is_short_year(i))) {  // 19.06.2024, 06/19/24
      fields = {pieces[i + 4].value, pieces[i + 2].value, pieces[i].value};
      if (!is_year(i + 4)) fields.year += 2000;
      bool const american = order == DayOrder::month_first && pieces[i + 1].text != ".";
      if (fields.month > 12 || (american && fields.day <= 12)) std::swap(fields.month, fields.day);
      if (is_swapped(fields, weekday_in(pieces))) std::swap(fields.month, fields.day);
    } else if (packed) {
      fields = {pieces[i].value / 10000, pieces[i].value / 100 % 100, pieces[i].value % 100};
      next = i + 1;
    } else if (auto const month = month_at(i)) {
      // "19 June 2024", "19. Juni 2024", "19 de junio de 2024", "June 19, 2024", "2024, June 19"
      fields.month = *month;
      auto time = pieces.size();
      for (std::size_t back = 1; back <= 2 && back <= i && fields.day + fields.year == 0; ++back)
        if (is_year(i - back))
          fields.year = pieces[i - back].value;
        else if (number(i - back) && pieces[i - back].value <= 31)
          fields.day = pieces[i - back].value;
      auto at = i + 1;
      auto end = i + 6;
      for (; at < pieces.size() && at < end && (fields.year == 0 || fields.day == 0); ++at) {
        if (number(at) && at + 2 < pieces.size() && pieces[at + 1].text == ":") {
          time = std::min(time, at);  // "Aug 03 12:45:00 EDT 2015"
          at += at + 3 < pieces.size() && pieces[at + 3].text == ":" ? 4 : 2;
          end = at + 3;
        } else if (is_year(at))
          fields.year = pieces[at].value;
        else if (number(at) && fields.day == 0 && pieces[at].value <= 31)
          fields.day = pieces[at].value;
      }
      next = std::min(time, at);
    } else {
      continue;
    }
    if (auto const day = day_of(fields)) {
      read_time(pieces, next, *day, fields);
      return PageDate{moment(*day, fields), fields.zone};
    }
  }
  return std::nullopt;
}

}  // namespace wirewatch
