/*
 * Every file of the folders given, once, through a fuzz target: the corpus and what once
 * went wrong stay ordinary tests, with any compiler.
 */
#include <dirent.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum {
    FILE_MAX = 1024 * 1024,
    PATH_SIZE = 1024
};

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static unsigned number;

static void replay(const char *path)
{
    uint8_t *bytes = malloc(FILE_MAX);
    const int fd = open(path, O_RDONLY);
    size_t len = 0;
    ssize_t got = 1;

    while (bytes != NULL && fd >= 0 && got > 0 && len < FILE_MAX) {
        got = read(fd, bytes + len, FILE_MAX - len);
        len += got > 0 ? (size_t)got : 0;
    }
    if (bytes == NULL || fd < 0 || got < 0) {
        printf("not ok %u - %s cannot be read\n", ++number, path);
    } else {
        /* A failure ends the program: the name must be out before. */
        printf("# %s\n", path);
        fflush(stdout);
        LLVMFuzzerTestOneInput(bytes, len);
        printf("ok %u - %s\n", ++number, strrchr(path, '/') + 1);
    }
    if (fd >= 0) {
        close(fd);
    }
    free(bytes);
}

static void replay_folder(const char *folder)
{
    DIR *stream = opendir(folder);
    const struct dirent *entry;

    while (stream != NULL && (entry = readdir(stream)) != NULL) {
        char path[PATH_SIZE];

        if (entry->d_name[0] != '.' && snprintf(path, sizeof(path), "%s/%s", folder,
                                                entry->d_name) < (int)sizeof(path)) {
            replay(path);
        }
    }
    if (stream != NULL) {
        closedir(stream);
    }
}

int main(int argc, char **argv)
{
    for (int i = 1; i < argc; i++) {
        replay_folder(argv[i]);
    }
    printf("1..%u\n", number);
    return number > 0 ? 0 : 1;
}
