#include "pipeline/text/date_names.h"

#include <unicode/normalizer2.h>
#include <unicode/uchar.h>

#include <algorithm>
#include <array>
#include <string>

#include "base/text.h"

namespace wirewatch {
namespace {

using namespace std::chrono;

struct Month {
  std::string_view start;  ///< a word that begins so is the month
  unsigned month;
};
// Small letters without marks. A longer start stands before a shorter one that it begins with.
// Latin: English, German, French, Spanish, Portuguese, Galician, Catalan, Basque, Italian, Dutch,
// the Nordic languages, Polish, Czech, Slovak, Slovene, Croatian, Hungarian, Romanian, Turkish,
// Estonian, Latvian, Lithuanian; then Greek, Russian, Ukrainian, Belarusian, Bulgarian, Serbian;
// Arabic (of Egypt and the Gulf, of the Maghreb, of the Levant those of one word), Hebrew.
constexpr std::array kMonths{
    Month{"cervene", 7},  Month{"cervenc", 7},   Month{"srpanj", 7},   Month{"marras", 11},
    Month{"lipan", 6},    Month{"lipnj", 6},     Month{"srpnj", 7},    Month{"jan", 1},
    Month{"ene", 1},      Month{"gen", 1},       Month{"xan", 1},      Month{"sty", 1},
    Month{"led", 1},      Month{"ian", 1},       Month{"oca", 1},      Month{"sijec", 1},
    Month{"tammi", 1},    Month{"jaan", 1},      Month{"saus", 1},     Month{"urt", 1},
    Month{"ιαν", 1},      Month{"янв", 1},       Month{"яну", 1},      Month{"јан", 1},
    Month{"січ", 1},      Month{"студз", 1},     Month{"feb", 2},      Month{"fev", 2},
    Month{"lut", 2},      Month{"uno", 2},       Month{"helmi", 2},    Month{"sub", 2},
    Month{"velja", 2},    Month{"veebr", 2},     Month{"vas", 2},      Month{"otsa", 2},
    Month{"φεβ", 2},      Month{"фев", 2},       Month{"лют", 2},      Month{"mar", 3},
    Month{"mrz", 3},      Month{"mrt", 3},       Month{"maalis", 3},   Month{"maart", 3},
    Month{"bre", 3},      Month{"ozuj", 3},      Month{"kovo", 3},     Month{"μαρ", 3},
    Month{"мар", 3},      Month{"бер", 3},       Month{"сак", 3},      Month{"apr", 4},
    Month{"avr", 4},      Month{"abr", 4},       Month{"kwi", 4},      Month{"dub", 4},
    Month{"huht", 4},     Month{"nis", 4},       Month{"trav", 4},     Month{"bal", 4},
    Month{"api", 4},      Month{"απρ", 4},       Month{"апр", 4},      Month{"квіт", 4},
    Month{"кра", 4},      Month{"may", 5},       Month{"mai", 5},      Month{"mei", 5},
    Month{"maj", 5},      Month{"mag", 5},       Month{"kve", 5},      Month{"touko", 5},
    Month{"svib", 5},     Month{"geg", 5},       Month{"μαι", 5},      Month{"мая", 5},
    Month{"маи", 5},      Month{"мај", 5},       Month{"трав", 5},     Month{"jun", 6},
    Month{"juin", 6},     Month{"giu", 6},       Month{"cze", 6},      Month{"cerven", 6},
    Month{"cvn", 6},      Month{"cervn", 6},     Month{"kesa", 6},     Month{"iun", 6},
    Month{"haz", 6},      Month{"birz", 6},      Month{"juun", 6},     Month{"xun", 6},
    Month{"eka", 6},      Month{"ιουν", 6},      Month{"июн", 6},      Month{"юни", 6},
    Month{"јун", 6},      Month{"черв", 6},      Month{"чэрв", 6},     Month{"jul", 7},
    Month{"juil", 7},     Month{"lug", 7},       Month{"cvc", 7},      Month{"lip", 7},
    Month{"iul", 7},      Month{"hein", 7},      Month{"tem", 7},      Month{"lie", 7},
    Month{"juul", 7},     Month{"xul", 7},       Month{"uzt", 7},      Month{"ιουλ", 7},
    Month{"июл", 7},      Month{"юли", 7},       Month{"јул", 7},      Month{"лип", 7},
    Month{"ліп", 7},      Month{"aug", 8},       Month{"aou", 8},      Month{"ago", 8},
    Month{"sie", 8},      Month{"elo", 8},       Month{"agu", 8},      Month{"kolovoz", 8},
    Month{"rugpj", 8},    Month{"avg", 8},       Month{"abu", 8},      Month{"αυγ", 8},
    Month{"авг", 8},      Month{"серп", 8},      Month{"жні", 8},      Month{"srp", 8},
    Month{"sep", 9},      Month{"set", 9},       Month{"szept", 9},    Month{"wrz", 9},
    Month{"zar", 9},      Month{"syys", 9},      Month{"eyl", 9},      Month{"ruj", 9},
    Month{"rugse", 9},    Month{"ira", 9},       Month{"σεπ", 9},      Month{"сен", 9},
    Month{"сеп", 9},      Month{"вер", 9},       Month{"oct", 10},     Month{"okt", 10},
    Month{"ott", 10},     Month{"out", 10},      Month{"paz", 10},     Month{"rij", 10},
    Month{"loka", 10},    Month{"eki", 10},      Month{"spal", 10},    Month{"urr", 10},
    Month{"οκτ", 10},     Month{"окт", 10},      Month{"жовт", 10},    Month{"кас", 10},
    Month{"nov", 11},     Month{"noi", 11},      Month{"lis", 11},     Month{"kas", 11},
    Month{"lap", 11},     Month{"stud", 11},     Month{"aza", 11},     Month{"νοε", 11},
    Month{"ноя", 11},     Month{"ное", 11},      Month{"лист", 11},    Month{"ліст", 11},
    Month{"dec", 12},     Month{"dez", 12},      Month{"dic", 12},     Month{"des", 12},
    Month{"gru", 12},     Month{"pros", 12},     Month{"joul", 12},    Month{"ara", 12},
    Month{"dets", 12},    Month{"abe", 12},      Month{"δεκ", 12},     Month{"дек", 12},
    Month{"груд", 12},    Month{"сне", 12},      Month{"γεν", 1},      Month{"φλε", 2},
    Month{"μαη", 5},      Month{"يناير", 1},     Month{"جانفي", 1},    Month{"فبراير", 2},
    Month{"فيفري", 2},    Month{"شباط", 2},      Month{"مارس", 3},     Month{"اذار", 3},
    Month{"ابريل", 4},    Month{"افريل", 4},     Month{"نيسان", 4},    Month{"ماي", 5},
    Month{"ايار", 5},     Month{"يونيو", 6},     Month{"جوان", 6},     Month{"حزيران", 6},
    Month{"يوليو", 7},    Month{"جويلية", 7},    Month{"تموز", 7},     Month{"اغسطس", 8},
    Month{"اوت", 8},      Month{"سبتمبر", 9},    Month{"ايلول", 9},    Month{"اكتوبر", 10},
    Month{"نوفمبر", 11},  Month{"ديسمبر", 12},   Month{"ינואר", 1},    Month{"פברואר", 2},
    Month{"מרץ", 3},      Month{"מרס", 3},       Month{"אפריל", 4},    Month{"מאי", 5},
    Month{"יוני", 6},     Month{"יולי", 7},      Month{"אוגוסט", 8},   Month{"ספטמבר", 9},
    Month{"אוקטובר", 10}, Month{"נובמבר", 11},   Month{"דצמבר", 12},   Month{"בינואר", 1},
    Month{"בפברואר", 2},  Month{"במרץ", 3},      Month{"במרס", 3},     Month{"באפריל", 4},
    Month{"במאי", 5},     Month{"ביוני", 6},     Month{"ביולי", 7},    Month{"באוגוסט", 8},
    Month{"בספטמבר", 9},  Month{"באוקטובר", 10}, Month{"בנובמבר", 11}, Month{"בדצמבר", 12},
};

constexpr unsigned packed(std::string_view three) {
  return static_cast<unsigned char>(three[0]) | static_cast<unsigned char>(three[1]) << 8U |
         static_cast<unsigned char>(three[2]) << 16U;
}

/// The short names that most feeds use.
constexpr std::array kEnglish{packed("jan"), packed("feb"), packed("mar"), packed("apr"),
                              packed("may"), packed("jun"), packed("jul"), packed("aug"),
                              packed("sep"), packed("oct"), packed("nov"), packed("dec")};

/// Most dates begin with one of these: no month, and not worth a look at the whole table.
constexpr std::array kWeekdays{packed("mon"), packed("tue"), packed("wed"), packed("thu"),
                               packed("fri"), packed("sat"), packed("sun")};

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
    Zone{"idt", 180},
    Zone{"irdt", 270},
    Zone{"aft", 270},
    Zone{"uzt", 300},
    Zone{"mvt", 300},
    Zone{"yekt", 300},
    Zone{"lkt", 330},
    Zone{"bdt", 360},
    Zone{"omst", 360},
    Zone{"mmt", 390},
    Zone{"novt", 420},
    Zone{"krat", 420},
    Zone{"irkt", 480},
    Zone{"myt", 480},
    Zone{"wita", 480},
    Zone{"yakt", 540},
    Zone{"wit", 540},
    Zone{"chst", 600},
    Zone{"vlat", 600},
    Zone{"magt", 660},
    Zone{"pett", 720},
    Zone{"samt", 240},
    Zone{"azt", 240},
    Zone{"get", 240},
    Zone{"amt", -240},
    Zone{"bot", -240},
    Zone{"vet", -240},
    Zone{"pyt", -240},
    Zone{"uyt", -180},
    Zone{"gft", -180},
    Zone{"brst", -120},
    Zone{"clst", -180},
    Zone{"cot", -300},
    Zone{"pet", -300},
    Zone{"ect", -300},
    Zone{"hast", -600},
    Zone{"hadt", -540},
    Zone{"hdt", -540},
    Zone{"sst", -660},
    Zone{"nzt", 720},
    Zone{"cedt", 120},
    Zone{"fet", 180},
    Zone{"azot", -60},
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
    Zone{"europe/luxembourg", 60, Summer::european},
    Zone{"europe/monaco", 60, Summer::european},
    Zone{"europe/belgrade", 60, Summer::european},
    Zone{"europe/zagreb", 60, Summer::european},
    Zone{"europe/ljubljana", 60, Summer::european},
    Zone{"europe/bratislava", 60, Summer::european},
    Zone{"europe/sarajevo", 60, Summer::european},
    Zone{"europe/skopje", 60, Summer::european},
    Zone{"europe/tallinn", 120, Summer::european},
    Zone{"europe/riga", 120, Summer::european},
    Zone{"europe/vilnius", 120, Summer::european},
    Zone{"europe/chisinau", 120, Summer::european},
    Zone{"america/winnipeg", -360, Summer::american},
    Zone{"america/edmonton", -420, Summer::american},
    Zone{"america/montreal", -300, Summer::american},
    Zone{"america/anchorage", -540, Summer::american},
    Zone{"america/puerto_rico", -240},
    Zone{"america/havana", -300, Summer::american},
    Zone{"america/montevideo", -180},
    Zone{"america/guayaquil", -300},
    Zone{"pacific/honolulu", -600},
    Zone{"africa/algiers", 60},
    Zone{"africa/accra", 0},
    Zone{"africa/tunis", 60},
    Zone{"africa/addis_ababa", 180},
    Zone{"asia/baghdad", 180},
    Zone{"asia/tehran", 210},
    Zone{"asia/kuwait", 180},
    Zone{"asia/qatar", 180},
    Zone{"asia/tashkent", 300},
    Zone{"asia/colombo", 330},
    Zone{"asia/yangon", 390},
    Zone{"asia/rangoon", 390},
    Zone{"asia/saigon", 420},
    Zone{"asia/kuala_lumpur", 480},
    Zone{"asia/macau", 480},
    Zone{"asia/pyongyang", 540},
    Zone{"atlantic/reykjavik", 0},
    Zone{"etc/greenwich", 0},
    Zone{"asia/yekaterinburg", 300},
    Zone{"asia/novosibirsk", 420},
    Zone{"asia/vladivostok", 600},
    Zone{"australia/perth", 480},
    Zone{"australia/brisbane", 600},
    Zone{"etc/utc", 0},
    Zone{"etc/gmt", 0},
};

/// Small letters without accents, for a word whose ASCII is lowered already.
std::string without_marks(std::string_view word) {
  UErrorCode status = U_ZERO_ERROR;
  static icu::Normalizer2 const* const nfd = icu::Normalizer2::getNFDInstance(status);
  std::string out;
  for (std::size_t at = 0; at < word.size();) {
    auto const c = static_cast<UChar32>(next_code_point(word, at));
    icu::UnicodeString parts;
    bool const has_parts = c >= 0x80 && nfd && nfd->getDecomposition(c, parts);
    UChar32 const letter = has_parts ? parts.char32At(0) : c;
    if (u_charType(letter) != U_NON_SPACING_MARK)
      append_utf8(out, static_cast<char32_t>(u_tolower(letter)));
  }
  return out;
}

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
    unsigned const name = packed(word);
    for (unsigned month = 0; month < 12; ++month)
      if (kEnglish[month] == name) return month + 1;
    if (std::find(kWeekdays.begin(), kWeekdays.end(), name) != kWeekdays.end()) return std::nullopt;
  }
  std::string const plain = without_marks(word);
  auto const found = std::find_if(kMonths.begin(), kMonths.end(), [&](Month const& month) {
    return std::string_view(plain).starts_with(month.start);
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
