#include "pipeline/article/html/tag.h"

#include <algorithm>
#include <array>
#include <initializer_list>

namespace wirewatch {
namespace {

constexpr std::size_t kTags = std::size_t(Tag::count);

// In the order of the enumeration, which is that of the alphabet.
constexpr std::array<std::string_view, kTags> kNames{
    "",         "a",      "abbr",    "address",  "amp-ad",     "area",     "article",
    "aside",    "audio",  "b",       "base",     "blockquote", "body",     "br",
    "button",   "canvas", "caption", "center",   "cite",       "code",     "col",
    "colgroup", "dd",     "details", "dialog",   "dir",        "div",      "dl",
    "dt",       "em",     "embed",   "fieldset", "figcaption", "figure",   "font",
    "footer",   "form",   "frame",   "frameset", "h1",         "h2",       "h3",
    "h4",       "h5",     "h6",      "head",     "header",     "hgroup",   "hr",
    "html",     "i",      "iframe",  "img",      "input",      "label",    "legend",
    "li",       "link",   "listing", "main",     "mark",       "math",     "menu",
    "meta",     "nav",    "noembed", "noframes", "noscript",   "object",   "ol",
    "optgroup", "option", "p",       "param",    "picture",    "pre",      "q",
    "rp",       "rt",     "ruby",    "s",        "script",     "section",  "select",
    "small",    "source", "span",    "strong",   "style",      "sub",      "summary",
    "sup",      "svg",    "table",   "tbody",    "td",         "template", "textarea",
    "tfoot",    "th",     "thead",   "time",     "title",      "tr",       "track",
    "u",        "ul",     "video",   "wbr",      "xmp"};

static_assert(std::is_sorted(kNames.begin(), kNames.end()) && !kNames.back().empty());

using Set = std::array<bool, kTags>;

constexpr Set set_of(std::initializer_list<Tag> tags) {
  Set set{};
  for (Tag const tag : tags) set[std::size_t(tag)] = true;
  return set;
}

constexpr Set kVoid =
    set_of({Tag::area, Tag::base, Tag::br, Tag::col, Tag::embed, Tag::frame, Tag::hr, Tag::img,
            Tag::input, Tag::link, Tag::meta, Tag::param, Tag::source, Tag::track, Tag::wbr});
constexpr Set kRaw = set_of({Tag::script, Tag::style, Tag::textarea, Tag::title, Tag::iframe,
                             Tag::noembed, Tag::noframes, Tag::xmp});
constexpr Set kBlock = set_of(
    {Tag::address, Tag::amp_ad,  Tag::article, Tag::aside,   Tag::blockquote, Tag::body,
     Tag::button,  Tag::caption, Tag::center,  Tag::dd,      Tag::details,    Tag::dialog,
     Tag::dir,     Tag::div,     Tag::dl,      Tag::dt,      Tag::fieldset,   Tag::figcaption,
     Tag::figure,  Tag::footer,  Tag::form,    Tag::h1,      Tag::h2,         Tag::h3,
     Tag::h4,      Tag::h5,      Tag::h6,      Tag::header,  Tag::hgroup,     Tag::hr,
     Tag::html,    Tag::legend,  Tag::li,      Tag::listing, Tag::main,       Tag::menu,
     Tag::nav,     Tag::ol,      Tag::option,  Tag::p,       Tag::pre,        Tag::section,
     Tag::select,  Tag::summary, Tag::table,   Tag::tbody,   Tag::td,         Tag::tfoot,
     Tag::th,      Tag::thead,   Tag::tr,      Tag::ul,      Tag::video,      Tag::audio,
     Tag::iframe});
constexpr Set kHeading = set_of({Tag::h1, Tag::h2, Tag::h3, Tag::h4, Tag::h5, Tag::h6});
constexpr Set kFormatting =
    set_of({Tag::a,      Tag::abbr,  Tag::b,    Tag::cite, Tag::code, Tag::em,    Tag::font,
            Tag::i,      Tag::label, Tag::mark, Tag::q,    Tag::s,    Tag::small, Tag::span,
            Tag::strong, Tag::sub,   Tag::sup,  Tag::time, Tag::u,    Tag::other});
constexpr Set kInvisible =
    set_of({Tag::script,  Tag::style,    Tag::textarea,  Tag::title,  Tag::iframe,
            Tag::noembed, Tag::noframes, Tag::head,      Tag::select, Tag::option,
            Tag::svg,     Tag::math,     Tag::template_, Tag::object, Tag::canvas,
            Tag::audio,   Tag::video,    Tag::noscript,  Tag::rp,     Tag::rt});

char lower(char c) { return c >= 'A' && c <= 'Z' ? char(c + 32) : c; }

bool less_ignoring_case(std::string_view a, std::string_view b) {
  return std::lexicographical_compare(a.begin(), a.end(), b.begin(), b.end(),
                                      [](char x, char y) { return lower(x) < lower(y); });
}

}  // namespace

Tag find_tag(std::string_view name) {
  auto const* const at =
      std::lower_bound(kNames.begin() + 1, kNames.end(), name, less_ignoring_case);
  bool const found = at != kNames.end() && !less_ignoring_case(name, *at);
  return found ? Tag(at - kNames.begin()) : Tag::other;
}

char const* name_of(Tag tag) {
  return tag == Tag::other ? "other" : kNames[std::size_t(tag)].data();
}
bool is_void(Tag tag) { return kVoid[std::size_t(tag)]; }
bool is_raw(Tag tag) { return kRaw[std::size_t(tag)]; }
bool is_block(Tag tag) { return kBlock[std::size_t(tag)]; }
bool is_heading(Tag tag) { return kHeading[std::size_t(tag)]; }
bool is_formatting(Tag tag) { return kFormatting[std::size_t(tag)]; }
bool is_invisible(Tag tag) { return kInvisible[std::size_t(tag)]; }

}  // namespace wirewatch
