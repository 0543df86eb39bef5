/* See disk.h. */
#include "disk.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <unistd.h>

#include "quick.h"

enum {
    SECTOR = 512,
    NODES_MAX = 512,
    NAMES_MAX = 128, /* in one directory, changes not yet durable included */
    FILES_MAX = 64,
    NAME_SIZE = 96,
    FIRST_FD = 1000
};

/* One name of a directory, now and on the disk itself. */
struct name {
    char text[NAME_SIZE];
    int now, safe;  /* node, -1 = none */
    unsigned group; /* names changed by one rename change together */
};

struct node {
    bool is_used, is_dir;
    mode_t mode;
    int parent;
    struct name *names; /* NAMES_MAX of them in a directory */
    int name_count;
    char *now, *safe; /* `room` bytes each */
    bool *is_dirty;   /* for each sector */
    size_t size, safe_size, room;
    bool is_size_dirty;
    int locked_by; /* descriptor, -1 = none */
    long changed;
};

struct file {
    bool is_used;
    int node, flags;
    size_t at;
};

struct disk {
    struct node nodes[NODES_MAX];
    struct file files[FILES_MAX];
    unsigned groups;
    long clock;
    enum disk_call fail_kind, failed;
    unsigned fail_at, fail_more, calls, counted;
    int fail_number;
    bool is_short, is_half_done, has_failed;
};

static struct disk *disk;

#define NAME_OF(kind, text) [DISK_##kind] = (text)
const char *const disk_call_names[DISK_CALLS] = {
    NAME_OF(OPEN, "open"),           NAME_OF(READ, "read"),
    NAME_OF(WRITE, "write"),         NAME_OF(FSYNC, "fsync"),
    NAME_OF(FDATASYNC, "fdatasync"), NAME_OF(FTRUNCATE, "ftruncate"),
    NAME_OF(FCHMOD, "fchmod"),       NAME_OF(FSTAT, "fstat"),
    NAME_OF(FLOCK, "flock"),         NAME_OF(CLOSE, "close"),
    NAME_OF(MKDIR, "mkdir"),         NAME_OF(CHMOD, "chmod"),
    NAME_OF(STAT, "stat"),           NAME_OF(LINK, "link"),
    NAME_OF(RENAME, "rename"),       NAME_OF(UNLINK, "unlink"),
    NAME_OF(LIST, "list"),
};

uint32_t disk_draw(uint64_t *seed, uint32_t below)
{
    *seed ^= *seed << 13; /* xorshift64 */
    *seed ^= *seed >> 7;
    *seed ^= *seed << 17;
    return (uint32_t)(*seed >> 32) % below;
}

/* ---- failing ---- */

void disk_fail(struct disk *on, enum disk_call kind, unsigned at, unsigned more,
               int number, bool is_short)
{
    on->fail_kind = kind;
    on->fail_at = at;
    on->fail_more = more;
    on->fail_number = number;
    on->is_short = is_short;
    on->calls = on->counted = 0;
    on->has_failed = on->is_half_done = false;
}

unsigned disk_calls(const struct disk *on)
{
    return on->counted;
}

bool disk_has_failed(const struct disk *on)
{
    return on->has_failed;
}

enum disk_call disk_failed(const struct disk *on)
{
    return on->failed;
}

static bool fails(enum disk_call kind)
{
    if (disk->fail_kind != DISK_CALLS && disk->fail_kind != kind) {
        return false;
    }
    disk->counted++;
    if (disk->fail_at == 0 || disk->counted < disk->fail_at ||
        disk->counted - disk->fail_at > disk->fail_more) {
        return false;
    }
    if (!disk->has_failed) {
        disk->failed = kind;
    }
    disk->has_failed = true;
    errno = disk->fail_number;
    return true;
}

/* ---- nodes ---- */

static int add_node(bool is_dir, mode_t mode, int parent)
{
    for (int i = 0; i < NODES_MAX; i++) {
        struct node *node = &disk->nodes[i];

        if (!node->is_used) {
            memset(node, 0, sizeof(*node));
            node->is_used = true;
            node->is_dir = is_dir;
            node->mode = mode;
            node->parent = parent;
            node->locked_by = -1;
            node->changed = ++disk->clock;
            if (is_dir) {
                node->names = calloc(NAMES_MAX, sizeof(*node->names));
                quick_assert(NULL != node->names);
            }
            return i;
        }
    }
    ck_abort_msg("the disk has too few nodes for this test");
}

