#include "pipeline/article/text_traits.h"

#include <re2/re2.h>
#include <unicode/uchar.h>

#include <array>
#include <cmath>

#include "base/text.h"
#include "pipeline/article/phrases.h"
#include "pipeline/article/words.h"

namespace wirewatch {
namespace {

// What stands over lists of other articles and in prompts, in the main languages. Weak evidence
// among others.
constexpr char kInvitation[] =
    R"((?i)^\W*(?:(?:most|more) (?:read|popular|viewed|discussed|commented|shared|stories|news|from|in|on|like)\b|popular\b|trending|top stories|latest (?:news|stories|posts|articles)|recent (?:posts|articles|stories|news)|recommended|you (?:may|might|should) (?:also|like)|related\b|see (?:also|more)|read (?:more|next|also)|don['’]t miss|editor['’]?s['’]? (?:pick|choice)|what to read|up next|previous|next (?:article|post|story)|share (?:this|on|via)|follow us|sign up|subscribe|newsletter|get (?:the|our)|advertisement|sponsored|comments?\b|leave a (?:comment|reply)|join the|tags?\b|topics?\b|about the author|filed under|support (?:us|our)|mehr (?:zum|von|aus|über|dazu)|meistgelesen|das könnte|auch interessant|lesen sie|themen\b|schlagwörter|anzeige\b|werbung\b|kommentar|teilen\b|empfehl|à lire|lire (?:aussi|plus)|sur le même|les plus lus|articles? (?:liés|similaires)|(?:à )?voir aussi|la rédaction vous|nos derni|abonn|partager|publicité|más (?:leíd|noticias|sobre|en)|lo más|te puede|(?:noticias|artículos) relacionad|relacionad|comparte|suscríb|publicidad|temas\b|etiquetas|leia (?:mais|também)|mais lid|veja (?:também|mais)|leggi anche|(?:articoli|notizie) correlat|altri articoli|ti potrebbe|i più letti|potrebbe interessart|pubblicità|czytaj|przeczytaj|najczęściej|najnowsze|zobacz|polecamy|podobne|powiązane|więcej (?:na|o|w)|reklama|čtěte|související|další (?:články|zprávy)|kapcsolódó|olvassa?|citește|читайте|читать|смотрите|популярн|последние|похожие|теги|ссылки по|по теме|(?:ещ[её]|другие|новости|материалы|статьи) (?:по|на|новости|материалы|статьи)|лента новостей|комментар|обсудить|читай|популярне|останні|σχετικ(?:ά|ές|α) (?:άρθρα|θέματα|ειδήσεις|νέα)|διαβάστε|δείτε|περισσότερα|подпис|поделит|lees (?:ook|meer)|meer over|meest gelezen|gerelateerd|läs (?:mer|också|även)|mest läst|relaterat|mer om|les (?:også|mer)|læs (?:også|mere)|mest les|siste nytt|relaterede|lue (?:myös|lisää)|luetuimmat|baca juga|terpopuler|terkait|berita (?:lain|ter)|関連|ランキング|おすすめ|人気|あわせて|관련|인기|많이 본|추천|热门|熱門|推荐|推薦|相关|相關|延伸|上一篇|下一篇|热点|熱點|评论|評論|اقرأ|شاهد أيض|مواضيع|קראו (?:גם|עוד)|כתבות|यह भी पढ़ें|और पढ़ें|संबंधित|xem thêm|đọc thêm|tin liên quan|อ่านเพิ่ม|ข่าวที่เกี่ยวข้อง|الأكثر|ذات صلة|ayrıca|ilgili|diğer haberler|öne çıkan|son dakika|en çok))";

constexpr std::uint32_t kLongestLabel = 24;  // letters
constexpr std::size_t kSpeaking = 700;       // bytes: longer paragraphs are prose

bool found(std::string_view text, RE2 const& pattern) {
  return RE2::PartialMatch(re2::StringPiece(text.data(), text.size()), pattern);
}

bool ends_sentence(char32_t c) {
  return c == '.' || c == '!' || c == '?' || c == 0x3002 || c == 0xFF01 || c == 0xFF1F ||
         c == 0x2026 || c == 0x061F || c == 0x06D4 || c == 0x0964 || c == 0x1362 || c == 0x104B;
}

bool closes_quote(char32_t c) {
  return c == '"' || c == '\'' || c == ')' || c == ']' || c == 0x201D || c == 0x2019 || c == 0xBB ||
         c == 0x201C || c == 0x300D || c == 0x300F || c == 0xFF09;
}

bool opens_quote(char32_t c) {
  return c == '"' || c == 0x201C || c == 0x201E || c == 0xAB || c == 0x300C || c == 0x2018 ||
         c == 0xBB;
}

bool is_sign(char32_t c) {
  return c == '|' || c == '/' || c == '#' || c == '@' || c == 0x2022 || c == 0xB7 || c == 0xBB ||
         c == '>' || c == '_' || c == 0x25BA || c == 0x2192 || c == '+' || c == '*';
}

/// Counts characters and words.
class Measure {
 public:
  TextTraits traits;

