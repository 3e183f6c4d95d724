// Configs with an error, and what is said about it: "line:column+length error: message [hint]", one
// line for each. The file is called w.yaml.
#include "tests/config/bad_configs.h"

namespace wirewatch::test {

std::vector<BadConfig> refused_configs() {
  return {
      {"an_empty_file", "", "0:1+1 error: the config is empty"},
      {"a_list_at_the_top",
       "- a\n"
       "- b\n",
       "1:1+1 error: the config must be a map (key: value), found a list"},
      {"a_text_at_the_top", "hello\n",
       "1:1+5 error: the config must be a map (key: value), found a text"},
      {"an_unclosed_quote",
       "state: \"x\n"
       "feeds: []\n",
       "1:8+1 error: wrongly indented double-quoted scalar [is the quote closed?]"},
      {"a_tab_as_indentation",
       "defaults:\n"
       "\tevery: 5m\n",
       "2:1+1 error: tab character may not be used as indentation [indent with spaces]"},
      {"a_wrong_indentation",
       "feeds:\n"
       "  - name: a\n"
       " url: b\n",
       "3:2+1 error: invalid indentation in mapping [all keys of a map begin in the same column]"},
      {"an_unclosed_list",
       "feeds: [a, b\n"
       "state: x\n",
       "3:1+1 error: flow sequence without a closing bracket [a ] or } is missing]"},
      {"a_second_document",
       "state: a\n"
       "---\n"
       "state: b\n",
       "2:1+3 error: a second document: one file is one config"},
      {"an_unknown_alias",
       "terms:\n"
       "  a: [*star]\n",
       "2:8+4 error: no anchor is named 'star' (a word that begins with * needs quotes)"},
      {"a_list_as_a_key",
       "? [a, b]\n"
       ": c\n",
       "1:3+1 error: a key must be a word, not a list or a map"},
      {"nesting_without_end",
       "terms: {a: "
       "[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]"
       "]]]]]]]]]]]]]]]]]]]]]]]]]]]]]}\n",
       "1:58+1 error: too deep"},
      {"a_secret_in_a_broken_file",
       "sinks: {a: {type: webhook,\n"
       "  secret: hunter2: x, url: b}}\n",
       "2:18+1 error: missing comma in flow mapping [or is a bracket not closed?]"},
      {"a_merge_key",
       "defaults: {every: 5m}\n"
       "<<: {state: a}\n",
       "2:1+2 error: unknown key '<<' in the config [one of: include, state, defaults, feeds, "
       "terms, watches, sinks, routes, tests, allow_networks, user_agent, proxy, keep, http, "
       "stories, times, silences]"},
      {"an_unknown_key", "stat: x\n",
       "1:1+4 error: unknown key 'stat' in the config [did you mean 'state'?]"},
      {"an_unknown_key_like_no_other", "zzzzzzzz: x\n",
       "1:1+8 error: unknown key 'zzzzzzzz' in the config [one of: include, state, defaults, "
       "feeds, terms, watches, sinks, routes, tests, allow_networks, user_agent, proxy, keep, "
       "http, stories, times, silences]"},
      {"a_key_given_twice",
       "state: a\n"
       "state: b\n",
       "2:1+5 error: key 'state' is given twice in the config"},
      {"several_errors_at_once",
       "stat: x\n"
       "defaults: {every: 5}\n"
       "http: {listen: 80}\n",
       "1:1+4 error: unknown key 'stat' in the config [did you mean 'state'?]\n"
       "2:19+1 error: '5' is not a duration [write a number and a unit: 30s, 5m, 2h, 1d]\n"
       "3:16+2 error: '80' is not an address to listen on [write 127.0.0.1:8720 or [::1]:8720]"},
      {"a_duration_without_a_unit",
       "defaults:\n"
       "  every: 300\n",
       "2:10+3 error: '300' is not a duration [write a number and a unit: 30s, 5m, 2h, 1d]"},
      {"a_duration_in_words",
       "defaults:\n"
       "  every: 2mins\n",
       "2:10+5 error: '2mins' is not a duration [write a number and a unit: 30s, 5m, 2h, 1d]"},
      {"a_duration_too_short", "defaults: {every: 0s}\n",
       "1:19+2 error: '0s' is too short: at least 1s"},
      {"a_list_for_a_duration",
       "defaults:\n"
       "  every: [5m]\n",
       "2:10+1 error: expected a duration, found a list"},
      {"nothing_for_a_duration",
       "defaults:\n"
       "  every:\n",
       "2:3+5 error: expected a duration, found nothing"},
      {"max_delay_below_every",
       "feeds:\n"
       "  - {url: https://a.org/, every: 1h, max_delay: 5m}\n",
       "2:49+2 error: max_delay is shorter than every (1h)"},
      {"an_unknown_choice", "defaults: {full_text: yes}\n",
       "1:23+3 error: 'yes' is not a way to get the text [one of: auto, always, never]"},
      {"an_unknown_backlog", "defaults: {backlog: none}\n",
       "1:21+4 error: 'none' is not a way to treat the backlog [one of: silent, alert]"},
      {"a_state_on_a_server", "state: postgresql://db/wirewatch\n",
       "1:8+25 error: state must be a directory [stores on a server are not supported yet]"},
      {"a_list_for_the_state", "state: [a]\n", "1:8+1 error: expected a directory, found a list"},
      {"a_network_that_is_none", "allow_networks: [10.0.0.0/8, 10.0.0.0/33, localhost]\n",
       "1:30+11 error: '10.0.0.0/33' is not a network [write 10.0.0.0/8, fd00::/8 or a single "
       "address]\n"
       "1:43+9 error: 'localhost' is not a network [write 10.0.0.0/8, fd00::/8 or a single "
       "address]"},
      {"a_listen_address_without_a_port", "http: {listen: localhost}\n",
       "1:16+9 error: 'localhost' is not an address to listen on [write 127.0.0.1:8720 or "
       "[::1]:8720]"},
      {"a_listen_port_too_high", "http: {listen: '127.0.0.1:70000'}\n",
       "1:17+15 error: '127.0.0.1:70000' is not an address to listen on [write 127.0.0.1:8720 or "
       "[::1]:8720]"},
      {"a_line_end_in_the_user_agent", "user_agent: \"a\\r\\nX: y\"\n",
       "1:14+9 error: user_agent holds a line end or a control character"},
      {"feeds_as_a_map",
       "feeds:\n"
       "  a: https://a.org/\n",
       "2:3+1 error: feeds must be a list, found a map [write each feed as '- name: ...']"},
      {"a_feed_without_a_url",
       "feeds:\n"
       "  - name: a\n",
       "2:5+1 error: feed 'a' has no url"},
      {"a_feed_of_another_scheme",
       "feeds:\n"
       "  - {name: a, url: ftp://a.org/feed}\n",
       "2:20+16 error: not a usable URL: it begins with neither http:// nor https:// nor file:"},
      {"a_feed_without_a_host", "feeds: ['https:///feed']\n",
       "1:10+13 error: not a usable URL: it names no host"},
      {"a_feed_with_a_space", "feeds: ['https://a.org/my feed']\n",
       "1:10+21 error: not a usable URL: it holds a space, a line end or a control character"},
      {"two_feeds_of_one_name",
       "feeds:\n"
       "  - {name: a, url: https://a.org/}\n"
       "  - {name: a, url: https://b.org/}\n",
       "3:12+1 error: another feed is called 'a', at w.yaml:2"},
      {"an_unknown_key_in_a_feed",
       "feeds:\n"
       "  - {name: a, url: https://a.org/, ever: 5m}\n",
       "2:36+4 error: unknown key 'ever' in feed 'a' [did you mean 'every'?]"},
      {"a_header_with_a_bad_name",
       "feeds:\n"
       "  - {url: https://a.org/, headers: {'X Y': z}}\n",
       "2:38+3 error: 'X Y' is not the name of a header"},
      {"a_header_with_a_line_end",
       "feeds:\n"
       "  - url: https://a.org/\n"
       "    headers: {X-Key: '${env:NEWLINE}'}\n",
       "3:23+14 error: a header's value holds a line end or a control character"},
      {"an_unknown_key_in_content",
       "feeds:\n"
       "  - {url: https://a.org/, content: {keeps: article}}\n",
       "2:37+5 error: unknown key 'keeps' in content [did you mean 'keep'?]"},
      {"a_word_list_given_twice",
       "terms:\n"
       "  a: [x]\n"
       "  a: [y]\n",
       "3:3+1 error: key 'a' is given twice in terms"},
      {"a_list_file_that_is_nowhere",
       "terms:\n"
       "  a: {file: nowhere.csv}\n",
       "2:13+11 error: 'nowhere.csv' cannot be read: No such file or directory"},
      {"a_map_among_the_terms",
       "watches:\n"
       "  - {name: w, any: [a: b]}\n",
       "2:22+1 error: expected a term, found a map"},
      {"an_empty_term",
       "watches:\n"
       "  - {name: w, any: ['']}\n",
       "2:22+1 error: expected a term, found an empty text"},
      {"a_watch_without_a_name",
       "watches:\n"
       "  - any: [a]\n",
       "2:5+1 error: a watch has no name"},
      {"two_watches_of_one_name",
       "watches:\n"
       "  - {name: w, any: [a]}\n"
       "  - {name: w, any: [b]}\n",
       "3:12+1 error: another watch is called 'w', at w.yaml:2"},
      {"an_unknown_severity",
       "watches:\n"
       "  - {name: w, any: [a], severity: urgent}\n",
       "2:35+6 error: 'urgent' is not a severity [one of: low, medium, high, critical]"},
      {"an_unknown_event",
       "watches:\n"
       "  - {name: w, event: [corrected, change]}\n",
       "2:34+6 error: 'change' is not an event [one of: new, updated, corrected, withdrawn, "
       "feed-quiet, feed-failing]"},
      {"an_unknown_key_in_a_watch",
       "watches:\n"
       "  - {name: w, any: [a], severty: high}\n",
       "2:25+7 error: unknown key 'severty' in watch 'w' [did you mean 'severity'?]"},
      {"near_without_words",
       "watches:\n"
       "  - {name: w, near: {all: [a, b]}}\n",
       "2:21+1 error: near has no 'words' [write near: {words: 20, all: [term, term]}]"},
      {"near_with_too_many_words",
       "watches:\n"
       "  - {name: w, near: {words: 0, all: [a, b]}}\n",
       "2:29+1 error: '0' is not a whole number from 1 to 10000"},
      {"a_feed_that_is_nowhere",
       "feeds: [https://example.org/feed]\n"
       "watches:\n"
       "  - {name: w, any: [a], feeds: [exampel.org/feed]}\n",
       "3:33+16 error: no feed or tag is named 'exampel.org/feed' [did you mean "
       "'example.org/feed'?]"},
      {"sinks_as_a_list",
       "sinks:\n"
       "  - {type: log}\n",
       "2:3+1 error: sinks must be a map, found a list [write each sink as 'name: {type: ...}']"},
      {"a_sink_without_a_type",
       "sinks:\n"
       "  desk: {url: https://a.org/}\n",
       "2:9+1 error: sink 'desk' has no type [one of: log, jsonl, webhook]"},
      {"a_sink_of_no_type_that_exists",
       "sinks:\n"
       "  desk: {type: pager}\n",
       "2:16+5 error: no sink type is called 'pager'; there are log, jsonl, webhook"},
      {"a_sink_type_with_a_slip",
       "sinks:\n"
       "  desk: {type: webhok, url: https://a.org/}\n",
       "2:16+6 error: no sink type is called 'webhok'; there are log, jsonl, webhook [did you mean "
       "'webhook'?]"},
      {"a_webhook_without_a_url",
       "sinks:\n"
       "  desk: {type: webhook}\n",
       "2:9+1 error: webhook sink 'desk' has no url"},
      {"a_jsonl_without_a_path",
       "sinks:\n"
       "  file: {type: jsonl}\n",
       "2:9+1 error: jsonl sink 'file' has no path"},
      {"a_key_of_another_sink_type",
       "sinks:\n"
       "  file: {type: jsonl, path: a, secret: x}\n",
       "2:32+6 error: unknown key 'secret' in jsonl sink 'file' [one of: type, path]"},
      {"a_secret_url_that_is_bad",
       "sinks:\n"
       "  desk: {type: webhook, url: '${env:BAD}'}\n",
       "2:31+10 error: not a usable URL: it begins with neither http:// nor https://"},
      {"a_webhook_to_a_file",
       "sinks:\n"
       "  desk: {type: webhook, url: 'file:/etc/passwd'}\n",
       "2:31+16 error: not a usable URL: only http and https are spoken here"},
      {"a_variable_that_is_not_set",
       "sinks:\n"
       "  desk: {type: webhook, url: '${env:WIREWATCH_TEST_UNSET}'}\n",
       "2:31+27 error: the environment variable WIREWATCH_TEST_UNSET is not set"},
      {"a_secret_file_that_is_nowhere",
       "sinks:\n"
       "  desk: {type: webhook, url: '${file:/nowhere/url}'}\n",
       "2:31+20 error: '/nowhere/url' cannot be read: No such file or directory"},
      {"a_reference_of_an_unknown_kind",
       "sinks:\n"
       "  desk: {type: webhook, url: '${vault:x}'}\n",
       "2:31+10 error: 'vault' is no kind of reference: there are env, file and credential"},
      {"a_reference_that_does_not_end",
       "sinks:\n"
       "  desk: {type: webhook, url: '${env:HOOK'}\n",
       "2:31+10 error: a reference that cannot be read [write ${env:NAME}, ${file:PATH} or "
       "${credential:NAME}]"},
      {"a_route_to_nowhere",
       "sinks: {cases: {type: log}}\n"
       "routes:\n"
       "  - to: [cases, case]\n",
       "3:17+4 error: no sink is named 'case' [did you mean 'cases'?]"},
      {"a_route_without_to",
       "routes:\n"
       "  - when: {severity: high}\n",
       "2:5+1 error: a route has no 'to': it leads nowhere [to: [name of a sink]]"},
      {"a_route_for_an_unknown_watch",
       "watches: [{name: arms, any: [a]}]\n"
       "sinks: {s: {type: log}}\n"
       "routes:\n"
       "  - {when: {watch: arm}, to: s}\n",
       "4:20+3 error: no watch is named 'arm' [did you mean 'arms'?]"},
      {"a_route_for_an_unknown_tag",
       "watches: [{name: w, any: [a], tags: [korea]}]\n"
       "sinks: {s: {type: log}}\n"
       "routes:\n"
       "  - {when: {tags: [kore]}, to: s}\n",
       "4:20+4 error: no tag of a watch is named 'kore' [did you mean 'korea'?]"},
      {"an_unknown_condition",
       "sinks: {s: {type: log}}\n"
       "routes:\n"
       "  - {when: {severities: high}, to: s}\n",
       "3:13+10 error: unknown key 'severities' in when [did you mean 'severity'?]"},
      {"a_test_without_text",
       "tests:\n"
       "  - expect: []\n",
       "2:5+1 error: a test needs an article or a text, and not both"},
      {"a_test_with_both",
       "tests:\n"
       "  - {article: a.txt, text: b, expect: []}\n",
       "2:5+1 error: a test needs an article or a text, and not both"},
      {"a_test_without_expect",
       "tests:\n"
       "  - text: b\n",
       "2:5+1 error: a test has no 'expect' [expect: [] when no watch may fire]"},
      {"a_test_that_expects_an_unknown_watch",
       "watches: [{name: arms, any: [a]}]\n"
       "tests:\n"
       "  - {text: b, expect: [arm]}\n",
       "3:24+3 error: no watch is named 'arm' [did you mean 'arms'?]"},
      {"an_include_that_is_nowhere", "include: [other.yaml]\n",
       "1:11+10 error: 'other.yaml' cannot be read: there is no such file"},
  };
}

std::vector<BadConfig> doubtful_configs() {
  return {
      {"a_key_of_a_later_version", "stories: {group: 48h}\n",
       "1:1+7 warning: 'stories' is not supported yet and has no effect"},
      {"a_sink_of_a_later_type", "sinks: {desk: {type: slack, url: '${file:/nowhere}'}}\n",
       "1:22+5 warning: sinks of type 'slack' are not supported yet: alerts for 'desk' go to the "
       "log"},
      {"a_list_of_feeds_that_is_not_there",
       "feeds:\n"
       "  - {opml: a.opml, tags: [press]}\n"
       "watches:\n"
       "  - {name: w, any: [a], feeds: [press]}\n",
       "2:12+6 warning: 'a.opml' cannot be read, its feeds are not polled: No such file or "
       "directory"},
      {"a_watch_that_no_route_takes",
       "watches: [{name: w, any: [a], severity: low}]\n"
       "sinks: {s: {type: log}}\n"
       "routes:\n"
       "  - {when: {severity: high}, to: s}\n",
       "1:18+1 warning: no route takes the alerts of watch 'w': nobody is told"},
      {"a_sink_that_no_route_leads_to",
       "sinks: {a: {type: log}, b: {type: log}}\n"
       "routes:\n"
       "  - {to: a}\n",
       "1:25+1 warning: no route leads to sink 'b'"},
      {"an_include_that_fits_no_file",
       "include: conf.d/*.yaml\n"
       "state: a\n",
       "1:10+13 warning: no file fits 'conf.d/*.yaml'"},
  };
}

}  // namespace wirewatch::test