static struct name *find_name(int dir, const char *text)
{
    struct node *node = &disk->nodes[dir];

    for (int i = 0; i < node->name_count; i++) {
        if (strcmp(node->names[i].text, text) == 0) {
            return &node->names[i];
        }
    }
    return NULL;
}

static int look_up(int dir, const char *text)
{
    const struct name *name = find_name(dir, text);

    if (strcmp(text, ".") == 0) {
        return dir;
    }
    if (strcmp(text, "..") == 0) {
        return disk->nodes[dir].parent;
    }
    return name == NULL ? -1 : name->now;
}

/* Point a name to a node, -1 to take it away. Changes of one group are durable together
 * or not at all. */
static void set_name(int dir, const char *text, int target, unsigned group)
{
    struct node *node = &disk->nodes[dir];
    struct name *name = find_name(dir, text);

    if (name == NULL) {
        /* A name that is nowhere any more makes room. */
        for (int i = 0; i < node->name_count && name == NULL; i++) {
            if (node->names[i].now < 0 && node->names[i].safe < 0) {
                name = &node->names[i];
            }
        }
        if (name == NULL) {
            quick_lt(node->name_count, NAMES_MAX);
            name = &node->names[node->name_count++];
        }
        name->safe = -1;
        quick_lt(strlen(text), NAME_SIZE);
        memcpy(name->text, text, strlen(text) + 1);
    }
    name->now = target;
    name->group = group;
}

static int link_count(int target)
{
    int count = 0;

    for (int i = 0; i < NODES_MAX; i++) {
        for (int j = 0; j < disk->nodes[i].name_count; j++) {
            count += disk->nodes[i].names[j].now == target;
        }
    }
    return count;
}

/* ---- paths and descriptors ---- */

static struct file *file_of(int fd)
{
    quick_ge(fd, FIRST_FD);
    quick_lt(fd, FIRST_FD + FILES_MAX);
    quick_assert_msg(disk->files[fd - FIRST_FD].is_used, "descriptor %d is not open", fd);
    return &disk->files[fd - FIRST_FD];
}

static struct node *node_of(int fd)
{
    return &disk->nodes[file_of(fd)->node];
}

/* Directory and last component of a path; -1 when a directory is missing. */
static int resolve(int at, const char *path, char last[NAME_SIZE])
{
    int dir = at == AT_FDCWD ? 0 : file_of(at)->node;

    while (*path == '/') {
        path++;
    }
    for (;;) {
        const size_t len = strcspn(path, "/");

        quick_lt(len, NAME_SIZE);
        memcpy(last, path, len);
        last[len] = '\0';
        path += len;
        while (*path == '/') {
            path++;
        }
        if (*path == '\0') {
            return dir;
        }
        dir = look_up(dir, last);
        if (dir < 0 || !disk->nodes[dir].is_dir) {
            errno = ENOENT;
            return -1;
        }
    }
}

static int open_node(int node, int flags)
{
    for (int i = 0; i < FILES_MAX; i++) {
        if (!disk->files[i].is_used) {
            disk->files[i] = (struct file){.is_used = true, .node = node, .flags = flags};
            return FIRST_FD + i;
        }
    }
    ck_abort_msg("too many files are open");
}

/* ---- the calls ---- */

static void grow(struct node *node, size_t size)
{
    const size_t room = (size + 8 * SECTOR) / SECTOR * SECTOR;

    if (size <= node->room) {
        return;
    }
    node->now = realloc(node->now, room);
    node->safe = realloc(node->safe, room);
    node->is_dirty = realloc(node->is_dirty, room / SECTOR * sizeof(bool));
    quick_assert(node->now != NULL && node->safe != NULL && node->is_dirty != NULL);
    memset(node->now + node->room, 0, room - node->room);
    memset(node->safe + node->room, 0, room - node->room);
    memset(node->is_dirty + node->room / SECTOR, 0,
           (room - node->room) / SECTOR * sizeof(bool));
    node->room = room;
}

