#include "pipeline/article/page_state.h"

#include <algorithm>
#include <boost/json.hpp>
#include <cmath>
#include <deque>
#include <unordered_set>
#include <utility>

#include "base/text.h"
#include "pipeline/article/cohesion.h"
#include "pipeline/article/extract.h"
#include "pipeline/article/flat_text.h"
#include "pipeline/article/state_source.h"
#include "pipeline/article/state_values.h"
#include "pipeline/article/text_traits.h"
#include "pipeline/article/words.h"

namespace wirewatch {
namespace {

namespace json = boost::json;

constexpr std::size_t kMaxValues = 200'000;   ///< looked at, those looked at again too
constexpr std::size_t kMaxMarkup = 400'000;   ///< bytes of one article's text
constexpr std::size_t kMaxRendered = 20'000;  ///< values of one article
constexpr std::size_t kMaxNested = 20;        ///< texts that are JSON themselves
constexpr std::size_t kMaxCandidates = 12;
constexpr std::size_t kPhrase = 30;       ///< bytes: less is a name or a setting
constexpr std::size_t kLooked = 16'384;   ///< bytes of one paragraph
constexpr std::uint32_t kLeastWords = 8;  ///< of a sentence
constexpr double kLeastProse = 500;
constexpr double kMostlyProse = 0.5;
constexpr std::size_t kLeastBytes = 400;
constexpr int kMaxDepth = 60;
constexpr std::size_t kLeastName = 6;
constexpr double kSameTitle = 0.6;
constexpr double kSpeaksOfTitle = 0.5;  ///< of the title's words, for a text that stands nowhere
constexpr double kCode = 0.01;          ///< of a text's characters: more brackets are no prose

std::string_view view(json::value const& value) { return std::string_view(value.get_string()); }

bool has(std::string_view name, std::initializer_list<std::string_view> parts) {
  return std::any_of(parts.begin(), parts.end(),
                     [&](auto part) { return name.find(part) != std::string_view::npos; });
}

/// The last part of an address that tells one article from others.
std::string name_in_url(std::string_view url) {
  auto const path = url.substr(0, url.find_first_of("?#"));
  auto const host = path.find("://");
  std::string_view best;
  for (std::size_t at = host == std::string_view::npos ? 0 : path.find('/', host + 3);
       at < path.size();) {
    auto const end = std::min(path.find('/', at), path.size());
    auto const name = path.substr(at, end - at);
    if (auto const stem = name.substr(0, name.rfind('.')); stem.size() >= kLeastName) best = stem;
    at = end + 1;
  }
  return std::string(best);
}

bool is_code(std::string_view text) {
  auto const signs = std::count_if(text.begin(), text.end(), [](char c) {
    return c == '{' || c == '}' || c == ';' || c == '=' || c == '_' || c == '|' || c == '\\';
  });
  return double(signs) > kCode * double(text.size());
}

/// Sentences, or markup around some, seen from far.
bool may_be_prose(std::string_view text) {
  if (text.size() < kPhrase) return false;
  std::size_t blanks = 0;
  std::size_t brackets = 0;
  std::size_t foreign = 0;
  for (char const c : text.substr(0, kLooked)) {
    blanks += c == ' ';
    brackets += c == '{' || c == '}' || c == '|' || c == '_';
    foreign += static_cast<unsigned char>(c) >= 0x80;
  }
  auto const size = std::min(text.size(), kLooked);
  return (blanks * 20 > size || foreign * 2 > size) && brackets * 50 < size;
}

/// Letters of paragraphs that are sentences; lists of keywords and of settings have none.
double prose_letters(std::string_view text) {
  double sum = 0;
  for (auto const paragraph : split_paragraphs(text)) {
    auto const traits = measure_text(cut_utf8(paragraph, kLooked));
    bool const prose = traits.sentences > 0 && traits.words >= kLeastWords && !is_code(paragraph);
    if (prose) sum += double(paragraph.size());
  }
  return sum;
}

/// A text or a list of paragraphs that may be the body.
struct Candidate {
  json::value const* value = nullptr;
  StateValues const* values = nullptr;
  std::size_t bytes = 0;
  double weight = 0;
  bool stands_under_title = false;
};

class StateReader {
 public:
  StateReader(std::string_view title, std::string_view url)
      : title_(shingles(word_hashes(title), 1)),
        subject_(subject_words(title)),
        url_(url),
        name_(name_in_url(url)) {}

