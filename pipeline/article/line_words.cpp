#include "pipeline/article/line_words.h"

#include <string>
#include <unordered_map>

#include "pipeline/article/words.h"

namespace wirewatch {
namespace {

// General vocabulary, separated by blanks; no names of sites.
constexpr char kCredit[] =
    "photo photos photograph photographer photography photographed pictured picture pictures image "
    "images getty afp dpa imago epa reuters ap shutterstock alamy keystone unsplash pixabay istock "
    "flickr wikimedia commons credit credits courtesy copyright foto fotos fotograf bild bilder "
    "bildrechte bildunterschrift quelle legende crédit crédits légende cortesía crédito fotografía "
    "imagen immagine fotografia imagem divulgação beeld zdjęcie fot фото ntb tt afpforum handout "
    "screenshot screengrab archiv archivbild symbolbild symbolfoto";
constexpr char kPrompt[] =
    "cookie cookies subscribe subscriber subscribers subscription newsletter newsletters inbox "
    "privacy consent recaptcha captcha unsubscribe email sign signup signing login log logged "
    "account policy terms rights reserved reproduced redistributed advertisement advertisements "
    "advertising advertise sponsored affiliate affiliates commission click clicking tap download "
    "app follow facebook twitter instagram whatsapp linkedin youtube telegram tiktok podcast share "
    "comment comments reply browser javascript personalized personalised preferences gdpr spam "
    "please support donate donation membership gift articles partners partner trademark trademarks "
    "unauthorized prohibited disclaimer datenschutz datenschutzerklärung einwilligung abo "
    "abonnieren abonnement kostenlos anmelden anmeldung registrieren konto werbung kommentare "
    "widerrufen personenbezogene inhalte impressum abonnez abonnés abonner inscrivez inscription "
    "confidentialité consentement partager connecter suscríbete suscripción suscríbase privacidad "
    "boletín regístrate comparte síguenos iscriviti abbonati newsletter informativa condividi "
    "inscreva assine assinante compartilhe aanmelden abonneer nieuwsbrief inloggen prenumerera "
    "nyhetsbrev abonner logga logg zapisz subskrypcji subskrypcja zaloguj polityka regulamin "
    "подпишитесь подписка подписывайтесь подписаться комментарии комментарий комментариев "
    "комментировать куки реклама редакция перепечатка копирование регистрация войти вход "
    "зарегистрироваться забороняється komentarze komentarz zaloguj zarejestruj regulaminem "
    "εγγραφή σύνδεση σχόλια σχόλιο abone üye çerez kvkk gizlilik baca juga "
    "ikuti langganan";
constexpr char kWriter[] =
    "reporter correspondent editor journalist writer author columnist contributor contributors "
    "newsroom freelance freelancer bureau byline bio covers covering specializes specialising "
    "graduated redakteur redakteurin redaktion autor autorin journalistin korrespondent volontär "
    "journaliste rédacteur rédactrice rédaction correspondant auteur periodista redactor redactora "
    "redacción corresponsal giornalista redattore autore jornalista redação colunista redacteur "
    "verslaggever skribent journalisten dziennikarz dziennikarka autorka redaktor автор редактор "
    "журналист корреспондент";
constexpr char kJoining[] =
    "said says told added wrote however although though because therefore while whereas since "
    "which whom whose would could should might had been being that than then there their they them "
    "he she his her him it its itself also but yet still even rather either neither both often "
    "usually according if unless until before when where such same those these was were did does "
    "sagte sagt erklärte betonte dass weil jedoch aber allerdings sondern obwohl während wurde "
    "wurden hatte hatten habe haben wäre würde sei seien dabei damit deshalb dadurch bereits noch "
    "auch nach denn wenn als ihm ihr ihn ihre seine sich a dit déclaré expliqué cependant mais car "
    "selon alors ainsi puis qui dont où elle ils elles lui leur avait avaient était étaient été "
    "serait aussi dijo afirmó explicó señaló pero porque aunque según cuando donde mientras había "
    "fue fueron era eran sería también ya sin sino ello ha detto però perché anche mentre secondo "
    "quando era erano stato stata aveva che non più disse mas porque embora segundo foi foram "
    "também não já zei maar omdat terwijl volgens werd werden ook niet hij zij sa sier säger sade "
    "men eftersom enligt ifølge som ikke inte också også blev ble był była było były że ale "
    "ponieważ według oraz jednak powiedział что но потому если который которые было были также "
    "сказал заявил словам dedi söyledi ancak çünkü göre ama olarak olduğu yang dan karena tetapi "
    "mengatakan bahwa";

enum class Kind : char { credit, prompt, writer, joining };

using Table = std::unordered_map<std::string_view, Kind>;

void add_words(Table& table, std::string_view list, Kind kind) {
  for (std::size_t at = 0; at < list.size();) {
    auto const end = std::min(list.find(' ', at), list.size());
    table.emplace(list.substr(at, end - at), kind);
    at = end + 1;
  }
}

Table const& table() {
  static Table const kTable = [] {
    Table all;
    add_words(all, kCredit, Kind::credit);
    add_words(all, kPrompt, Kind::prompt);
    add_words(all, kWriter, Kind::writer);
    add_words(all, kJoining, Kind::joining);
    return all;
  }();
  return kTable;
}

bool in_word(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || static_cast<unsigned char>(c) >= 0x80;
}

}  // namespace

LineWords count_line_words(std::string_view text) {
  LineWords out;
  for (std::size_t at = 0; at < text.size();) {
    auto end = at;
    while (end < text.size() && in_word(text[end])) ++end;
    if (end > at) {
      ++out.words;
      auto const found = table().find(plain_words(text.substr(at, end - at)));
      if (found != table().end()) switch (found->second) {
          case Kind::credit:
            ++out.credit;
            break;
          case Kind::prompt:
            ++out.prompt;
            break;
          case Kind::writer:
            ++out.writer;
            break;
          case Kind::joining:
            ++out.joining;
            break;
        }
    }
    at = end + 1;
  }
  return out;
}

void measure_line_words(LineWords const& words, FeatureRow& row) {
  double const all = words.words ? words.words : 1;
  row.put("credit_words", words.credit);
  row.put("credit_share", words.credit / all);
  row.put("prompt_words", words.prompt);
  row.put("prompt_share", words.prompt / all);
  row.put("writer_words", words.writer);
  row.put("writer_share", words.writer / all);
  row.put("joining_words", words.joining);
  row.put("joining_share", words.joining / all);
}

}  // namespace wirewatch
