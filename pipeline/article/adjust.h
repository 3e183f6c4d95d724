#pragma once

#include <string>
#include <vector>

#include "pipeline/article/choose_body.h"
#include "pipeline/article/extract.h"
#include "pipeline/article/page_view.h"
#include "pipeline/article/site_profile.h"

namespace wirewatch {

/// Readers' comments are not the article, whatever they look like: too few pages that a model
/// learns from have them to teach it. A class or id tells of them, one of theirs or of anything
/// around them that is not around the article's beginning as well. Where nothing but them would be
/// the article, they stay.
void leave_out_comments(PageView const& page, std::vector<double>& probability);

/// Lines that lead to other articles are not this one, however close to it: "Read also: ...",
/// "Le puede interesar: ...". Whole sentences that begin like one stay.
void leave_out_read_more(std::vector<TextTraits> const& traits, std::vector<double>& probability);

/// The posts of a live blog are not the article above them; `updates` is what JSON-LD says of them.
/// Returns the block where they begin, or how many blocks there are. A live blog of posts alone
/// keeps them.
std::size_t leave_out_posts(PageView const& page, std::vector<std::string> const& updates,
                            std::vector<double>& probability);

/// What the site's earlier pages say about the blocks of this one, brought into their
/// probabilities: text that other articles carried in the same place is furniture, a place that
/// always held body is body. Anchored text is left alone, and so is everything when most of the
/// body is known already: then it is the same article again.
void remember_site(PageView const& page, SiteProfile const& site, std::vector<double>& probability);

/// The user's own word: nothing outside `keep`, nothing inside `drop`. A selector that cannot be
/// read is as if absent (the config reports it).
void apply_override(PageView const& page, ContentOverride const& chosen,
                    std::vector<double>& probability);

/// Correction and update notes and sign-offs that stand at the edges of the body belong to it.
void keep_notes(std::vector<TextTraits> const& traits, BodyChoice& choice);

}  // namespace wirewatch
