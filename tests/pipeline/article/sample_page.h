#pragma once

#include <string>

namespace wirewatch {

/// A news page as they are: navigation, an article with a picture and a prompt in the middle,
/// teasers, a footer.
inline std::string sample_page(std::string const& prompt = "Subscribe to our morning letter") {
  return R"(<!doctype html><html lang="en-GB"><head><title>Ferry to Great Sund runs again | Keldan Courier</title>
<meta property="og:title" content="Ferry to Great Sund runs again"><meta property="og:site_name" content="Keldan Courier">
<meta property="og:description" content="After nine weeks the boat to the outer islands leaves at six.">
<link rel="canonical" href="/news/ferry"><script type="application/ld+json">
{"@context":"https://schema.org","@type":"NewsArticle","headline":"Ferry to Great Sund runs again",
"datePublished":"2024-06-19T08:30:00+02:00","author":[{"@type":"Person","name":"Ines Harrow"},{"@type":"Person","name":"Jon Tessel"}],
"articleSection":"Islands","keywords":["ferries","Great Sund"],}
</script></head><body>
<nav><ul><li><a href="/">Home</a></li><li><a href="/news">News</a></li><li><a href="/sport">Sport</a></li></ul></nav>
<main><article><header><h1>Ferry to Great Sund runs again</h1><p class="byline">By Ines Harrow and Jon Tessel</p></header>
<div class="article-body">
<p>KELDAN (Courier) – The ferry to Great Sund left the harbour on Wednesday for the first time in nine weeks, with forty passengers and the post on board.</p>
<p>The harbour office had stopped the boat in April after an inspector found cracks in two of its frames. The repair took longer than planned, because the steel had to come from the mainland.</p>
<figure><img src="boat.jpg"><figcaption>The ferry at the quay. Photo: Aldo Winter</figcaption></figure>
<p>"We have lived on tinned fish since May," said Petra Aumont, who keeps the island's only shop, "and nobody here wants to see a tin again before winter."</p>
<aside class="newsletter-box"><p>)" +
         prompt + R"(</p></aside>
<p>For the summer the boat will run three times a day, at six, at noon and at five. The fares stay as they were, the office said, although the repair cost twice what had been set aside.</p>
<ul><li>Mondays to Fridays the first boat carries lorries.</li><li>On Sundays the noon boat does not run.</li></ul>
<p>(Reporting by Ines Harrow; editing by Tomas Brandl)</p>
</div></article>
<section class="related"><h2>Most read</h2><ul><li><a href="/a">Grain prices fall as the lock reopens</a></li><li><a href="/b">Parliament renews sanctions for a year</a></li></ul></section></main>
<footer><p>© 2024 Keldan Courier. All rights reserved.</p></footer></body></html>)";
}

}  // namespace wirewatch
