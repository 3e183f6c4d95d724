#include "pipeline/feed/parse_feed.h"