  void take(char32_t c) {
    if (c == ' ' || c == '\n') {
      in_word_ = false;
      if (c == '\n') ++traits.lines;
      return;
    }
    if (traits.letters++ == 0) begin(c);
    if (!closes_quote(c)) last_ = c;
    if (ends_sentence(c)) ++traits.sentences;
    bool const is_colon = c == ':' || c == '|' || c == 0xFF1A;
    if (c == ',' || c == 0x3001 || c == 0xFF0C || c == 0x060C) ++traits.commas;
    if (is_sign(c)) ++traits.signs;
    if (c >= '0' && c <= '9') ++traits.digits;
    if (c >= 'A' && c <= 'Z') ++traits.shouted;
    if (is_colon && traits.label == 0 && traits.letters <= kLongestLabel)
      traits.label = traits.letters;
    if (c == 0xA9) traits.copyright = true;
    take_word(c);
  }

  void finish() {
    traits.words += unspaced_ / 2;
    traits.ends_sentence = ends_sentence(last_);
    traits.ends_colon = last_ == ':' || last_ == 0xFF1A;
    traits.ends_ellipsis = last_ == 0x2026;
  }

 private:
  void begin(char32_t c) {
    traits.opens_quote = opens_quote(c);
    traits.opens_small = c < 0x80 ? (c >= 'a' && c <= 'z') : u_islower(UChar32(c));
  }
  void take_word(char32_t c) {
    if (has_no_spaces(c)) {
      ++unspaced_;
      in_word_ = false;
      return;
    }
    if (in_word_) return;
    in_word_ = true;
    ++traits.words;
    if (c < 0x80 ? (c >= 'A' && c <= 'Z') : u_isupper(UChar32(c))) ++traits.capitals;
  }

  char32_t last_ = 0;
  std::uint32_t unspaced_ = 0;
  bool in_word_ = false;
};

double share(double part, double whole) { return whole > 0 ? part / whole : 0; }

constexpr std::array<std::string_view, std::size_t(Phrase::count)> kPhraseNames{
    "prompt", "channel", "legal", "origin", "picture", "writer"};

}  // namespace

TextTraits measure_text(std::string_view text) {
  static RE2 const kInvites(kInvitation);
  Measure measure;
  for (std::size_t at = 0; at < text.size();) measure.take(next_code_point(text, at));
  measure.finish();
  TextTraits traits = measure.traits;
  if (text.size() < 500) traits.furniture = classify_paragraph(text, Position::first);
  if (text.size() < kSpeaking) traits.phrases = find_phrases(text);
  if (text.size() < 120) traits.invites = found(text, kInvites);
  traits.address = text.find("http") != std::string_view::npos ||
                   text.find("www.") != std::string_view::npos ||
                   text.find('@') != std::string_view::npos;
  return traits;
}

void measure_words(TextTraits const& text, FeatureRow& row) {
  row.put("letters", std::log2(1 + text.letters));
  row.put("words", text.words);
  row.put("commas", text.commas);
  row.put("sentences", text.sentences);
  row.put("lines", text.lines);
  row.put("ends_sentence", text.ends_sentence);
  row.put("ends_colon", text.ends_colon);
  row.put("ends_ellipsis", text.ends_ellipsis);
  row.put("opens_quote", text.opens_quote);
  row.put("opens_small", text.opens_small);
  row.put("copyright", text.copyright);
  row.put("address", text.address);
  row.put("capitals", share(text.capitals, text.words));
  row.put("digits", share(text.digits, text.letters));
  row.put("signs", share(text.signs, text.letters));
  row.put("word_length", share(text.letters, text.words));
  row.put("furniture", text.furniture.found ? 1 + double(text.furniture.kind) : 0);
  row.put("invites", text.invites);
  row.put_bits("says", text.phrases, kPhraseNames);
  row.put("shouted", share(text.shouted, text.letters));
  row.put("label", text.label);
}

}  // namespace wirewatch
