/* Which engines there are, and which of them this processor can run. */
#include "evidence/recon/scan.h"

#include <string.h>

#include "evidence/recon/scan_variants.h"

#ifdef SCAN_HAS_X86
static bool has_avx512(void)
{
    return __builtin_cpu_supports("avx512bw") && __builtin_cpu_supports("avx512vl") &&
           __builtin_cpu_supports("avx512vbmi") &&
           __builtin_cpu_supports("avx512vbmi2") && __builtin_cpu_supports("bmi2") &&
           __builtin_cpu_supports("pclmul");
}

static bool has_avx2(void)
{
    return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("bmi2") &&
           __builtin_cpu_supports("popcnt") && __builtin_cpu_supports("pclmul");
}
#endif

static bool is_always_here(void)
{
    return true;
}

const struct scan_engine scan_engines[] = {
#ifdef SCAN_HAS_X86
    {"avx512", scan_avx512, has_avx512    },
     {"avx2",   scan_avx2,   has_avx2      },
    {"sse2",   scan_sse2,   is_always_here},
#endif
#ifdef SCAN_HAS_NEON
    {"neon",   scan_neon,   is_always_here},
#endif
    {"swar",   scan_swar,   is_always_here},
     {NULL,     NULL,        NULL          },
};

const struct scan_engine *scan_engine_find(const char *name)
{
    for (const struct scan_engine *engine = scan_engines; engine->name; engine++)
        if ((!name || strcmp(name, engine->name) == 0) && engine->is_here())
            return engine;
    return NULL;
}
