#include "pipeline/article/html/cue.h"

#include <algorithm>
#include <array>

namespace wirewatch {
namespace {

struct CueWord {
  std::string_view word;
  Cues cues;
};

// Sorted by word. General vocabulary of page templates; no names of sites.
// clang-format off
constexpr std::array<CueWord, 444> kWords{{
    {"abo", bit(Cue::newsletter)}, {"about", bit(Cue::bio)}, {"abstract", bit(Cue::lead)},
    {"action", bit(Cue::share)}, {"actions", bit(Cue::share)}, {"ad", bit(Cue::ad)},
    {"addtoany", bit(Cue::share)}, {"ads", bit(Cue::ad)}, {"adslot", bit(Cue::ad)},
    {"adv", bit(Cue::ad)}, {"advert", bit(Cue::ad)}, {"advertisement", bit(Cue::ad)},
    {"advertising", bit(Cue::ad)}, {"advertorial", bit(Cue::ad)}, {"affiliate", bit(Cue::ad)},
    {"alert", bit(Cue::popup)}, {"also", bit(Cue::related)}, {"anzeige", bit(Cue::ad)},
    {"archive", bit(Cue::list)}, {"article", bit(Cue::article)}, {"articlebody", bit(Cue::body)},
    {"articlecontent", bit(Cue::content)}, {"articletext", bit(Cue::body)},
    {"articolo", bit(Cue::article)}, {"articulo", bit(Cue::article)},
    {"artikel", bit(Cue::article)}, {"aside", bit(Cue::sidebar)}, {"audio", bit(Cue::caption)},
    {"auteur", bit(Cue::meta)}, {"author", bit(Cue::meta)}, {"authors", bit(Cue::meta)},
    {"autor", bit(Cue::meta)}, {"avatar", bit(Cue::bio)}, {"bajada", bit(Cue::lead)},
    {"banner", bit(Cue::header)}, {"bestof", bit(Cue::popular)}, {"bild", bit(Cue::caption)},
    {"bio", bit(Cue::bio)}, {"biography", bit(Cue::bio)}, {"blockquote", bit(Cue::quote)},
    {"blogpost", bit(Cue::article)}, {"body", bit(Cue::body)}, {"bodycopy", bit(Cue::body)},
    {"bodytext", bit(Cue::body)}, {"bottom", bit(Cue::footer)}, {"box", bit(Cue::widget)},
    {"boxout", bit(Cue::widget)}, {"breadcrumb", bit(Cue::nav)}, {"breadcrumbs", bit(Cue::nav)},
    {"btn", bit(Cue::share)}, {"button", bit(Cue::share)}, {"buttons", bit(Cue::share)},
    {"byline", bit(Cue::meta)}, {"bylines", bit(Cue::meta)}, {"campaign", bit(Cue::newsletter)},
    {"caption", bit(Cue::caption)}, {"captions", bit(Cue::caption)}, {"card", bit(Cue::teaser)},
    {"cards", bit(Cue::teaser)}, {"carousel", bit(Cue::teaser)}, {"cat", bit(Cue::tags)},
    {"categories", bit(Cue::tags)}, {"category", bit(Cue::tags)}, {"chapeau", bit(Cue::lead)},
    {"chapo", bit(Cue::lead)}, {"citation", bit(Cue::quote)}, {"clarification", bit(Cue::note)},
    {"collapse", bit(Cue::hidden)}, {"collapsed", bit(Cue::hidden)},
    {"collection", bit(Cue::list)}, {"colophon", bit(Cue::footer)}, {"column", bit(Cue::sidebar)},
    {"comentario", bit(Cue::comment)}, {"comentarios", bit(Cue::comment)},
    {"comment", bit(Cue::comment)}, {"commentaires", bit(Cue::comment)},
    {"commentform", bit(Cue::comment)}, {"commenti", bit(Cue::comment)},
    {"commentlist", bit(Cue::comment)}, {"commento", bit(Cue::comment)},
    {"comments", bit(Cue::comment)}, {"commentsection", bit(Cue::comment)},
    {"commercial", bit(Cue::ad)}, {"complementary", bit(Cue::sidebar)},
    {"consent", bit(Cue::popup)}, {"container", bit(Cue::widget)},
    {"contenido", bit(Cue::content)}, {"content", bit(Cue::content)},
    {"contents", bit(Cue::content)}, {"contenu", bit(Cue::content)},
    {"contenuto", bit(Cue::content)}, {"conteudo", bit(Cue::content)},
    {"contributor", bit(Cue::meta)}, {"contributors", bit(Cue::meta)},
    {"conversation", bit(Cue::comment)}, {"cookie", bit(Cue::popup)},
    {"cookies", bit(Cue::popup)}, {"copy", bit(Cue::body)}, {"copyright", bit(Cue::footer)},
    {"corpo", bit(Cue::body)}, {"corps", bit(Cue::body)}, {"correction", bit(Cue::note)},
    {"corrections", bit(Cue::note)}, {"credit", bit(Cue::caption)},
    {"credits", bit(Cue::caption)}, {"crosslink", bit(Cue::related)},
    {"cta", bit(Cue::newsletter)}, {"cuerpo", bit(Cue::body)}, {"date", bit(Cue::meta)},
    {"dateline", bit(Cue::meta)}, {"datetime", bit(Cue::meta)}, {"deck", bit(Cue::lead)},
    {"dek", bit(Cue::lead)}, {"description", bit(Cue::lead)}, {"detail", bit(Cue::article)},
    {"details", bit(Cue::article)}, {"dfp", bit(Cue::ad)}, {"dialog", bit(Cue::popup)},
    {"disclaimer", bit(Cue::note)}, {"discussion", bit(Cue::comment)},
    {"diskuze", bit(Cue::comment)}, {"disqus", bit(Cue::comment)},
    {"donate", bit(Cue::newsletter)}, {"donation", bit(Cue::newsletter)},
    {"donations", bit(Cue::newsletter)}, {"dropdown", bit(Cue::popup)},
    {"editor", bit(Cue::note)}, {"editors", bit(Cue::note)}, {"email", bit(Cue::newsletter)},
    {"embed", bit(Cue::caption)}, {"entradilla", bit(Cue::lead)}, {"entry", bit(Cue::article)},
    {"entrycontent", bit(Cue::content)}, {"excerpt", bit(Cue::lead)},
    {"external", bit(Cue::widget)}, {"eyebrow", bit(Cue::meta)}, {"facebook", bit(Cue::share)},
    {"factbox", bit(Cue::widget)}, {"feed", bit(Cue::list)}, {"figcaption", bit(Cue::caption)},
    {"figure", bit(Cue::caption)}, {"follow", bit(Cue::share)}, {"foot", bit(Cue::footer)},
    {"footer", bit(Cue::footer)}, {"footnote", bit(Cue::note)}, {"footnotes", bit(Cue::note)},
    {"form", bit(Cue::newsletter)}, {"forum", bit(Cue::comment)}, {"foto", bit(Cue::caption)},
    {"fotos", bit(Cue::caption)}, {"fulltext", bit(Cue::body)}, {"further", bit(Cue::related)},
    {"gallery", bit(Cue::caption)}, {"gate", bit(Cue::newsletter)}, {"gdpr", bit(Cue::popup)},
    {"gpt", bit(Cue::ad)}, {"grid", bit(Cue::teaser)}, {"head", bit(Cue::header)},
    {"header", bit(Cue::header)}, {"heading", bit(Cue::title)}, {"headline", bit(Cue::title)},
    {"headlines", bit(Cue::popular) | bit(Cue::title)}, {"hed", bit(Cue::title)},
    {"hentry", bit(Cue::article)}, {"hero", bit(Cue::header)}, {"hidden", bit(Cue::hidden)},
    {"hide", bit(Cue::hidden)}, {"hot", bit(Cue::popular)}, {"hozzaszolasok", bit(Cue::comment)},
    {"iframe", bit(Cue::widget)}, {"image", bit(Cue::caption)}, {"images", bit(Cue::caption)},
    {"img", bit(Cue::caption)}, {"impressum", bit(Cue::footer)}, {"imprint", bit(Cue::footer)},
    {"index", bit(Cue::list)}, {"info", bit(Cue::meta)}, {"infobox", bit(Cue::widget)},
    {"ingress", bit(Cue::lead)}, {"inhalt", bit(Cue::content)}, {"inline", bit(Cue::widget)},
    {"insert", bit(Cue::widget)}, {"instagram", bit(Cue::quote)},
    {"interactive", bit(Cue::widget)}, {"intertitre", bit(Cue::lead)}, {"intro", bit(Cue::lead)},
    {"introduction", bit(Cue::lead)}, {"invisible", bit(Cue::hidden)}, {"item", bit(Cue::list)},
    {"items", bit(Cue::list)}, {"keyword", bit(Cue::tags)}, {"keywords", bit(Cue::tags)},
    {"kicker", bit(Cue::meta)}, {"komentar", bit(Cue::comment)}, {"komentare", bit(Cue::comment)},
    {"komentari", bit(Cue::comment)}, {"komentaru", bit(Cue::comment)},
    {"komentarz", bit(Cue::comment)}, {"komentarze", bit(Cue::comment)},
    {"komentarzy", bit(Cue::comment)}, {"kommentar", bit(Cue::comment)},
    {"kommentare", bit(Cue::comment)}, {"kommentarer", bit(Cue::comment)},
    {"kommentarfeld", bit(Cue::comment)}, {"kommentit", bit(Cue::comment)},
    {"label", bit(Cue::meta)}, {"latest", bit(Cue::popular)}, {"lead", bit(Cue::lead)},
    {"lede", bit(Cue::lead)}, {"left", bit(Cue::sidebar)}, {"legal", bit(Cue::footer)},
    {"legend", bit(Cue::caption)}, {"li", bit(Cue::list)}, {"lid", bit(Cue::lead)},
    {"lightbox", bit(Cue::popup)}, {"like", bit(Cue::share)}, {"likes", bit(Cue::share)},
    {"linkbox", bit(Cue::related)}, {"linkedin", bit(Cue::share)}, {"list", bit(Cue::list)},
    {"listing", bit(Cue::list)}, {"lists", bit(Cue::list)}, {"login", bit(Cue::newsletter)},
    {"main", bit(Cue::content)}, {"mainbody", bit(Cue::body)}, {"maincontent", bit(Cue::content)},
    {"marketing", bit(Cue::ad)}, {"masthead", bit(Cue::header)}, {"media", bit(Cue::caption)},
    {"member", bit(Cue::newsletter)}, {"membership", bit(Cue::newsletter)},
    {"menu", bit(Cue::nav)}, {"message", bit(Cue::popup)}, {"meta", bit(Cue::meta)},
    {"modal", bit(Cue::popup)}, {"module", bit(Cue::widget)}, {"more", bit(Cue::related)},
    {"most", bit(Cue::popular)}, {"mostpopular", bit(Cue::popular)},
    {"mostread", bit(Cue::popular)}, {"native", bit(Cue::ad)}, {"nav", bit(Cue::nav)},
    {"navbar", bit(Cue::nav)}, {"navigation", bit(Cue::nav)}, {"newest", bit(Cue::popular)},
    {"news", bit(Cue::article)}, {"newsletter", bit(Cue::newsletter)},
    {"next", bit(Cue::related)}, {"nextprev", bit(Cue::nav)}, {"noprint", bit(Cue::hidden)},
    {"note", bit(Cue::note)}, {"notes", bit(Cue::note)}, {"notice", bit(Cue::popup)},
    {"noticia", bit(Cue::article)}, {"offer", bit(Cue::newsletter)},
    {"offscreen", bit(Cue::hidden)}, {"onward", bit(Cue::related)}, {"outbrain", bit(Cue::ad)},
    {"overlay", bit(Cue::popup)}, {"pagecontent", bit(Cue::content)}, {"pager", bit(Cue::nav)},
    {"pagination", bit(Cue::nav)}, {"paragraph", bit(Cue::body)}, {"paragraphs", bit(Cue::body)},
    {"partner", bit(Cue::ad)}, {"partners", bit(Cue::ad)}, {"paywall", bit(Cue::newsletter)},
    {"photo", bit(Cue::caption)}, {"photos", bit(Cue::caption)}, {"picture", bit(Cue::caption)},
    {"player", bit(Cue::caption)}, {"plugin", bit(Cue::widget)}, {"podcast", bit(Cue::caption)},
    {"popular", bit(Cue::popular)}, {"popup", bit(Cue::popup)}, {"post", bit(Cue::article)},
    {"postbody", bit(Cue::body)}, {"postcontent", bit(Cue::content)}, {"posted", bit(Cue::meta)},
    {"premium", bit(Cue::newsletter)}, {"prev", bit(Cue::related)}, {"preview", bit(Cue::teaser)},
    {"previous", bit(Cue::related)}, {"primary", bit(Cue::content)}, {"print", bit(Cue::hidden)},
    {"privacy", bit(Cue::popup)}, {"product", bit(Cue::ad)}, {"profile", bit(Cue::bio)},
    {"promo", bit(Cue::teaser)}, {"promos", bit(Cue::teaser)}, {"promotion", bit(Cue::ad)},
    {"prose", bit(Cue::body)}, {"pub", bit(Cue::ad)}, {"pubdate", bit(Cue::meta)},
    {"publicidad", bit(Cue::ad)}, {"publicite", bit(Cue::ad)}, {"publish", bit(Cue::meta)},
    {"published", bit(Cue::meta)}, {"pull", bit(Cue::quote)}, {"pullquote", bit(Cue::quote)},
    {"push", bit(Cue::newsletter)}, {"quote", bit(Cue::quote)}, {"rail", bit(Cue::sidebar)},
    {"rank", bit(Cue::popular)}, {"ranking", bit(Cue::popular)}, {"rating", bit(Cue::share)},
    {"reactie", bit(Cue::comment)}, {"reacties", bit(Cue::comment)},
    {"reactions", bit(Cue::share)}, {"reading", bit(Cue::meta)}, {"readmore", bit(Cue::related)},
    {"recent", bit(Cue::popular)}, {"recirc", bit(Cue::related)},
    {"recirculation", bit(Cue::related)}, {"recommend", bit(Cue::related)},
    {"recommendation", bit(Cue::related)}, {"recommendations", bit(Cue::related)},
    {"recommended", bit(Cue::related)}, {"reference", bit(Cue::note)},
    {"references", bit(Cue::note)}, {"register", bit(Cue::newsletter)},
    {"registration", bit(Cue::newsletter)}, {"relacionadas", bit(Cue::related)},
    {"relacionados", bit(Cue::related)}, {"related", bit(Cue::related)},
    {"relatedarticles", bit(Cue::related)}, {"relatedcontent", bit(Cue::related)},
    {"relatedposts", bit(Cue::related)}, {"replies", bit(Cue::comment)},
    {"reply", bit(Cue::comment)}, {"respond", bit(Cue::comment)}, {"richtext", bit(Cue::body)},
    {"right", bit(Cue::sidebar)}, {"river", bit(Cue::teaser)}, {"rte", bit(Cue::body)},
    {"screen", bit(Cue::hidden)}, {"secondary", bit(Cue::sidebar)}, {"section", bit(Cue::meta)},
    {"seealso", bit(Cue::related)}, {"share", bit(Cue::share)}, {"sharebar", bit(Cue::share)},
    {"sharebox", bit(Cue::share)}, {"sharing", bit(Cue::share)}, {"shop", bit(Cue::ad)},
    {"shopping", bit(Cue::ad)}, {"side", bit(Cue::sidebar)}, {"sidebar", bit(Cue::sidebar)},
    {"sidebox", bit(Cue::widget)}, {"signin", bit(Cue::newsletter)},
    {"signup", bit(Cue::newsletter)}, {"similar", bit(Cue::related)},
    {"single", bit(Cue::article)}, {"sitemap", bit(Cue::nav)}, {"skip", bit(Cue::nav)},
    {"slick", bit(Cue::teaser)}, {"slide", bit(Cue::teaser)}, {"slider", bit(Cue::teaser)},
    {"slideshow", bit(Cue::caption)}, {"social", bit(Cue::share)}, {"sommario", bit(Cue::lead)},
    {"source", bit(Cue::meta)}, {"sponsor", bit(Cue::ad)}, {"sponsored", bit(Cue::ad)},
    {"sr", bit(Cue::hidden)}, {"standfirst", bit(Cue::lead)}, {"story", bit(Cue::article)},
    {"storybody", bit(Cue::body)}, {"storycontent", bit(Cue::content)},
    {"storypage", bit(Cue::article)}, {"storytext", bit(Cue::body)}, {"subhead", bit(Cue::title)},
    {"subheading", bit(Cue::title)}, {"subheadline", bit(Cue::lead)}, {"submenu", bit(Cue::nav)},
    {"subscribe", bit(Cue::newsletter)}, {"subscriber", bit(Cue::newsletter)},
    {"subscription", bit(Cue::newsletter)}, {"subtitle", bit(Cue::title) | bit(Cue::lead)},
    {"suggested", bit(Cue::related)}, {"suggestion", bit(Cue::related)},
    {"suggestions", bit(Cue::related)}, {"summary", bit(Cue::lead)},
    {"support", bit(Cue::newsletter)}, {"swiper", bit(Cue::teaser)}, {"tab", bit(Cue::nav)},
    {"taboola", bit(Cue::ad)}, {"tabs", bit(Cue::nav)}, {"tag", bit(Cue::tags)},
    {"tagged", bit(Cue::tags)}, {"tags", bit(Cue::tags)}, {"teaser", bit(Cue::teaser)},
    {"teasers", bit(Cue::teaser)}, {"teasertext", bit(Cue::lead)}, {"tema", bit(Cue::tags)},
    {"temas", bit(Cue::tags)}, {"text", bit(Cue::body)}, {"texte", bit(Cue::body)},
    {"texto", bit(Cue::body)}, {"thema", bit(Cue::tags)}, {"themen", bit(Cue::tags)},
    {"thumb", bit(Cue::teaser)}, {"thumbnail", bit(Cue::teaser)}, {"ticker", bit(Cue::popular)},
    {"tile", bit(Cue::teaser)}, {"tiles", bit(Cue::teaser)}, {"time", bit(Cue::meta)},
    {"timestamp", bit(Cue::meta)}, {"titel", bit(Cue::title)}, {"title", bit(Cue::title)},
    {"titles", bit(Cue::title)}, {"titolo", bit(Cue::title)}, {"titre", bit(Cue::title)},
    {"titulo", bit(Cue::title)}, {"toast", bit(Cue::popup)}, {"toolbar", bit(Cue::share)},
    {"tools", bit(Cue::share)}, {"tooltip", bit(Cue::popup)}, {"top", bit(Cue::popular)},
    {"topbar", bit(Cue::nav)}, {"topic", bit(Cue::tags)}, {"topics", bit(Cue::tags)},
    {"topper", bit(Cue::header)}, {"trending", bit(Cue::popular)}, {"tweet", bit(Cue::quote)},
    {"twitter", bit(Cue::share)}, {"ul", bit(Cue::list)}, {"update", bit(Cue::note)},
    {"updated", bit(Cue::meta)}, {"updates", bit(Cue::note)}, {"vcard", bit(Cue::bio)},
    {"verwandte", bit(Cue::related)}, {"video", bit(Cue::caption)}, {"videos", bit(Cue::caption)},
    {"visually", bit(Cue::hidden)}, {"vorspann", bit(Cue::lead)}, {"werbung", bit(Cue::ad)},
    {"whatsapp", bit(Cue::share)}, {"widget", bit(Cue::widget)}, {"widgets", bit(Cue::widget)},
    {"wp", bit(Cue::caption)}, {"writer", bit(Cue::meta)}, {"wysiwyg", bit(Cue::body)},
    {"yorum", bit(Cue::comment)}, {"yorumlar", bit(Cue::comment)},
}};
// clang-format on

constexpr std::size_t kLongest = 24;

Cues find_word(std::string_view word) {
  auto const* const at =
      std::lower_bound(kWords.begin(), kWords.end(), word,
                       [](CueWord const& entry, std::string_view w) { return entry.word < w; });
  return at != kWords.end() && at->word == word ? at->cues : 0;
}

bool is_lower(char c) { return c >= 'a' && c <= 'z'; }
bool is_upper(char c) { return c >= 'A' && c <= 'Z'; }

}  // namespace

Cues find_cues(std::string_view names) {
  Cues cues = 0;
  std::array<char, kLongest> word{};
  std::size_t length = 0;
  char before = ' ';
  auto const finish = [&] {
    if (length > 1 && length <= kLongest) cues |= find_word({word.data(), length});
    length = 0;
  };
  for (char const c : names) {
    bool const upper = is_upper(c);
    if (!(is_lower(c) || upper) || (upper && is_lower(before))) finish();
    if (is_lower(c) || upper) {
      if (length < kLongest) word[length] = upper ? char(c + 32) : c;
      ++length;
    }
    before = c;
  }
  finish();
  return cues;
}

}  // namespace wirewatch
