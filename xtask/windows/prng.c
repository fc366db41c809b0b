/* Wine 8 lacks bcryptprimitives.dll, from which Rust's standard library takes random numbers. This one stands beside the
   program in the trials, never in a package. */
#include <windows.h>

BOOLEAN NTAPI SystemFunction036(PVOID, ULONG);

__declspec(dllexport) BOOL WINAPI ProcessPrng(PBYTE data, SIZE_T length) {
    return SystemFunction036(data, (ULONG)length);
}
