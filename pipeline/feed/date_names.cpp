#include "pipeline/feed/date_names.h"

#include <algorithm>
#include <array>

namespace wirewatch {
namespace {

using namespace std::chrono;

struct Month {
  std::string_view start;  ///< a word that begins so is the month
  unsigned month;
};
// Longer starts stand before shorter ones that they begin with. Accented capitals stand beside
// their small letters, since only ASCII comes in lowered. Latin: English, German, French, Spanish,
// Italian, Portuguese, Dutch, the Nordic languages, Polish, Czech, Hungarian, Romanian, Croatian,
// Turkish; then Greek and Russian, Ukrainian, Bulgarian.
constexpr std::array kMonths{
    Month{"january", 1}, Month{"janu", 1},    Month{"janv", 1},     Month{"jan", 1},
    Month{"jän", 1},     Month{"jän", 1},     Month{"enero", 1},    Month{"ene", 1},
    Month{"gennaio", 1}, Month{"gen", 1},     Month{"stycz", 1},    Month{"sty", 1},
    Month{"leden", 1},   Month{"ledn", 1},    Month{"tammi", 1},    Month{"ian", 1},
    Month{"ocak", 1},    Month{"siječ", 1},   Month{"feb", 2},      Month{"fév", 2},
    Month{"fev", 2},     Month{"luty", 2},    Month{"luteg", 2},    Month{"únor", 2},
    Month{"helmi", 2},   Month{"şubat", 2},   Month{"velja", 2},    Month{"marras", 11},
    Month{"mar", 3},     Month{"mär", 3},     Month{"mrz", 3},      Month{"mrt", 3},
    Month{"maa", 3},     Month{"márc", 3},    Month{"břez", 3},     Month{"ožuj", 3},
    Month{"apr", 4},     Month{"avr", 4},     Month{"abr", 4},      Month{"ápr", 4},
    Month{"kwie", 4},    Month{"kwi", 4},     Month{"dub", 4},      Month{"huht", 4},
    Month{"nisan", 4},   Month{"trav", 4},    Month{"may", 5},      Month{"mai", 5},
    Month{"mei", 5},     Month{"maj", 5},     Month{"máj", 5},      Month{"mag", 5},
    Month{"kvě", 5},     Month{"touko", 5},   Month{"svib", 5},     Month{"jun", 6},
    Month{"juin", 6},    Month{"giu", 6},     Month{"jún", 6},      Month{"czerw", 6},
    Month{"cze", 6},     Month{"červene", 7}, Month{"července", 7}, Month{"červen", 6},
    Month{"kesä", 6},    Month{"iun", 6},     Month{"haziran", 6},  Month{"lipan", 6},
    Month{"lipnj", 6},   Month{"jul", 7},     Month{"juil", 7},     Month{"lug", 7},
    Month{"júl", 7},     Month{"lip", 7},     Month{"iul", 7},      Month{"heinä", 7},
    Month{"temmuz", 7},  Month{"srpe", 8},    Month{"srpna", 8},    Month{"srp", 7},
    Month{"aug", 8},     Month{"aoû", 8},     Month{"aou", 8},      Month{"ago", 8},
    Month{"sie", 8},     Month{"elo", 8},     Month{"ağustos", 8},  Month{"kolovoz", 8},
    Month{"sep", 9},     Month{"set", 9},     Month{"szept", 9},    Month{"wrz", 9},
    Month{"září", 9},    Month{"zář", 9},     Month{"syys", 9},     Month{"eylül", 9},
    Month{"ruj", 9},     Month{"oct", 10},    Month{"okt", 10},     Month{"ott", 10},
    Month{"out", 10},    Month{"paź", 10},    Month{"říj", 10},     Month{"loka", 10},
    Month{"ekim", 10},   Month{"nov", 11},    Month{"lis", 11},     Month{"noi", 11},
    Month{"kasım", 11},  Month{"dec", 12},    Month{"dez", 12},     Month{"déc", 12},
    Month{"dic", 12},    Month{"des", 12},    Month{"gru", 12},     Month{"pros", 12},
    Month{"joulu", 12},  Month{"aralık", 12}, Month{"ιαν", 1},      Month{"Ιαν", 1},
    Month{"φεβ", 2},     Month{"Φεβ", 2},     Month{"μαρ", 3},      Month{"Μαρ", 3},
    Month{"μάρ", 3},     Month{"Μάρ", 3},     Month{"απρ", 4},      Month{"Απρ", 4},
    Month{"μαΐ", 5},     Month{"Μαΐ", 5},     Month{"μάι", 5},      Month{"Μάι", 5},
    Month{"μαϊ", 5},     Month{"Μαϊ", 5},     Month{"ιούν", 6},     Month{"Ιούν", 6},
    Month{"ιουν", 6},    Month{"Ιουν", 6},    Month{"ιούλ", 7},     Month{"Ιούλ", 7},
    Month{"ιουλ", 7},    Month{"Ιουλ", 7},    Month{"αύγ", 8},      Month{"Αύγ", 8},
    Month{"αυγ", 8},     Month{"Αυγ", 8},     Month{"σεπ", 9},      Month{"Σεπ", 9},
    Month{"οκτ", 10},    Month{"Οκτ", 10},    Month{"νοέ", 11},     Month{"Νοέ", 11},
    Month{"νοε", 11},    Month{"Νοε", 11},    Month{"δεκ", 12},     Month{"Δεκ", 12},
    Month{"янв", 1},     Month{"Янв", 1},     Month{"фев", 2},      Month{"Фев", 2},
    Month{"мар", 3},     Month{"Мар", 3},     Month{"апр", 4},      Month{"Апр", 4},
    Month{"май", 5},     Month{"Май", 5},     Month{"мая", 5},      Month{"Мая", 5},
    Month{"июн", 6},     Month{"Июн", 6},     Month{"юни", 6},      Month{"июл", 7},
    Month{"Июл", 7},     Month{"юли", 7},     Month{"авг", 8},      Month{"Авг", 8},
    Month{"сен", 9},     Month{"Сен", 9},     Month{"сеп", 9},      Month{"окт", 10},
    Month{"Окт", 10},    Month{"ноя", 11},    Month{"Ноя", 11},     Month{"ное", 11},
    Month{"дек", 12},    Month{"Дек", 12},    Month{"січ", 1},      Month{"лют", 2},
    Month{"бер", 3},     Month{"квіт", 4},    Month{"трав", 5},     Month{"черв", 6},
    Month{"лип", 7},     Month{"серп", 8},    Month{"вер", 9},      Month{"жовт", 10},
    Month{"лист", 11},   Month{"груд", 12},
};

/// The short names that most feeds use.
constexpr std::string_view kEnglish = "janfebmaraprmayjunjulaugsepoctnovdec";

/// Most dates begin with one of these: no month, and not worth a look at the whole table.
constexpr std::string_view kWeekdays = "mon tue wed thu fri sat sun";

/// When clocks go forward and back.
enum class Summer { none, european, american };

struct Zone {
  std::string_view name;
  int minutes;  ///< east of UTC, in winter
  Summer summer = Summer::none;
};
// Where an abbreviation has several meanings, the one that feeds mean most often.
constexpr std::array kZones{
    Zone{"z", 0},
    Zone{"ut", 0},
    Zone{"utc", 0},
    Zone{"gmt", 0},
    Zone{"wet", 0},
    Zone{"west", 60},
    Zone{"bst", 60},
    Zone{"ist", 330},
    Zone{"cet", 60},
    Zone{"mez", 60},
    Zone{"met", 60},
    Zone{"cest", 120},
    Zone{"mesz", 120},
    Zone{"mest", 120},
    Zone{"eet", 120},
    Zone{"eest", 180},
    Zone{"sast", 120},
    Zone{"cat", 120},
    Zone{"wat", 60},
    Zone{"eat", 180},
    Zone{"msk", 180},
    Zone{"msd", 240},
    Zone{"trt", 180},
    Zone{"gst", 240},
    Zone{"irst", 210},
    Zone{"pkt", 300},
    Zone{"npt", 345},
    Zone{"ict", 420},
    Zone{"wib", 420},
    Zone{"hkt", 480},
    Zone{"sgt", 480},
    Zone{"pht", 480},
    Zone{"awst", 480},
    Zone{"jst", 540},
    Zone{"kst", 540},
    Zone{"acst", 570},
    Zone{"acdt", 630},
    Zone{"aest", 600},
    Zone{"aedt", 660},
    Zone{"nzst", 720},
    Zone{"nzdt", 780},
    Zone{"brt", -180},
    Zone{"art", -180},
    Zone{"clt", -240},
    Zone{"nst", -210},
    Zone{"ndt", -150},
    Zone{"ast", -240},
    Zone{"adt", -180},
    Zone{"est", -300},
    Zone{"edt", -240},
    Zone{"cst", -360},
    Zone{"cdt", -300},
    Zone{"mst", -420},
    Zone{"mdt", -360},
    Zone{"pst", -480},
    Zone{"pdt", -420},
    Zone{"akst", -540},
    Zone{"akdt", -480},
    Zone{"hst", -600},
    Zone{"idle", 720},
    Zone{"et", -300, Summer::american},
    Zone{"ct", -360, Summer::american},
    Zone{"mt", -420, Summer::american},
    Zone{"pt", -480, Summer::american},
    Zone{"america/new_york", -300, Summer::american},
    Zone{"us/eastern", -300, Summer::american},
    Zone{"america/toronto", -300, Summer::american},
    Zone{"america/detroit", -300, Summer::american},
    Zone{"america/chicago", -360, Summer::american},
    Zone{"us/central", -360, Summer::american},
    Zone{"america/denver", -420, Summer::american},
    Zone{"us/mountain", -420, Summer::american},
    Zone{"america/phoenix", -420},
    Zone{"america/los_angeles", -480, Summer::american},
    Zone{"us/pacific", -480, Summer::american},
    Zone{"america/vancouver", -480, Summer::american},
    Zone{"america/halifax", -240, Summer::american},
    Zone{"america/sao_paulo", -180},
    Zone{"america/argentina/buenos_aires", -180},
    Zone{"america/bogota", -300},
    Zone{"america/lima", -300},
    Zone{"america/mexico_city", -360},
    Zone{"america/caracas", -240},
    Zone{"europe/london", 0, Summer::european},
    Zone{"europe/dublin", 0, Summer::european},
    Zone{"europe/lisbon", 0, Summer::european},
    Zone{"europe/berlin", 60, Summer::european},
    Zone{"europe/paris", 60, Summer::european},
    Zone{"europe/madrid", 60, Summer::european},
    Zone{"europe/rome", 60, Summer::european},
    Zone{"europe/vienna", 60, Summer::european},
    Zone{"europe/zurich", 60, Summer::european},
    Zone{"europe/amsterdam", 60, Summer::european},
    Zone{"europe/brussels", 60, Summer::european},
    Zone{"europe/copenhagen", 60, Summer::european},
    Zone{"europe/oslo", 60, Summer::european},
    Zone{"europe/stockholm", 60, Summer::european},
    Zone{"europe/prague", 60, Summer::european},
    Zone{"europe/warsaw", 60, Summer::european},
    Zone{"europe/budapest", 60, Summer::european},
    Zone{"europe/athens", 120, Summer::european},
    Zone{"europe/helsinki", 120, Summer::european},
    Zone{"europe/bucharest", 120, Summer::european},
    Zone{"europe/sofia", 120, Summer::european},
    Zone{"europe/kiev", 120, Summer::european},
    Zone{"europe/kyiv", 120, Summer::european},
    Zone{"europe/istanbul", 180},
    Zone{"europe/moscow", 180},
    Zone{"europe/minsk", 180},
    Zone{"africa/johannesburg", 120},
    Zone{"africa/lagos", 60},
    Zone{"africa/nairobi", 180},
    Zone{"asia/dubai", 240},
    Zone{"asia/riyadh", 180},
    Zone{"asia/karachi", 300},
    Zone{"asia/kolkata", 330},
    Zone{"asia/calcutta", 330},
    Zone{"asia/kathmandu", 345},
    Zone{"asia/dhaka", 360},
    Zone{"asia/bangkok", 420},
    Zone{"asia/jakarta", 420},
    Zone{"asia/ho_chi_minh", 420},
    Zone{"asia/shanghai", 480},
    Zone{"asia/hong_kong", 480},
    Zone{"asia/taipei", 480},
    Zone{"asia/singapore", 480},
    Zone{"asia/manila", 480},
    Zone{"asia/tokyo", 540},
    Zone{"asia/seoul", 540},
    Zone{"australia/perth", 480},
    Zone{"australia/brisbane", 600},
    Zone{"etc/utc", 0},
    Zone{"etc/gmt", 0},
};

/// Rules of the European Union (since 1996, at 01:00 UTC) and the United States (since 2007, at
/// 02:00 local).
bool is_summer(Zone const& zone, local_seconds local) {
  year const y = year_month_day{floor<days>(local)}.year();
  if (zone.summer == Summer::european) {
    auto const shift = hours(1) + minutes(zone.minutes);
    return local >= local_days{y / March / Sunday[last]} + shift &&
           local < local_days{y / October / Sunday[last]} + shift + hours(1);
  }
  return zone.summer == Summer::american && local >= local_days{y / March / Sunday[2]} + hours(2) &&
         local < local_days{y / November / Sunday[1]} + hours(2);
}

}  // namespace

std::optional<unsigned> month_named(std::string_view word) {
  if (word.size() == 3) {
    for (unsigned month = 0; month < 12; ++month)
      if (word == kEnglish.substr(month * 3, 3)) return month + 1;
    if (kWeekdays.find(word) != std::string_view::npos) return std::nullopt;
  }
  auto const found = std::find_if(kMonths.begin(), kMonths.end(), [&](Month const& month) {
    return word.starts_with(month.start);
  });
  if (found == kMonths.end()) return std::nullopt;
  return found->month;
}

std::optional<minutes> zone_offset(std::string_view name, local_seconds local) {
  auto const zone = std::find_if(kZones.begin(), kZones.end(),
                                 [&](Zone const& known) { return known.name == name; });
  if (zone == kZones.end()) return std::nullopt;
  return minutes(zone->minutes) + (is_summer(*zone, local) ? hours(1) : hours(0));
}

}  // namespace wirewatch
