/* The pack's fingerprint; the hash function is libmd's. */
#include <sha256.h>
#include <string.h>

#include "content/loader.h"

void hash_files(const struct pwz_content_files *files, char hex[65])
{
    static const char digits[] = "0123456789abcdef";
    uint8_t digest[SHA256_DIGEST_LENGTH];
    SHA256_CTX context;

    SHA256Init(&context);
    for (size_t i = 0; i < files->count; i++) {
        const struct pwz_content_file *file = &files->file[i];
        uint8_t length[8];
        for (int j = 0; j < 8; j++)
            length[j] = (uint8_t)((uint64_t)file->len >> (8 * j));
        SHA256Update(&context, (const uint8_t *)file->name, strlen(file->name) + 1);
        SHA256Update(&context, length, sizeof length);
        SHA256Update(&context, (const uint8_t *)file->bytes, file->len);
    }
    SHA256Final(digest, &context);
    for (int i = 0; i < SHA256_DIGEST_LENGTH; i++) {
        hex[2 * i] = digits[digest[i] >> 4];
        hex[2 * i + 1] = digits[digest[i] & 15];
    }
    hex[64] = '\0';
}
