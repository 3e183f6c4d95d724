#include "fetcher/entry_essence.h"

#include <algorithm>
#include <array>
#include <vector>

#include "base/text.h"
#include "fetcher/reading_text.h"

namespace wirewatch {
namespace {

using Word = std::string_view;
using Words = std::vector<Word>;

bool is_one_of(auto const& words, Word word) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

constexpr std::array<Word, 28> kCounted = {
    "comment",      "comments",    "view",         "views",      "like",       "likes",
    "reply",        "replies",     "reactions",    "retweets",   "kommentar",  "kommentare",
    "aufrufe",      "commentaire", "commentaires", "vues",       "comentario", "comentarios",
    "visitas",      "comentários", "commento",     "commenti",   "reactie",    "reacties",
    "комментариев", "комментария", "просмотров",   "kommentarer"};
constexpr std::array<Word, 42> kUnits = {
    "s",       "sec",   "secs",    "second",  "seconds", "m",       "min",    "mins",  "minute",
    "minutes", "h",     "hr",      "hrs",     "hour",    "hours",   "d",      "day",   "days",
    "week",    "weeks", "minuten", "stunde",  "stunden", "tag",     "tagen",  "heure", "heures",
    "jour",    "jours", "minuto",  "minutos", "hora",    "horas",   "minuti", "ora",   "ore",
    "uur",     "минут", "минуты",  "часа",    "часов",   "sekunden"};
constexpr std::array<Word, 5> kAgo = {"ago", "fa", "geleden", "назад", "atrás"};
constexpr std::array<Word, 3> kBefore = {"vor", "hace", "a"};  // "il y a 5 minutes"
constexpr std::array<Word, 12> kUpdated = {
    "updated",     "modified",   "edited",     "aktualisiert", "stand",     "actualisé",
    "actualizado", "atualizado", "aggiornato", "bijgewerkt",   "обновлено", "jour"};
constexpr std::array<Word, 30> kDateWords = {
    "at",  "on",   "am",  "pm",  "utc", "gmt", "et",  "est",  "edt", "bst",
    "cet", "cest", "ist", "uhr", "um",  "le",  "de",  "à",    "il",  "alle",
    "mon", "tue",  "wed", "thu", "fri", "sat", "sun", "just", "now", "ore"};
constexpr std::array<Word, 24> kMonths = {"jan", "feb", "mar", "apr", "may", "jun", "jul", "aug",
                                          "sep", "oct", "nov", "dec", "mär", "mai", "okt", "dez",
                                          "jui", "avr", "fév", "aoû", "ene", "abr", "ago", "dic"};

bool has_digit(Word word) { return word.find_first_of("0123456789") != Word::npos; }
bool is_number(Word word) { return word.find_first_not_of("0123456789") == Word::npos; }

bool is_date_word(Word word) {
  if (has_digit(word) || is_one_of(kDateWords, word)) return true;
  return std::any_of(kMonths.begin(), kMonths.end(),
                     [&](Word month) { return word.starts_with(month) && word.size() <= 10; });
}

Words words_of(std::string_view text) {
  Words words;
  words.reserve(text.size() / 5);
  for (std::size_t begin = 0; begin < text.size();) {
    std::size_t const end = text.find(' ', begin);
    words.push_back(text.substr(begin, end - begin));
    begin = end + 1;
  }
  return words;
}

/// How many words from `at` on are a number that only counts or tells the time.
std::size_t idle_words(Words const& words, std::size_t at) {
  auto const word = [&](std::size_t i) { return i < words.size() ? words[i] : Word(); };
  if (is_number(words[at])) {
    if (is_one_of(kCounted, word(at + 1))) return 1;
    if (at > 0 && is_one_of(kCounted, words[at - 1]) && !is_one_of(kUnits, word(at + 1))) return 1;
    bool const has_unit = is_one_of(kUnits, word(at + 1));
    if (has_unit && is_one_of(kAgo, word(at + 2))) return 3;
    if (has_unit && at > 0 && is_one_of(kBefore, words[at - 1])) return 2;
  }
  return 0;
}

/// The length of the date that follows a word like "updated"; 0 when none does.
std::size_t stamp_length(Words const& words, std::size_t at) {
  std::size_t end = at;
  std::size_t digits = 0;
  while (end < words.size() && end - at < 10 && is_date_word(words[end]))
    digits += has_digit(words[end++]) ? 1 : 0;
  bool const just_now = end - at >= 2 && words[at] == "just" && words[at + 1] == "now";
  return digits >= 2 || just_now ? end - at : 0;
}

constexpr std::array<std::string_view, 20> kTracking = {
    "fbclid", "gclid",  "dclid",   "msclkid", "yclid", "igshid", "mc_cid",
    "mc_eid", "cmp",    "cmpid",   "ocid",    "smid",  "xtor",   "wt_mc",
    "wtmc",   "wt_zmc", "partner", "ito",     "_ga",   "mkt_tok"};

bool is_tracking(std::string_view parameter) {
  std::string const lower = lower_ascii(parameter);
  std::string_view const name = std::string_view(lower).substr(0, lower.find('='));
  for (std::string_view const prefix : {"utm_", "at_", "pk_", "mtm_", "piwik_", "hsa_"})
    if (name.starts_with(prefix)) return true;
  if (is_one_of(kTracking, name)) return true;
  std::string_view const value =
      std::string_view(lower).substr(std::min(name.size() + 1, lower.size()));
  bool const says_feed = value == "rss" || value == "feed" || value == "rssfeed";
  return says_feed &&
         (name == "ref" || name == "source" || name == "src" || name == "from" || name == "via");
}

}  // namespace

std::string essence(std::string_view markup) {
  std::string const text = reading_text(markup);
  Words const words = words_of(text);
  std::string out;
  out.reserve(text.size());
  for (std::size_t at = 0; at < words.size();) {
    if (std::size_t const idle = idle_words(words, at); idle > 0) {
      at += idle;
      continue;
    }
    Word const word = words[at++];
    out += word;
    out += ' ';
    if (is_one_of(kUpdated, word)) at += stamp_length(words, at);
  }
  return out;
}

std::string plain_link(std::string_view link) {
  if (auto const scheme = link.find("://"); scheme != std::string_view::npos && scheme < 10)
    link.remove_prefix(scheme + 3);
  std::size_t const host_end = std::min(link.find_first_of("/?#"), link.size());
  std::string out = lower_ascii(link.substr(0, host_end));
  if (out.starts_with("www.")) out.erase(0, 4);
  link.remove_prefix(host_end);
  std::string_view fragment;
  if (auto const at = link.find('#'); at != std::string_view::npos) {
    fragment = link.substr(at);
    link = link.substr(0, at);
  }
  std::size_t const query = std::min(link.find('?'), link.size());
  std::string_view path = link.substr(0, query);
  while (path.ends_with('/')) path.remove_suffix(1);
  out += path;
  char mark = '?';
  for (std::size_t at = query; at < link.size();) {
    std::size_t const end = std::min(link.find('&', at + 1), link.size());
    std::string_view const parameter = link.substr(at + 1, end - at - 1);
    at = end;
    if (parameter.empty() || is_tracking(parameter)) continue;
    out += mark;
    out += parameter;
    mark = '&';
  }
  if (fragment.size() > 1) out += fragment;
  return out;
}

}  // namespace wirewatch
