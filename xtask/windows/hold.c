/* Holds a file open as programs for viewing do: others may read it, and nothing else. It ends with its input. */
#include <stdio.h>
#include <windows.h>

int wmain(int count, wchar_t **words) {
    if (count < 2) return 2;
    HANDLE file = CreateFileW(words[1], GENERIC_READ, FILE_SHARE_READ, NULL, OPEN_EXISTING, 0, NULL);
    if (file == INVALID_HANDLE_VALUE) return 1;
    puts("held");
    fflush(stdout);
    getchar();
    CloseHandle(file);
    return 0;
}
