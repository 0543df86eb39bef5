/*
 * Build tool: compile a pack folder into C source with the image and the files
 * themselves. Runs while building only; it may print.
 */
#include <stdio.h>

#include "pecwiz/content.h"
#include "pecwiz/mem.h"

static void write_bytes(FILE *out, const char *name, const unsigned char *bytes,
                        size_t size)
{
    fprintf(out, "const unsigned long long %s[] = {", name);
    for (size_t i = 0; i < size; i += 8) {
        unsigned long long word = 0;
        /* The machine's own byte order: the image is read in place. */
        unsigned char *at = (unsigned char *)&word;
        for (size_t j = 0; j < 8 && i + j < size; j++)
            at[j] = bytes[i + j];
        fprintf(out, "%s0x%llxU,", i % 64 == 0 ? "\n" : "", word);
    }
    fprintf(out, "\n};\nconst unsigned long long %s_size = %zuU;\n", name, size);
}

static void write_files(FILE *out, const struct pwz_content_files *files)
{
    for (size_t i = 0; i < files->count; i++) {
        fprintf(out, "static const unsigned char file_%zu[] = {", i);
        for (size_t j = 0; j < files->file[i].len; j++)
            fprintf(out, "%s%u,", j % 32 == 0 ? "\n" : "",
                    (unsigned)(unsigned char)files->file[i].bytes[j]);
        fprintf(out, "0};\n");
    }
    fprintf(out, "const struct pwz_content_file pwz_builtin_file[] = {\n");
    for (size_t i = 0; i < files->count; i++)
        fprintf(out, "    {\"%s\", (const char *)file_%zu, %zuU},\n", files->file[i].name,
                i, files->file[i].len);
    fprintf(out, "};\nconst unsigned long long pwz_builtin_file_count = %zuU;\n",
            files->count);
}

static int write_source(const char *path, const unsigned char *image, size_t size,
                        const struct pwz_content_files *files)
{
    FILE *out = fopen(path, "w");

    if (!out)
        return 1;
    fprintf(out, "/* Made while building from the pack's folder. */\n"
                 "#include \"content/builtin.h\"\n");
    write_bytes(out, "pwz_builtin_bytes", image, size);
    write_files(out, files);
    return fclose(out) == 0 ? 0 : 1;
}

static int write_depfile(const char *path, const char *target, const char *dir,
                         const struct pwz_content_files *files)
{
    FILE *out = fopen(path, "w");

    if (!out)
        return 1;
    fprintf(out, "%s:", target);
    for (size_t i = 0; i < files->count; i++)
        fprintf(out, " %s/%s", dir, files->file[i].name);
    fprintf(out, " %s %s/lists %s/tests %s/text %s/text/en\n", dir, dir, dir, dir, dir);
    return fclose(out) == 0 ? 0 : 1;
}

int main(int argc, char **argv)
{
    struct pwz_content_files files = {0};
    struct pwz_err err = {0};
    unsigned char *image = NULL;
    size_t size = 0;
    char words[1600];
    int failed = 1;

    if (argc != 4) {
        fprintf(stderr, "usage: pwz-embed PACK-DIR OUTPUT.c DEPFILE\n");
        return 2;
    }
    if (pwz_content_read(argv[1], &files, &err) == PWZ_OK &&
        pwz_content_compile(&files, &image, &size, &err) == PWZ_OK) {
        failed = write_source(argv[2], image, size, &files) ||
                 write_depfile(argv[3], argv[2], argv[1], &files);
        if (failed)
            fprintf(stderr, "pwz-embed: cannot write %s\n", argv[2]);
    } else {
        pwz_err_format(&err, words, sizeof words);
        fprintf(stderr, "%s/%s\n", argv[1], words);
    }
    pwz_mem_free(image);
    pwz_content_files_done(&files);
    return failed;
}