  /// What is read must outlive this.
  void read(StateValues const& values, json::value const& root) {
    values_ = &values;
    owners_.clear();
    (void)walk(values.begin(root), 0);
  }

  std::string best() {
    std::string best;
    double most = 0;
    for (auto const& one : candidates_) {
      std::size_t budget = kMaxRendered;
      StateMarkup markup(*one.values, budget);
      auto const source = markup.of(*one.value);
      auto text = visible_text(cut_utf8(source, kMaxMarkup));
      double const prose = prose_letters(text);
      double const told = share_in(subject_, subject_words(text));
      if (prose < kLeastProse || prose < kMostlyProse * double(text.size())) continue;
      if (!one.stands_under_title && (subject_.size() < 2 || told < kSpeaksOfTitle)) continue;
      double const worth = prose * one.weight / double(one.bytes) * (0.2 + told);
      if (worth > most) most = worth, best = std::move(text);
    }
    return best;
  }

 private:
  enum class Verdict { silent, same, other };

  /// The bytes of text in and below a value, each value once.
  std::size_t walk(json::value const& value, int depth) {
    if (depth > kMaxDepth || budget_ == 0) return 0;
    --budget_;
    if (value.is_string()) return walk_text(value, depth);
    if (value.is_primitive() || !seen_.insert(&value).second) return 0;
    std::size_t bytes = 0;
    if (value.is_array()) {
      for (auto const& item : value.get_array()) bytes += walk(values_->of(item), depth + 1);
      consider(value, bytes);
    } else {
      owners_.push_back(&value.get_object());
      for (auto const& member : value.get_object())
        if (!leads_elsewhere(member.key())) bytes += walk(values_->of(member.value()), depth + 1);
      owners_.pop_back();
    }
    return bytes;
  }

  std::size_t walk_text(json::value const& value, int depth) {
    auto const text = view(value);
    if (text.size() >= kLeastBytes && seen_.insert(&value).second) {
      if (text.starts_with("[{\"") || text.starts_with("{\"")) return walk_nested(text, depth);
      if (may_be_prose(text)) consider(value, text.size());
    }
    return may_be_prose(text) ? text.size() : 0;
  }

  /// JSON as text within JSON.
  std::size_t walk_nested(std::string_view text, int depth) {
    if (nested_.size() >= kMaxNested) return 0;
    auto const& root = nested_.emplace_back(parse_state(text, values_left_));
    auto const& inner = nested_values_.emplace_back(root);
    auto const* const outer = std::exchange(values_, &inner);
    auto const bytes = walk(root, depth + 1);
    values_ = outer;
    return bytes;
  }

  void consider(json::value const& value, std::size_t bytes) {
    if (bytes < kLeastBytes) return;
    auto const [verdict, distance] = verdict_of_owners();
    if (verdict == Verdict::other) return;
    bool const same = verdict == Verdict::same;
    double const weight = double(bytes) * (same ? std::pow(0.9, distance) : 0.3);
    // A list in a list, with nothing beside it: the inner one is nearer to its title.
    if (!candidates_.empty() && candidates_.back().bytes == bytes) return;
    candidates_.push_back({&value, values_, bytes, weight, same});
    if (candidates_.size() <= kMaxCandidates) return;
    candidates_.erase(
        std::min_element(candidates_.begin(), candidates_.end(),
                         [](auto const& a, auto const& b) { return a.weight < b.weight; }));
  }

  /// Of the nearest object around that says which article it is, and how far that one is.
  std::pair<Verdict, double> verdict_of_owners() {
    for (std::size_t up = 0; up < owners_.size(); ++up) {
      auto const* const owner = owners_[owners_.size() - 1 - up];
      auto found = verdicts_.find(owner);
      if (found == verdicts_.end()) found = verdicts_.emplace(owner, judge(*owner)).first;
      if (found->second != Verdict::silent) return {found->second, double(up)};
    }
    return {Verdict::silent, 0};
  }

