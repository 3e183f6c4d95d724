#include "fetcher/entry_essence.h"

#include <algorithm>
#include <array>

#include "base/text.h"
#include "fetcher/reading_text.h"

namespace wirewatch {
namespace {

using Word = std::string_view;

constexpr int kLongestStamp = 10;  ///< words

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

/// Moves over words that are parted by single spaces; a place is where a word begins.
class Words {
 public:
  explicit Words(std::string_view text) : text_(text) {}

  bool has(std::size_t place) const { return place < text_.size(); }
  /// "" at the end.
  Word at(std::size_t place) const {
    return has(place) ? text_.substr(place, text_.find(' ', place) - place) : Word();
  }
  std::size_t after(std::size_t place) const { return place + at(place).size() + 1; }
  /// Of a place that is not the first.
  std::size_t before(std::size_t place) const { return text_.rfind(' ', place - 2) + 1; }

 private:
  std::string_view text_;
};

/// Where a number that only counts or tells the time ends; `place` where it does neither.
std::size_t end_of_idle(Words const& words, std::size_t place) {
  if (!is_number(words.at(place))) return place;
  std::size_t const next = words.after(place);
  Word const unit = words.at(next);
  Word const previous = place > 0 ? words.at(words.before(place)) : Word();
  if (is_one_of(kCounted, unit)) return next;
  if (!is_one_of(kUnits, unit)) return is_one_of(kCounted, previous) ? next : place;
  std::size_t const behind = words.after(next);
  if (words.has(behind) && is_one_of(kAgo, words.at(behind))) return words.after(behind);
  return is_one_of(kBefore, previous) ? behind : place;
}

/// Where the date that follows a word like "updated" ends; `place` when none does.
std::size_t end_of_stamp(Words const& words, std::size_t place) {
  std::size_t end = place;
  std::size_t digits = 0;
  for (int count = 0; count < kLongestStamp && words.has(end) && is_date_word(words.at(end));
       ++count, end = words.after(end))
    digits += has_digit(words.at(end)) ? 1 : 0;
  return digits >= 2 ? end : place;
}

/// Where the stamp begins that a number may stand in; `place` when it stands in none.
std::size_t begin_of_stamp(Words const& words, std::size_t place) {
  std::size_t begin = place;
  for (int count = 0; count < kLongestStamp && begin > 0; ++count) {
    std::size_t const previous = words.before(begin);
    if (is_one_of(kUpdated, words.at(previous))) return begin;
    if (!is_date_word(words.at(previous))) return place;
    begin = previous;
  }
  return place;
}

struct Span {
  std::size_t begin = 0;
  std::size_t end = 0;
};

/// What is idle at a number.
Span idle_at(Words const& words, std::size_t place) {
  if (place > 0) {
    std::size_t const begin = begin_of_stamp(words, place);
    bool const is_after_word = begin != place || is_one_of(kUpdated, words.at(words.before(place)));
    std::size_t const end = is_after_word ? end_of_stamp(words, begin) : begin;
    if (end > place) return {begin, end};
  }
  return {place, end_of_idle(words, place)};
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
  ReadingText text = reading_text(markup);
  if (text.numbers.empty()) return std::move(text.words);
  Words const words(text.words);
  std::string out;
  std::size_t kept = 0;
  for (std::size_t const number : text.numbers) {
    if (number < kept) continue;  // in the idle span of the number before
    Span const idle = idle_at(words, number);
    out.append(text.words, kept, std::max(idle.begin, kept) - kept);
    kept = std::max(idle.begin, kept);
    if (idle.end > idle.begin) kept = idle.end;
  }
  out.append(text.words, std::min(kept, text.words.size()));
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
