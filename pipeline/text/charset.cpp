#include "pipeline/text/charset.h"
