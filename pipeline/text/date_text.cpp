#include "pipeline/text/date_text.h"

#include <array>
#include <charconv>
#include <string>
#include <vector>

#include "base/text.h"

namespace wirewatch {
namespace {

using std::chrono::milliseconds;

bool is_digit(char c) { return c >= '0' && c <= '9'; }

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

// The beginnings of the months' names that tell them apart, by month.
constexpr std::array<std::string_view, 12> kMonths{
    " jan gen ene oca stycz янв січ led sij tammi ian ιαν ",
    " feb fév fev şub lut фев лют úno velj helmi φεβ ",
    " mar mär mrt mars мар бер bře ožu maalis μαρ ",
    " apr avr abr nis kwi апр кві dub tra huhti απρ ",
    " may mai mei mag maj máj мая май трав kvě svi touko mayıs μαΐ mayo maggio maio ",
    " jun giu haz cze июн чер čvn lip kesä ιουν juin iun ",
    " jul lug tem лип июл čvc srp heinä ιουλ juil iul ",
    " aug aoû ago ağu sie авг сер srpna kol elo αυγ août out. ",
    " sep set eyl wrz сен вер zář ruj syys σεπ ",
    " oct okt ott eki paź окт жов říj lis loka οκτ out ",
    " nov kas лис ноя list stu marras νοε ",
    " dec dez déc dic ara gru дек гру pros joulu δεκ des "};

int month_of(std::string_view word) {
  for (std::size_t length : {8U, 7U, 6U, 5U, 4U, 3U}) {
    if (word.size() < length) continue;
    auto const wanted = " " + std::string(word.substr(0, length)) + " ";
    for (std::size_t i = 0; i < kMonths.size(); ++i)
      if (kMonths[i].find(wanted) != std::string_view::npos) return int(i) + 1;
  }
  return 0;
}

struct Fields {
  long long year = 0, month = 0, day = 0;
  long long hour = 0, minute = 0, second = 0, millisecond = 0;
  long long offset_minutes = 0;
};

std::optional<TimePoint> moment(Fields const& f) {
  using namespace std::chrono;
  if (f.year < 1990 || f.year > 2100 || f.hour > 24 || f.minute > 59 || f.second > 60)
    return std::nullopt;
  year_month_day const day{year(int(f.year)), month(unsigned(f.month)),
                           std::chrono::day(unsigned(f.day))};
  if (!day.ok()) return std::nullopt;
  return TimePoint(sys_days(day)) + hours(f.hour) + minutes(f.minute - f.offset_minutes) +
         seconds(f.second) + milliseconds(f.millisecond);
}

/// "[T] 05:45[:00[.123]] [am|pm] [Z|GMT|EST|+02:00|+0200]" from piece `at` on; absent is midnight
/// UTC.
void read_time(std::vector<Piece> const& pieces, std::size_t at, Fields& out) {
  auto const number = [&](std::size_t i) {
    return i < pieces.size() && pieces[i].kind == Piece::Kind::number;
  };
  auto const sign = [&](std::size_t i, std::string_view text) {
    return i < pieces.size() && pieces[i].text == text;
  };
  while (at + 1 < pieces.size() && !(number(at) && (sign(at + 1, ":") || sign(at + 1, "am") ||
                                                    sign(at + 1, "pm") || sign(at + 1, "h"))))
    ++at;
  if (!number(at)) return;
  if (at + 1 >= pieces.size()) return;
  out.hour = pieces[at++].value;
  if ((sign(at, ":") || sign(at, "h")) && number(at + 1))
    out.minute = pieces[at + 1].value, at += 2;
  if (sign(at, ":") && number(at + 1)) out.second = pieces[at + 1].value, at += 2;
  if (sign(at, ".") && number(at + 1)) {
    out.millisecond = std::stoi((pieces[at + 1].text + "00").substr(0, 3));
    at += 2;
  }
  if (sign(at, "pm") && out.hour < 12) out.hour += 12;
  if (sign(at, "am") && out.hour == 12) out.hour = 0;
  if (sign(at, "am") || sign(at, "pm")) ++at;
  struct Zone {
    std::string_view name;
    int minutes;
  };
  constexpr std::array<Zone, 11> kZones{{{"est", -300},
                                         {"edt", -240},
                                         {"et", -300},
                                         {"cst", -360},
                                         {"cdt", -300},
                                         {"mst", -420},
                                         {"mdt", -360},
                                         {"pst", -480},
                                         {"pdt", -420},
                                         {"cet", 60},
                                         {"cest", 120}}};
  for (Zone const& zone : kZones)
    if (sign(at, zone.name)) out.offset_minutes = zone.minutes;
  if (sign(at, "gmt") || sign(at, "utc") || sign(at, "z")) ++at;
  bool const minus = sign(at, "-");
  if ((minus || sign(at, "+")) && number(at + 1)) {
    auto const value = pieces[at + 1].value;
    bool const joined = pieces[at + 1].text.size() > 2;
    auto const minutes =
        joined ? value / 100 * 60 + value % 100
               : value * 60 + (sign(at + 2, ":") && number(at + 3) ? pieces[at + 3].value : 0);
    out.offset_minutes = minus ? -minutes : minutes;
  }
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
  auto const pieces = cut(trim(text.substr(0, 120)));
  auto const number = [&](std::size_t i) {
    return i < pieces.size() && pieces[i].kind == Piece::Kind::number;
  };
  auto const is_year = [&](std::size_t i) { return number(i) && pieces[i].text.size() == 4; };
  auto const is_short_year = [&](std::size_t i) {  // 19.06.24, but no version or time
    auto const& sign = pieces[i + 1].text;
    return (sign == "." || sign == "/") && pieces[i + 3].text == sign &&
           pieces[i].text.size() == 2 && pieces[i + 2].text.size() == 2 &&
           pieces[i + 4].text.size() == 2;
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
    } else if (packed) {
      fields = {pieces[i].value / 10000, pieces[i].value / 100 % 100, pieces[i].value % 100};
      next = i + 1;
    } else if (pieces[i].kind == Piece::Kind::word && month_of(pieces[i].text) > 0) {
      // "19 June 2024", "19. Juni 2024", "19 de junio de 2024", "June 19, 2024"
      fields.month = month_of(pieces[i].text);
      for (std::size_t back = 1; back <= 2 && back <= i && fields.day == 0; ++back)
        if (number(i - back) && pieces[i - back].value <= 31) fields.day = pieces[i - back].value;
      auto at = i + 1;
      for (; at < pieces.size() && at < i + 6 && fields.year == 0; ++at) {
        if (is_year(at))
          fields.year = pieces[at].value;
        else if (number(at) && fields.day == 0 && pieces[at].value <= 31)
          fields.day = pieces[at].value;
      }
      next = at;
    } else {
      continue;
    }
    read_time(pieces, next, fields);
    if (auto const found = moment(fields))
      return PageDate{*found, std::chrono::minutes(fields.offset_minutes)};
  }
  return std::nullopt;
}

}  // namespace wirewatch
