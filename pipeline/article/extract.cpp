#include "pipeline/article/extract.h"