static int call_open(int at, const char *path, int flags, mode_t mode)
{
    char last[NAME_SIZE];
    int dir;
    int node;

    if (fails(DISK_OPEN)) {
        return -1;
    }
    dir = resolve(at, path, last);
    if (dir < 0) {
        return -1;
    }
    node = last[0] == '\0' ? dir : look_up(dir, last);
    if (node >= 0 && (flags & O_EXCL) != 0) {
        errno = EEXIST;
        return -1;
    }
    if (node < 0 && (flags & O_CREAT) == 0) {
        errno = ENOENT;
        return -1;
    }
    if (node < 0) {
        node = add_node(false, mode, dir);
        set_name(dir, last, node, ++disk->groups);
    }
    if ((flags & O_TRUNC) != 0) {
        disk->nodes[node].size = 0;
        disk->nodes[node].is_size_dirty = true;
    }
    return open_node(node, flags);
}

static ssize_t call_read(int fd, void *bytes, size_t len)
{
    struct file *file = file_of(fd);
    struct node *node = node_of(fd);
    const size_t left = node->size > file->at ? node->size - file->at : 0;

    if (fails(DISK_READ)) {
        return -1;
    }
    len = len < left ? len : left;
    if (len > 0) {
        memcpy(bytes, node->now + file->at, len);
    }
    file->at += len;
    return (ssize_t)len;
}

static ssize_t call_write(int fd, const void *bytes, size_t len)
{
    struct file *file = file_of(fd);
    struct node *node = node_of(fd);

    if (disk->is_half_done) {
        disk->is_half_done = false;
        errno = disk->fail_number;
        return -1;
    }
    if (fails(DISK_WRITE)) {
        if (!disk->is_short || len < 2) {
            return -1;
        }
        disk->is_half_done = disk->fail_number != 0;
        len /= 2;
    }
    if ((file->flags & O_APPEND) != 0) {
        file->at = node->size;
    }
    grow(node, file->at + len);
    memcpy(node->now + file->at, bytes, len);
    for (size_t i = file->at / SECTOR; i * SECTOR < file->at + len; i++) {
        node->is_dirty[i] = true;
    }
    file->at += len;
    if (file->at > node->size) {
        node->size = file->at;
        node->is_size_dirty = true;
    }
    node->changed = ++disk->clock;
    return (ssize_t)len;
}

/* With `is_kept` false the pages are called clean and yet are not written. */
static void settle_data(struct node *node, bool is_kept)
{
    for (size_t i = 0; i < node->room / SECTOR; i++) {
        if (node->is_dirty[i] && is_kept) {
            memcpy(node->safe + i * SECTOR, node->now + i * SECTOR, SECTOR);
        }
        node->is_dirty[i] = false;
    }
    if (node->is_size_dirty && is_kept) {
        node->safe_size = node->size;
    }
    node->is_size_dirty = false;
}

static void settle_names(struct node *node)
{
    for (int i = 0; i < node->name_count; i++) {
        node->names[i].safe = node->names[i].now;
    }
}

static int flush(int fd, enum disk_call kind)
{
    struct node *node = node_of(fd);
    const bool has_failed = fails(kind);

    /* An interrupted flush was not begun. */
    if (has_failed && errno == EINTR) {
        return -1;
    }
    if (node->is_dir && !has_failed) {
        settle_names(node);
    } else if (!node->is_dir) {
        settle_data(node, !has_failed);
    }
    return has_failed ? -1 : 0;
}

static int call_fsync(int fd)
{
    return flush(fd, DISK_FSYNC);
}

static int call_fdatasync(int fd)
{
    return flush(fd, DISK_FDATASYNC);
}

static int call_ftruncate(int fd, off_t len)
{
    struct node *node = node_of(fd);

    if (fails(DISK_FTRUNCATE)) {
        return -1;
    }
    grow(node, (size_t)len);
    /* What lies behind the end reads as zero when the file grows again. */
    if ((size_t)len < node->size) {
        memset(node->now + len, 0, node->room - (size_t)len);
    }
    node->size = (size_t)len;
    node->is_size_dirty = true;
    node->changed = ++disk->clock;
    return 0;
}

static int call_fchmod(int fd, mode_t mode)
{
    if (fails(DISK_FCHMOD)) {
        return -1;
    }
    node_of(fd)->mode = mode;
    return 0;
}

static void fill_stat(int index, struct stat *to)
{
    const struct node *node = &disk->nodes[index];

    memset(to, 0, sizeof(*to));
    to->st_mode = node->mode | (node->is_dir ? S_IFDIR : S_IFREG);
    to->st_ino = (ino_t)index + 1;
    to->st_uid = geteuid();
    to->st_size = (off_t)node->size;
    to->st_nlink = (nlink_t)link_count(index);
    to->st_mtim.tv_sec = node->changed;
}

