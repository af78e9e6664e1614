/* Makes every fsync and fdatasync of a process take longer, one after the other as on one device: a stand-in for the flash of a small computer.
 * Build: gcc -shared -fPIC -O1 -o libslowsync.so slow_sync.c -ldl -lpthread
 * SLOW_SYNC_MICROSECONDS says how much longer. dlsym is taken over too, since .NET finds libc's functions by it and not by the link order. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

static pthread_mutex_t device = PTHREAD_MUTEX_INITIALIZER;
static long microseconds;

__attribute__((constructor)) static void read_delay(void)
{
    const char *text = getenv("SLOW_SYNC_MICROSECONDS");
    microseconds = text ? atol(text) : 0;
}

static int slow(long call, int descriptor)
{
    struct timespec wait = { microseconds / 1000000, microseconds % 1000000 * 1000 };
    pthread_mutex_lock(&device);
    nanosleep(&wait, NULL);
    int result = (int)syscall(call, descriptor);
    pthread_mutex_unlock(&device);
    return result;
}

int fsync(int descriptor) { return slow(SYS_fsync, descriptor); }

int fdatasync(int descriptor) { return slow(SYS_fdatasync, descriptor); }

void *dlsym(void *library, const char *name)
{
    static void *(*real)(void *, const char *);
    if (real == NULL) {
        real = dlvsym(RTLD_NEXT, "dlsym", "GLIBC_2.2.5");
        if (real == NULL)
            real = dlvsym(RTLD_NEXT, "dlsym", "GLIBC_2.34");
    }
    if (strcmp(name, "fsync") == 0)
        return (void *)fsync;
    if (strcmp(name, "fdatasync") == 0)
        return (void *)fdatasync;
    return real(library, name);
}
