#include "pipeline/article/phrases.h"

#include <re2/set.h>

#include <array>
#include <cassert>
#include <vector>

namespace wirewatch {
namespace {

constexpr char kPrompt[] =
    R"((?i)\b(?:sign(?:ed)?[ -]?up|subscri(?:be|ption|ber)|newsletters?|inbox|follow (?:us|me|him|her)\b|click (?:here|on|the)|tap here|get in touch|(?:contact|e-?mail|write to|call|message) (?:us|me)\b|download (?:the|our)|our (?:app|website|site|news page|podcast)\b|join (?:us|our|the conversation)|donat(?:e|ion)|support (?:us|our|independent|quality)|become an? (?:\w+ )?(?:member|subscriber|supporter|sponsor)|log ?in\b|sign in\b|register|free trial|share (?:this|your|it with)|leave a (?:comment|reply)|let us know|check (?:out|us out)|for more (?:information|stories|news|on)|more stories|visit (?:our|us|the website)|learn more|find out more|do you (?:have|know)|have (?:a|you got a) (?:story|tip)|don['’]t miss|stay (?:up|in)|abonn|anmelden|registrier|folgen sie|spende|unterst(?:ü|ue)tzen sie|hier geht (?:es|['’]?s)|klicken sie|hier klicken|mehr (?:artikel|nachrichten|infos)|inscri|suivez|cliquez|retrouvez|suscr[ií]|s[ií]guenos|reg[ií]strate|haz clic|iscriv|seguici|clicca|assine|inscreva|siga o|clique|zapisz si|subskry|kliknij|prenumerer|tilmeld|følg |følj|abone ol|takip ed|tıkla|berlangganan|ikuti |klik )|подпи[сш]|следите|підпи[сш]|стежте|натисніть|нажмите|комментир|сообщите|зарегистрир|поделит|распечатать|εγγραφείτε|κάντε κλικ|ακολουθήστε|購読|登録|フォロー|クリック|구독|팔로우|제보|订阅|訂閱|关注|關注|点击|點擊|اشترك|تابع)";
constexpr char kChannel[] =
    R"((?i)\b(?:facebook|twitter|instagram|whatsapp|telegram|youtube|tiktok|linkedin|bluesky|mastodon|snapchat|pinterest|reddit|flipboard|google news|apple news|spotify|podcasts?|viber|wechat|rss|app store|google play|android|social media)\b|微信|微博|카카오|ツイッター)";
constexpr char kLegal[] =
    R"((?i)all rights reserved|copyright|©|\baffiliates?\b|\bcommissions?\b (?:from|on|if|for|when)|we may (?:earn|receive|be paid|make|get)|privacy policy|terms (?:of|and)|\bcookies?\b|may not be (?:published|reproduced|copied|re)|redistribut|\bsponsor|advertis|\bdisclaimer|disclosure|(?:views|opinions) expressed|(?:own|of the) views|editorial (?:control|independence|team|standards)|fact[- ]check|product reviews|alle rechte|nachdruck|personenbezogene daten|vervielfältigung|datenschutz|\bwerbung|\banzeige\b|gastkommentar|tous droits|reproduction interdite|confidentialité|publicité|todos los derechos|prohibida (?:su|la) reproducci|reproducci\pL+ (?:total|prohibida)|publicidad|diritti riservati|riproduzione riservata|direitos reservados|proibida a reprodu|rechten voorbehouden|publicidade|wszelkie prawa|prawem? autorski|zastrzeżon|bez zgody|všechna práva|autorských práv|minden jog|ensamrätt|rettigheter|rettigheder|kaikki oikeudet|toate drepturile|without (?:the )?(?:prior |written |express )*(?:permission|consent)|reproduction in|права (?:защищены|на материалы)|[ув]сі права|на правах реклами|використанн\pL+ матеріал|передрук|не поділя\pL+ погляд|правообладател|использовани\pL+ материал|перепечатк|копировани|ответственности не нес|редакци\pL+ не |реклама|δικαιώματα|αναδημοσίευση|αναπαραγωγή|απαγορεύεται|hakları|hak cipta|無断|転載|저작권|무단|版权|版權|免责|免責|未经|未經|转载|轉載|حقوق|כל הזכויות|सर्वाधिकार)";
constexpr char kOrigin[] =
    R"((?i)contribut(?:ed|ing|ions)\b|\b(?:reporting|writing|editing|edited|translated|compiled|reported|written|produced|illustrated) by\b|originally (?:published|appeared|written)|(?:first|also) (?:published|appeared)|republished|reprinted|appeared (?:in|on)|published (?:in|on|at|by)|with (?:files|reporting|additional|post wires)|includes (?:information|reporting|material)|press writers?\b|agence france|\bmit (?:material|agentur)|agenturmaterial|\bübersetz|aus dem \w+ (?:von|übersetz)|\bredaktion\b|^stand:|zuletzt (?:aktualisiert|ge)|last (?:updated|modified|edited)|^\W*updated?\b|has been (?:updated|corrected|edited|amended)|lightly edited|edited for|publié le|mis à jour|traduit|publicado el|actualizado|traducid|aggiornat|tradott|atualizad|traduzid|opublikowan|dodan[oay]\b|źródło:|aktualizacj|обновлен|опубликован|источник ?:|по материалам|перев[её]л|πηγή:|δημοσιε[ύυ]|güncelle|diperbarui|翻訳|編集|記者|기자|编辑|編輯|记者|記者|责任|責任|来源|來源)";
constexpr char kPicture[] =
    R"((?i)\b(?:photo(?:graph)?s?|fotos?|pictures?|image|bild|images|illustration|graphic|symbolbild|archiv\w{0,5}|imagen|immagine|fotografía|zdjęcie|fot\.|kuva|foto/|screenshot|courtesy|via ap|ap photo|getty|imago|shutterstock|istock|alamy|unsplash|picture alliance|pictured|seen (?:here|in|at|on|outside|during)|file (?:photo|image)|handout|from left|second (?:left|right)|\((?:left|right|center|centre|archiv|l|r)\)|von links|li nach re|de izquierda|de gauche|da sinistra|poses? (?:for|with)|attends|arrives at|watch\b|video:|vidéo|vídeo)|фото|写真|사진|资料图|资料圖|图片|圖片|صورة)";
constexpr char kWriter[] =
    R"((?i)\b(?:is|was|as) (?:an?|the) (?:[\w-]+ ){0,5}(?:author|writer|journalist|reporter|editor|correspondent|columnist|contributor|professor|lecturer|researcher|fellow|analyst|freelance\w*|founder|co-founder|director|producer|blogger|student|critic)\b|\b(?:author|writer|journalist|reporter|editor|correspondent|columnist|contributor)s? (?:of|at|for|in|based|who|and|with|covering)\b|\b(?:covers|writes (?:about|for|on)|reports on|can be reached|has (?:written|worked|covered|reported|been (?:writing|covering)))\b|about the author|guest (?:post|author)|\b(?:ist|war) (?:[\w-]+ ){0,3}(?:redakteur|reporter|korrespondent|autor|journalist|experte)|\bberichtet (?:für|aus|über)|\best (?:[\w-]+ ){0,2}(?:journaliste|rédact|correspondant)|\bes (?:[\w-]+ ){0,2}(?:periodista|redactor|correspons)|\bè (?:[\w-]+ ){0,2}(?:giornalista|redattor)|jornalista|dziennikarz|журналист|muhabir|gazeteci|wartawan|jurnalis)";

// In the order of Phrase.
constexpr std::array<char const*, std::size_t(Phrase::count)> kPatterns{kPrompt, kChannel, kLegal,
                                                                        kOrigin, kPicture, kWriter};

RE2::Set make_set() {
  RE2::Options options(RE2::Quiet);
  options.set_max_mem(16 << 20);
  RE2::Set set(options, RE2::UNANCHORED);
  for (auto const* pattern : kPatterns) {
    [[maybe_unused]] int const at = set.Add(pattern, nullptr);
    assert(at >= 0);
  }
  [[maybe_unused]] bool const compiled = set.Compile();
  assert(compiled);
  return set;
}

}  // namespace

std::uint32_t find_phrases(std::string_view text) {
  static RE2::Set const kSet = make_set();
  thread_local std::vector<int> found;
  if (!kSet.Match(re2::StringPiece(text.data(), text.size()), &found)) return 0;
  std::uint32_t bits = 0;
  for (int const at : found) bits |= 1U << unsigned(at);
  return bits;
}

}  // namespace wirewatch