  Verdict judge(json::object const& object) {
    bool other_title = false;
    bool addressed = false;
    for (auto const& member : object) {
      if (budget_ == 0) break;
      --budget_;
      auto const key = lower_ascii(member.key());
      auto const& value = values_->of(member.value());
      if (has(key, {"url", "slug", "canonical", "path", "link", "uri"}) || key == "id" ||
          key == "_id") {
        addressed = true;
        if (names_this_page(value)) return Verdict::same;
      }
      if (has(key, {"headline", "title"}) && !has(key, {"sub", "alt", "kicker"})) {
        if (is_title(value)) return Verdict::same;
        other_title |= is_other_title(value);
      }
    }
    return other_title && addressed ? Verdict::other : Verdict::silent;
  }

  bool names_this_page(json::value const& value) const {
    if (!value.is_string() || view(value).size() > 1000) return false;
    auto const text = view(value);
    if (!name_.empty() && text.find(name_) != std::string_view::npos) return true;
    bool const number = text.size() >= kLeastName && text.find_first_of("0123456789") != text.npos;
    return number && text.find('/') == text.npos && url_.find(text) != std::string::npos;
  }

  /// A title may stand in an object of its own: {"basic": ...}, {"rendered": ...}.
  template <class Test>
  bool any_string(json::value const& value, Test test) const {
    if (value.is_string()) return view(value).size() < 1000 && test(view(value));
    if (!value.is_object() || value.get_object().size() > 8) return false;
    auto const& object = value.get_object();
    return std::any_of(object.begin(), object.end(), [&](auto const& member) {
      auto const& inner = values_->of(member.value());
      return inner.is_string() && view(inner).size() < 1000 && test(view(inner));
    });
  }
  bool is_title(json::value const& value) const {
    return any_string(value, [&](std::string_view text) {
      auto const words = shingles(word_hashes(text), 1);
      return title_.size() >= 2 && share_in(title_, words) >= kSameTitle &&
             share_in(words, title_) >= kSameTitle;
    });
  }
  bool is_other_title(json::value const& value) const {
    return any_string(value, [](std::string_view text) { return word_hashes(text).size() >= 3; });
  }

  std::vector<std::uint64_t> title_;
  std::vector<std::uint64_t> subject_;
  std::string url_;
  std::string name_;
  StateValues const* values_ = nullptr;
  std::size_t budget_ = kMaxValues;
  std::unordered_set<json::value const*> seen_;
  std::size_t values_left_ = kMaxValues;  ///< of nested JSON
  std::deque<json::value> nested_;
  std::deque<StateValues> nested_values_;
  std::vector<json::object const*> owners_;
  std::unordered_map<json::object const*, Verdict> verdicts_;
  std::vector<Candidate> candidates_;
};

/// Gives Apollo's entries their names: members "Type:id" of whatever object holds them.
void name_entries(StateValues& values, json::value const& value, int depth, std::size_t& budget) {
  if (depth > 6 || !value.is_object()) return;
  for (auto const& member : value.get_object()) {
    if (budget == 0) return;
    --budget;
    if (!member.value().is_object()) continue;
    if (member.key().find(':') != std::string_view::npos)
      values.name(std::string(std::string_view(member.key())), member.value());
    else
      name_entries(values, member.value(), depth + 1, budget);
  }
}

}  // namespace

std::string read_state_body(HtmlDocument const& document, std::string_view title,
                            std::string_view url) {
  PageStates const states(document);
  json::value const none;
  std::deque<StateValues> values;
  StateReader reader(title, url);
  for (auto const& root : states.roots) {
    std::size_t names = kMaxValues / 4;
    name_entries(values.emplace_back(root), root, 0, names);
    reader.read(values.back(), root);
  }
  auto& rows = values.emplace_back(none);
  for (auto const& [id, value] : states.rows) rows.name(id, value);
  for (auto const& [id, value] : states.rows)
    if (!value.is_string()) reader.read(rows, value);
  return reader.best();
}

}  // namespace wirewatch
