#include <stddef.h>
#include <stdint.h>

/* What libFuzzer calls with one input after the other, and its own loop. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
int LLVMFuzzerRunDriver(int *argc, char ***argv, int (*callback)(const uint8_t *data, size_t size));

/* The whole of a fuzzer's main, which the package manager wants under a name of its own. */
static inline int fuzz(int argc, char **argv) { return LLVMFuzzerRunDriver(&argc, &argv, LLVMFuzzerTestOneInput); }
