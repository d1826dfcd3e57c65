// What glibc's allocator offers beyond the standard, which Swift's Glibc module leaves out.
#include <malloc.h>