static int call_fstat(int fd, struct stat *to)
{
    if (fails(DISK_FSTAT)) {
        return -1;
    }
    fill_stat(file_of(fd)->node, to);
    return 0;
}

static int call_flock(int fd, int operation)
{
    struct node *node = node_of(fd);

    (void)operation;
    if (fails(DISK_FLOCK)) {
        return -1;
    }
    if (node->locked_by >= 0 && node->locked_by != fd) {
        errno = EWOULDBLOCK;
        return -1;
    }
    node->locked_by = fd;
    return 0;
}

/* The descriptor is gone whatever close() says. */
static int call_close(int fd)
{
    struct file *file = file_of(fd);
    struct node *node = node_of(fd);

    if (node->locked_by == fd) {
        node->locked_by = -1;
    }
    file->is_used = false;
    return fails(DISK_CLOSE) ? -1 : 0;
}

static int call_mkdir(int at, const char *path, mode_t mode)
{
    char last[NAME_SIZE];
    int dir;

    if (fails(DISK_MKDIR)) {
        return -1;
    }
    dir = resolve(at, path, last);
    if (dir < 0) {
        return -1;
    }
    if (look_up(dir, last) >= 0) {
        errno = EEXIST;
        return -1;
    }
    set_name(dir, last, add_node(true, mode, dir), ++disk->groups);
    return 0;
}

static int call_chmod(int at, const char *path, mode_t mode)
{
    char last[NAME_SIZE];
    int dir;

    if (fails(DISK_CHMOD)) {
        return -1;
    }
    dir = resolve(at, path, last);
    disk->nodes[look_up(dir, last)].mode = mode;
    return 0;
}

static int call_stat(int at, const char *path, struct stat *to)
{
    char last[NAME_SIZE];
    int dir;
    int node;

    if (fails(DISK_STAT)) {
        return -1;
    }
    dir = resolve(at, path, last);
    node = dir < 0 ? -1 : look_up(dir, last);
    if (node < 0) {
        errno = ENOENT;
        return -1;
    }
    fill_stat(node, to);
    return 0;
}

static int call_link(int at, const char *from, const char *to)
{
    const int dir = file_of(at)->node;

    if (fails(DISK_LINK)) {
        return -1;
    }
    if (look_up(dir, to) >= 0) {
        errno = EEXIST;
        return -1;
    }
    if (look_up(dir, from) < 0) {
        errno = ENOENT;
        return -1;
    }
    set_name(dir, to, look_up(dir, from), ++disk->groups);
    return 0;
}

static int call_rename(int at, const char *from, const char *to)
{
    const int dir = file_of(at)->node;
    const int node = look_up(dir, from);

    if (fails(DISK_RENAME)) {
        return -1;
    }
    if (node < 0) {
        errno = ENOENT;
        return -1;
    }
    disk->groups++;
    set_name(dir, to, node, disk->groups);
    set_name(dir, from, -1, disk->groups);
    return 0;
}

static int call_unlink(int at, const char *path)
{
    char last[NAME_SIZE];
    int dir;

    if (fails(DISK_UNLINK)) {
        return -1;
    }
    dir = resolve(at, path, last);
    if (dir < 0 || look_up(dir, last) < 0) {
        errno = ENOENT;
        return -1;
    }
    set_name(dir, last, -1, ++disk->groups);
    return 0;
}

static int call_list(int fd, fs_name_fn *take, void *context)
{
    const struct node *node = node_of(fd);

    if (fails(DISK_LIST)) {
        return -1;
    }
    for (int i = 0; i < node->name_count; i++) {
        if (node->names[i].now >= 0 && !take(context, node->names[i].text)) {
            break;
        }
    }
    return 0;
}

const struct pwz_fs disk_fs = {
    .open = call_open,
    .read = call_read,
    .write = call_write,
    .fsync = call_fsync,
    .fdatasync = call_fdatasync,
    .ftruncate = call_ftruncate,
    .fchmod = call_fchmod,
    .fstat = call_fstat,
    .flock = call_flock,
    .close = call_close,
    .mkdir = call_mkdir,
    .chmod = call_chmod,
    .stat = call_stat,
    .link = call_link,
    .rename = call_rename,
    .unlink = call_unlink,
    .list = call_list,
};

/* ---- disks ---- */

