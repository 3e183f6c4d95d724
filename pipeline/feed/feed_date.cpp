// Dates in feeds follow no standard for long. They are read in two steps: the text is cut into
// numbers and words, then each piece is taken for what only it can be (a clock time by its colon, a
// month by its name, a year by its four digits), in the order in which people write them.
#include "pipeline/feed/feed_date.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <string>

#include "base/text.h"
#include "pipeline/text/date_names.h"

namespace wirewatch {
namespace {

using namespace std::chrono;

constexpr std::size_t kLongest = 128;

bool is_digit(char c) { return c >= '0' && c <= '9'; }

struct Parts {
  std::optional<int> year;
  std::optional<unsigned> month;
  bool month_settled = false;  ///< its name stood behind the day
  std::optional<unsigned> day;
  int hour = 0;
  int minute = 0;
  int second = 0;
  int millisecond = 0;
  bool has_time = false;
  std::optional<minutes> offset;  ///< east of UTC
  std::string zone;               ///< a name to look up, lower case
};

std::optional<TimePoint> time_of(Parts const& parts) {
  if (!parts.year || !parts.month) return std::nullopt;
  year_month_day const date{year{*parts.year}, month{*parts.month}, day{parts.day.value_or(1)}};
  // Year 1 is what some programs write for "no date".
  if (!date.ok() || *parts.year <= 1 || *parts.year > 9999) return std::nullopt;
  if (parts.hour > 24 || parts.minute > 59 || parts.second > 60) return std::nullopt;
  if (parts.hour == 24 && (parts.minute > 0 || parts.second > 0)) return std::nullopt;
  auto const local =
      local_days{date} + hours(parts.hour) + minutes(parts.minute) + seconds(parts.second);
  minutes offset{0};
  if (parts.offset)
    offset = *parts.offset;
  else if (!parts.zone.empty())
    offset = zone_offset(parts.zone, local).value_or(minutes(0));
  return TimePoint{local.time_since_epoch() - offset + milliseconds(parts.millisecond)};
}

/// Moves over a text piece by piece.
class Cursor {
 public:
  explicit Cursor(std::string_view text) : text_(text) {}

  bool at_end() const { return at_ >= text_.size(); }
  char peek(std::size_t ahead = 0) const {
    return at_ + ahead < text_.size() ? text_[at_ + ahead] : '\0';
  }
  std::string_view rest() const { return text_.substr(std::min(at_, text_.size())); }
  void skip(std::size_t count = 1) { at_ = std::min(at_ + count, text_.size()); }
  bool take(char c) {
    if (peek() != c) return false;
    skip();
    return true;
  }
  std::size_t digits_ahead() const {
    std::size_t count = 0;
    while (is_digit(peek(count))) ++count;
    return count;
  }
  /// Up to `most` digits.
  std::optional<int> number(std::size_t most) {
    std::size_t const count = std::min(digits_ahead(), most);
    int value = 0;
    auto const [end, fault] =
        std::from_chars(text_.data() + at_, text_.data() + at_ + count, value);
    if (count == 0 || fault != std::errc{}) return std::nullopt;
    skip(count);
    return value;
  }
  /// Letters and what stands inside names of months and zones, ASCII lowered.
  std::string word() {
    std::size_t const begin = at_;
    while (!at_end() && (is_letter(peek()) || (at_ > begin && (peek() == '_' || peek() == '/'))))
      skip();
    return lower_ascii(text_.substr(begin, at_ - begin));
  }
  static bool is_letter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
           static_cast<unsigned char>(c) >= 0x80;
  }

