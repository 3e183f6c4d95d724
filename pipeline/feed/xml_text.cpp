#include "pipeline/feed/xml_text.h"

#include "base/text.h"
#include "pipeline/feed/base64.h"
#include "pipeline/feed/resolve_url.h"
#include "pipeline/feed/xml_chars.h"

namespace wirewatch {
namespace {

bool is_text(pugi::xml_node node) {
  return node.type() == pugi::node_pcdata || node.type() == pugi::node_cdata;
}

class StringWriter : public pugi::xml_writer {
 public:
  explicit StringWriter(std::string& out) : out_(out) {}
  void write(void const* data, std::size_t size) override {
    out_.append(static_cast<char const*>(data), size);
  }

 private:
  std::string& out_;
};

/// The inside of `node` as markup. Text between its elements is markup already where the feed does
/// not call all of it XHTML; inside them it stays escaped.
void append_markup(pugi::xml_node node, std::string& out) {
  bool const is_xhtml = equals_ignoring_case(attribute_of(node, "type"), "xhtml");
  StringWriter writer(out);
  for (auto child = node.first_child(); child; child = child.next_sibling())
    if (child.type() == pugi::node_cdata || (child.type() == pugi::node_pcdata && !is_xhtml))
      out += child.value();
    else
      child.print(writer, "", pugi::format_raw | pugi::format_no_declaration, pugi::encoding_utf8);
}

bool is_base64(pugi::xml_node node) {
  if (equals_ignoring_case(attribute_of(node, "mode"), "base64")) return true;
  auto const type = attribute_of(node, "type");
  return type.find('/') != std::string_view::npos && !type.starts_with("text/") &&
         !type.ends_with("/xml") && !type.ends_with("+xml") && attribute_of(node, "mode").empty();
}

}  // namespace

std::string_view text_view(pugi::xml_node node, std::string& buffer) {
  auto const first = node.first_child();
  if (!first) return {};
  if (is_text(first) && !first.next_sibling()) return trim(first.value());
  buffer.clear();
  for (auto child = node.first_child(); child; child = child.next_sibling()) {
    if (child.type() == pugi::node_element) {
      buffer.clear();
      append_markup(node, buffer);
      break;
    }
    if (is_text(child)) buffer += child.value();
  }
  return trim(buffer);
}

std::string text_of(pugi::xml_node node) {
  std::string buffer;
  auto const text = text_view(node, buffer);
  if (text.size() == buffer.size()) return buffer;
  return std::string(text);
}

std::string plain_text_of(pugi::xml_node node) {
  std::string text;
  for (auto child = node.first_child(); child; child = child.next_sibling())
    if (is_text(child)) text += child.value();
  return std::string(trim(text));
}

std::string construct_text(pugi::xml_node node) {
  std::string text = text_of(node);
  if (!is_base64(node)) return text;
  auto decoded = decode_base64(text);
  return decoded && is_utf8(*decoded) ? std::move(*decoded) : text;
}

std::string_view attribute_of(pugi::xml_node node, std::string_view name) {
  for (auto attribute = node.first_attribute(); attribute; attribute = attribute.next_attribute())
    if (equals_ignoring_case(attribute.name(), name)) return trim(attribute.value());
  return {};
}

std::string base_of(pugi::xml_node node, std::string const& base) {
  auto const own = attribute_of(node, "xml:base");
  return own.empty() ? base : resolve_url(base, own);
}

std::string resolve_in(pugi::xml_node node, std::string const& base, std::string_view reference) {
  auto const own = attribute_of(node, "xml:base");
  return own.empty() ? resolve_url(base, reference)
                     : resolve_url(resolve_url(base, own), reference);
}

}  // namespace wirewatch
