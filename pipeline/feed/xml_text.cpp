#include "pipeline/feed/xml_text.h"

#include "base/text.h"
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

/// The inside of `node` as markup. Escaped text among elements stays escaped.
void append_markup(pugi::xml_node node, std::string& out) {
  StringWriter writer(out);
  for (auto const child : node.children())
    if (child.type() == pugi::node_cdata)
      out += child.value();
    else
      child.print(writer, "", pugi::format_raw | pugi::format_no_declaration, pugi::encoding_utf8);
}

}  // namespace

std::string_view text_view(pugi::xml_node node, std::string& buffer) {
  auto const first = node.first_child();
  if (!first) return {};
  if (is_text(first) && !first.next_sibling()) return trim(first.value());
  buffer.clear();
  for (auto const child : node.children()) {
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

std::string_view attribute_of(pugi::xml_node node, std::string_view name) {
  for (auto const attribute : node.attributes())
    if (equals_ignoring_case(attribute.name(), name)) return trim(attribute.value());
  return {};
}

std::string base_of(pugi::xml_node node, std::string const& base) {
  auto const own = attribute_of(node, "xml:base");
  return own.empty() ? base : resolve_url(base, own);
}

}  // namespace wirewatch
