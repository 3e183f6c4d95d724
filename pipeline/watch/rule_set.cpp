#include "pipeline/watch/rule_set.h"