struct disk *disk_new(void)
{
    disk = calloc(1, sizeof(*disk));
    quick_assert(NULL != disk);
    disk->fail_kind = DISK_CALLS;
    (void)add_node(true, 0755, 0);
    set_name(0, "home", add_node(true, 0755, 0), ++disk->groups);
    settle_names(&disk->nodes[0]);
    return disk;
}

void disk_use(struct disk *on)
{
    disk = on;
}

void disk_free(struct disk *on)
{
    for (int i = 0; i < NODES_MAX; i++) {
        free(on->nodes[i].names);
        free(on->nodes[i].now);
        free(on->nodes[i].safe);
        free(on->nodes[i].is_dirty);
    }
    free(on);
}

void disk_append(const char *path, const char *bytes, size_t len, bool is_durable)
{
    char last[NAME_SIZE];
    const int dir = resolve(AT_FDCWD, path, last);
    struct node *node;

    quick_ge(dir, 0);
    quick_ge(look_up(dir, last), 0);
    node = &disk->nodes[look_up(dir, last)];
    grow(node, node->size + len);
    memcpy(node->now + node->size, bytes, len);
    memset(node->is_dirty, 1, node->room / SECTOR * sizeof(*node->is_dirty));
    node->size += len;
    node->is_size_dirty = true;
    if (is_durable) {
        settle_data(node, true);
    }
}

unsigned disk_open_files(const struct disk *on)
{
    unsigned count = 0;

    for (int i = 0; i < FILES_MAX; i++) {
        count += on->files[i].is_used ? 1 : 0;
    }
    return count;
}

/* ---- the power goes ---- */

/* A size the disk may have: the old one, the new one or one between. */
static size_t draw_size(const struct node *node, uint64_t *seed)
{
    const size_t low = node->safe_size < node->size ? node->safe_size : node->size;
    const size_t high = node->safe_size < node->size ? node->size : node->safe_size;

    if (!node->is_size_dirty || low == high) {
        return node->safe_size;
    }
    switch (disk_draw(seed, 3)) {
    case 0: return node->safe_size;
    case 1: return node->size;
    default: return low + disk_draw(seed, (uint32_t)(high - low) + 1);
    }
}

static void cut_file(struct node *node, uint64_t *seed)
{
    const size_t size = draw_size(node, seed);

    for (size_t i = 0; i < node->room / SECTOR; i++) {
        if (!node->is_dirty[i] || disk_draw(seed, 2) == 0) {
            memcpy(node->now + i * SECTOR, node->safe + i * SECTOR, SECTOR);
        }
        node->is_dirty[i] = false;
    }
    if (size < node->room) {
        memset(node->now + size, 0, node->room - size);
    }
    if (node->room > 0) {
        memcpy(node->safe, node->now, node->room);
    }
    node->size = node->safe_size = size;
    node->is_size_dirty = false;
    node->locked_by = -1;
}

/* Each change of names happened or did not, whatever came before or after it. */
static void cut_names(struct node *node, uint64_t *seed)
{
    const uint64_t salt = ((uint64_t)disk_draw(seed, UINT32_MAX) << 20) | 1U;

    for (int i = 0; i < node->name_count; i++) {
        struct name *name = &node->names[i];
        uint64_t group = salt ^ ((uint64_t)name->group * UINT64_C(0x9E3779B97F4A7C15));

        if (name->now != name->safe) {
            name->now = disk_draw(&group, 2) == 0 ? name->safe : name->now;
        }
        name->safe = name->now;
    }
}

static void *copy_of(const void *bytes, size_t len)
{
    void *copy = malloc(len);

    quick_assert(NULL != copy);
    return memcpy(copy, bytes, len);
}

struct disk *disk_cut_power(const struct disk *from, uint64_t *seed)
{
    struct disk *to = copy_of(from, sizeof(*from));

    memset(to->files, 0, sizeof(to->files));
    disk_fail(to, DISK_CALLS, 0, 0, 0, false);
    for (int i = 0; i < NODES_MAX; i++) {
        struct node *node = &to->nodes[i];

        if (node->names != NULL) {
            node->names = copy_of(node->names, NAMES_MAX * sizeof(*node->names));
            cut_names(node, seed);
        }
        if (node->room > 0) {
            node->now = copy_of(node->now, node->room);
            node->safe = copy_of(node->safe, node->room);
            node->is_dirty =
                copy_of(node->is_dirty, node->room / SECTOR * sizeof(*node->is_dirty));
        }
        if (node->is_used && !node->is_dir) {
            cut_file(node, seed);
        }
    }
    return to;
}
