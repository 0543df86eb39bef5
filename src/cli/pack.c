/*
 * The content pack a command works with.
 */
#include "pecwiz/mem.h"

#include "cli/cli.h"

static enum pwz_status compile_folder(const char *dir, unsigned char **bytes,
                                      size_t *size, struct pwz_err *err)
{
    struct pwz_content_files files = {0};
    enum pwz_status status = pwz_content_read(dir, &files, err);

    if (status == PWZ_OK) {
        status = pwz_content_compile(&files, bytes, size, err);
    }
    pwz_content_files_done(&files);
    return status;
}

enum pwz_exit pwz_cli_open_pack(const struct pwz_cli *cli, struct pwz_cli_pack *pack)
{
    struct pwz_err err = {0};
    enum pwz_status status = PWZ_OK;
    const void *image;
    size_t size = 0;

    *pack = (struct pwz_cli_pack){0};
    if (cli->content != NULL) {
        status = compile_folder(cli->content, &pack->bytes, &size, &err);
        image = pack->bytes;
    } else {
        image = pwz_builtin_image(&size);
    }
    if (status == PWZ_OK) {
        status = pwz_pack_open(&pack->pack, image, size, &err);
    }
    if (status != PWZ_OK) {
        pwz_cli_close_pack(pack);
        return pwz_cli_fail(&err, PWZ_EXIT_CONTENT);
    }
    return PWZ_EXIT_DONE;
}

void pwz_cli_close_pack(struct pwz_cli_pack *pack)
{
    pwz_mem_free(pack->bytes);
    *pack = (struct pwz_cli_pack){0};
}
