/* The engines; each is compiled only where its instructions exist (SCAN_HAS_...). */
#ifndef EVIDENCE_RECON_SCAN_VARIANTS_H
#define EVIDENCE_RECON_SCAN_VARIANTS_H

#include "evidence/recon/scan.h"

#if defined(__x86_64__)
#define SCAN_HAS_X86 1
#endif
#if defined(__aarch64__)
#define SCAN_HAS_NEON 1
#endif

#ifdef SCAN_HAS_X86
scan_fn scan_avx512;
scan_fn scan_avx2;
scan_fn scan_sse2;
#endif
#ifdef SCAN_HAS_NEON
scan_fn scan_neon;
#endif
scan_fn scan_swar;

#endif
