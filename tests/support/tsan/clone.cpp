// SPDX-License-Identifier: GPL-3.0-or-later
// GCC's thread sanitizer takes every clone() for a fork. That of QProcess shares its memory with this program until the
// other program begins: what the sanitizer switches off in the child goes off in the thread that started it, for good,
// and the next thread ends all ("starting new threads after multi-threaded fork"). So it does not get to see it.
#include <cstdarg>

extern "C" int __clone(int (*function)(void *), void *stack, int flags, void *argument, ...); // the C library's own

extern "C" __attribute__((no_sanitize("thread"))) int clone(int (*function)(void *), void *stack, int flags,
                                                            void *argument, ...)
{
    va_list more;
    va_start(more, argument);
    void *const parentId = va_arg(more, void *);
    void *const storage = va_arg(more, void *);
    void *const childId = va_arg(more, void *);
    va_end(more);
    return __clone(function, stack, flags, argument, parentId, storage, childId);
}
