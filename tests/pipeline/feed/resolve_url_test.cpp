#include "pipeline/feed/resolve_url.h"

#include <gtest/gtest.h>

namespace wirewatch {
namespace {

struct Case {
  char const* base;
  char const* reference;
  char const* url;
};
void PrintTo(Case const& c, std::ostream* os) { *os << c.base << " + " << c.reference; }
class ResolveUrlTest : public ::testing::TestWithParam<Case> {};

TEST_P(ResolveUrlTest, JoinsAsTheStandardSays) {
  EXPECT_EQ(resolve_url(GetParam().base, GetParam().reference), GetParam().url);
}

constexpr char const* kBase = "http://a/b/c/d;p?q";

// RFC 3986, 5.4.
INSTANTIATE_TEST_SUITE_P(
    Standard, ResolveUrlTest,
    ::testing::Values(
        Case{kBase, "g:h", "g:h"}, Case{kBase, "g", "http://a/b/c/g"},
        Case{kBase, "./g", "http://a/b/c/g"}, Case{kBase, "g/", "http://a/b/c/g/"},
        Case{kBase, "/g", "http://a/g"}, Case{kBase, "//g", "http://g"},
        Case{kBase, "?y", "http://a/b/c/d;p?y"}, Case{kBase, "g?y", "http://a/b/c/g?y"},
        Case{kBase, "#s", "http://a/b/c/d;p?q#s"}, Case{kBase, "g#s", "http://a/b/c/g#s"},
        Case{kBase, ";x", "http://a/b/c/;x"}, Case{kBase, "", "http://a/b/c/d;p?q"},
        Case{kBase, ".", "http://a/b/c/"}, Case{kBase, "./", "http://a/b/c/"},
        Case{kBase, "..", "http://a/b/"}, Case{kBase, "../g", "http://a/b/g"},
        Case{kBase, "../..", "http://a/"}, Case{kBase, "../../g", "http://a/g"},
        Case{kBase, "../../../g", "http://a/g"}, Case{kBase, "/./g", "http://a/g"},
        Case{kBase, "/../g", "http://a/g"}, Case{kBase, "g.", "http://a/b/c/g."},
        Case{kBase, "..g", "http://a/b/c/..g"}, Case{kBase, "./../g", "http://a/b/g"},
        Case{kBase, "./g/.", "http://a/b/c/g/"}, Case{kBase, "g/../h", "http://a/b/c/h"},
        Case{kBase, "g?y/../x", "http://a/b/c/g?y/../x"}));

INSTANTIATE_TEST_SUITE_P(
    Feeds, ResolveUrlTest,
    ::testing::Values(Case{"", "a/b", "a/b"}, Case{"", "http://x/y", "http://x/y"},
                      Case{"http://a", "b", "http://a/b"}, Case{"http://a?q", "b", "http://a/b"},
                      Case{"http://a/b", " c \n", "http://a/c"},
                      Case{"https://a/b", "//c/d", "https://c/d"},
                      Case{"http://a/b", "mailto:x@y", "mailto:x@y"},
                      Case{"http://a/b", "urn:uuid:1", "urn:uuid:1"},
                      Case{"/local/feed", "x", "/local/x"}, Case{"name", "x", "x"},
                      Case{"http://a/b#f", "c", "http://a/c"},
                      Case{"http://u:p@a:8080/b", "/c", "http://u:p@a:8080/c"}));

}  // namespace
}  // namespace wirewatch
