// Where it lies is told by pkg-config.
#include <libpq-fe.h>