 private:
  std::string_view text_;
  std::size_t at_ = 0;
};

/// "+02:00", "-0530", "+2" at a sign.
std::optional<minutes> read_offset(Cursor& at) {
  if (at.peek() != '+' && at.peek() != '-') return std::nullopt;
  int const sign = at.peek() == '-' ? -1 : 1;
  Cursor ahead = at;
  ahead.skip();
  std::size_t const digits = ahead.digits_ahead();
  if (digits == 0 || digits > 4) return std::nullopt;
  auto const hour = ahead.number(digits <= 2 ? 2 : digits - 2);
  ahead.take(':');
  auto const minute = ahead.number(2).value_or(0);
  if (!hour || *hour > 15 || minute > 59) return std::nullopt;
  at = ahead;
  return sign * (hours(*hour) + minutes(minute));
}

/// "02:45:00.123", "2.45 pm" after the hour has been read.
void read_minutes(Cursor& at, int hour, Parts& parts) {
  parts.has_time = true;
  parts.hour = hour;
  parts.minute = at.number(2).value_or(0);
  if ((at.peek() == ':' || at.peek() == '.') && is_digit(at.peek(1))) {
    at.skip();
    parts.second = at.number(2).value_or(0);
  }
  if ((at.peek() == '.' || at.peek() == ',') && is_digit(at.peek(1))) {
    at.skip();
    int scale = 100;
    for (; is_digit(at.peek()); at.skip(), scale /= 10)
      parts.millisecond += (at.peek() - '0') * scale;
  }
}

/// AM and PM, zone names, and words that mean nothing here.
void read_word(Cursor& at, Parts& parts) {
  std::string word = at.word();
  if ((word == "a" || word == "p") && at.peek() == '.' && (at.peek(1) | 0x20) == 'm') {
    at.skip(2);  // "p.m."
    word += 'm';
  }
  if (parts.has_time && (word == "am" || word == "pm") && parts.hour <= 12) {
    parts.hour = parts.hour % 12 + (word == "pm" ? 12 : 0);
  } else if (auto const month = parts.month_settled ? std::nullopt : month_named(word)) {
    parts.month = month;  // "mar, 18 juin": the first may be a French Tuesday
    parts.month_settled = parts.day.has_value();
  } else if (parts.has_time && parts.zone.empty() && !parts.offset && zone_offset(word, {})) {
    parts.zone = std::move(word);
  }
}

/// "2024-06-18+02:00", a day of XML Schema.
bool is_offset_of_a_day(Cursor const& at) {
  return (at.peek() == '+' || at.peek() == '-') && is_digit(at.peek(1)) && is_digit(at.peek(2)) &&
         at.peek(3) == ':' && is_digit(at.peek(4)) && is_digit(at.peek(5)) && at.peek(6) == '\0';
}

/// The clock time and zone that follow an ISO date.
void read_tail(Cursor& at, Parts& parts) {
  while (!at.at_end()) {
    bool const may_be_zone = parts.has_time || is_offset_of_a_day(at);
    if (auto const offset = may_be_zone && !parts.offset ? read_offset(at) : std::nullopt) {
      parts.offset = offset;
      continue;
    }
    if (is_digit(at.peek()) && !parts.has_time) {
      std::size_t const digits = at.digits_ahead();
      auto const hour = at.number(2);
      if (digits >= 4 || at.take(':')) {
        read_minutes(at, *hour, parts);
        if (digits >= 6) parts.second = at.number(2).value_or(0);
      } else if (!parts.has_time) {
        parts.hour = *hour;
        parts.has_time = true;
      }
    } else if (Cursor::is_letter(at.peek())) {
      read_word(at, parts);
    } else {
      at.skip();
    }
  }
}

unsigned days_of_year(int y) { return year{y}.is_leap() ? 366 : 365; }

/// "2024-06-18T02:45:00Z", "20240618T024500Z", "2024-170", "2024-W25-2", "2024/06/18", "2024-06".
std::optional<TimePoint> read_iso(std::string_view text) {
  Cursor at(text);
  std::size_t const digits = at.digits_ahead();
  if (digits != 4 && digits != 8) return std::nullopt;
  Parts parts;
  parts.year = at.number(4);
  char const separator = digits == 4 ? at.peek() : '\0';
  if (digits == 4 && separator != '-' && separator != '/' && separator != '.' && separator != '\0')
    return std::nullopt;
  if (digits == 4) at.skip();
  if (separator == '-' && (at.peek() == 'W' || at.peek() == 'w')) {
    at.skip();
    auto const week = at.number(2);
    at.take('-');
    auto const weekday_number = at.number(1).value_or(1);
    if (!week || *week < 1 || *week > 53 || weekday_number < 1 || weekday_number > 7)
      return std::nullopt;
    auto const fourth = sys_days{year{*parts.year} / January / 4};
    auto const monday = fourth - (weekday{fourth} - Monday);
    year_month_day const date{monday + days(7 * (*week - 1) + weekday_number - 1)};
    parts.year = static_cast<int>(date.year());
    parts.month = static_cast<unsigned>(date.month());
    parts.day = static_cast<unsigned>(date.day());
  } else if (separator == '-' && at.digits_ahead() == 3) {
    auto const ordinal = static_cast<unsigned>(*at.number(3));
    if (ordinal < 1 || ordinal > days_of_year(*parts.year)) return std::nullopt;
    year_month_day const date{sys_days{year{*parts.year} / January / 1} + days(ordinal - 1)};
    parts.month = static_cast<unsigned>(date.month());
    parts.day = static_cast<unsigned>(date.day());
  } else if (auto const month = at.number(2)) {
    parts.month = static_cast<unsigned>(*month);
    if (separator != '\0' && at.peek() == separator) at.skip();
    if (auto const day = at.number(2)) parts.day = static_cast<unsigned>(*day);
  } else if (separator == '-' && Cursor::is_letter(at.peek())) {
    parts.month = month_named(at.word());
    at.take('-');
    if (auto const day = at.number(2)) parts.day = static_cast<unsigned>(*day);
  } else if (digits == 4 && at.at_end()) {
    parts.month = 1;
  }
  if (!parts.month) return std::nullopt;
  parts.month_settled = true;
  read_tail(at, parts);
  return time_of(parts);
}

/// "2024年6月18日 2時45分" and "2024년 6월 18일" with signs in place of the words.
std::string with_cjk_units_replaced(std::string_view text) {
  struct Unit {
    std::string_view word;
    char sign;
  };
  constexpr std::array kUnits{Unit{"年", '-'}, Unit{"月", '-'}, Unit{"日", ' '}, Unit{"時", ':'},
                              Unit{"时", ':'}, Unit{"分", ':'}, Unit{"秒", ' '}, Unit{"년", '-'},
                              Unit{"월", '-'}, Unit{"일", ' '}, Unit{"시", ':'}, Unit{"분", ':'},
                              Unit{"초", ' '}};
  std::string out;
  for (std::size_t at = 0; at < text.size();) {
    auto const* const unit = std::find_if(kUnits.begin(), kUnits.end(), [&](Unit const& known) {
      return text.substr(at).starts_with(known.word);
    });
    if (unit == kUnits.end()) {
      out += text[at++];
      continue;
    }
    out += unit->sign;
    at += unit->word.size();
    while (unit->sign != ' ' && at < text.size() && text[at] == ' ') ++at;
  }
  return out;
}

/// "18.06.2024", "18/06/2024": read where only one order makes a date.
bool read_numeric_date(Cursor& at, int first, Parts& parts) {
  Cursor ahead = at;
  char const separator = ahead.peek();
  if (separator != '.' && separator != '/' && separator != '-') return false;
  ahead.skip();
  if (ahead.digits_ahead() == 0 || ahead.digits_ahead() > 2) return false;
  int const second = *ahead.number(2);
  if (ahead.peek() != separator) return false;
  ahead.skip();
  if (ahead.digits_ahead() != 4) return false;
  bool const day_first = separator == '.' || first > 12;
  if (!day_first && second <= 12 && first != second) return false;
  parts.day = static_cast<unsigned>(day_first ? first : second);
  parts.month = static_cast<unsigned>(day_first ? second : first);
  parts.year = ahead.number(4);
  at = ahead;
  return true;
}

int full_year(int two_digits) { return two_digits + (two_digits < 70 ? 2000 : 1900); }

/// Behind the hour of "2.45" and "2h45".
bool is_hour_sign(Cursor const& at) {
  return (at.peek() == '.' || (at.peek() | 0x20) == 'h') && is_digit(at.peek(1)) &&
         is_digit(at.peek(2));
}

void read_number(Cursor& at, Parts& parts) {
  std::size_t const digits = at.digits_ahead();
  auto const value = at.number(4);
  if (digits > 4) return at.skip(at.digits_ahead());
  bool const is_hour = digits <= 2 && !parts.has_time;
  bool const has_date = parts.day && parts.month && parts.year;
  if (is_hour && (at.peek() == ':' || (has_date && is_hour_sign(at)))) {
    at.skip();
    read_minutes(at, *value, parts);
  } else if (digits <= 2 && !parts.day && !parts.year && read_numeric_date(at, *value, parts)) {
    return;
  } else if (digits == 4 && !parts.year) {
    parts.year = value;
  } else if (digits <= 2 && !parts.day) {
    parts.day = static_cast<unsigned>(*value);
  } else if (digits == 2 && !parts.year && parts.month) {
    parts.year = full_year(*value);
  } else if (digits <= 2 && parts.month && parts.year && !parts.has_time) {
    parts.hour = *value;  // "18 Jun 2024 2 PM"
    parts.has_time = true;
  }
}

/// "Wed, 30 Nov -0001", what PHP makes of a date of zeros. `at` is at a '-'.
bool is_year_before_christ(Cursor const& at) { return at.rest().substr(1, 3) == "000"; }

/// Everything that names its month, in any order.
std::optional<TimePoint> read_words(std::string_view text) {
  Cursor at(text);
  Parts parts;
  while (!at.at_end()) {
    if (at.peek() == '(') break;  // a comment
    if (at.peek() == '-' && is_year_before_christ(at) && !parts.year) return std::nullopt;
    bool const may_be_zone = parts.has_time && !parts.offset;
    if (auto const offset = may_be_zone ? read_offset(at) : std::nullopt)
      parts.offset = offset;
    else if (is_digit(at.peek()))
      read_number(at, parts);
    else if (Cursor::is_letter(at.peek()))
      read_word(at, parts);
    else
      at.skip();
  }
  if (!parts.day) return std::nullopt;
  return time_of(parts);
}

/// Seconds or milliseconds since 1970, ten or thirteen digits.
std::optional<TimePoint> read_epoch(std::string_view text) {
  if (text.size() != 10 && text.size() != 13) return std::nullopt;
  std::int64_t value = 0;
  auto const [end, fault] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (fault != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return TimePoint{milliseconds(text.size() == 10 ? value * 1000 : value)};
}

bool is_ascii(std::string_view text) {
  return std::all_of(text.begin(), text.end(),
                     [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

/// No-break and thin spaces as plain ones.
std::string with_plain_spaces(std::string_view text) {
  std::string out;
  for (std::size_t at = 0; at < text.size();) {
    char32_t const c = next_code_point(text, at);
    if (c == 0xA0 || (c >= 0x2000 && c <= 0x200B) || c == 0x202F || c == 0x3000)
      out += ' ';
    else
      append_utf8(out, c);
  }
  return out;
}

}  // namespace

std::optional<TimePoint> parse_feed_date(std::string_view raw) {
  if (raw.size() > kLongest) return std::nullopt;
  std::string const spaced =
      is_ascii(raw) ? std::string{} : with_cjk_units_replaced(with_plain_spaces(raw));
  std::string_view const text = trim(spaced.empty() ? raw : spaced);
  if (auto const time = read_epoch(text)) return time;
  if (auto const time = read_iso(text)) return time;
  return read_words(text);
}

}  // namespace wirewatch
