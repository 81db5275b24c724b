// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>

/// What libFuzzer calls with each input, and replay_main.cpp too.
extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/// A property that must hold for every input; assert() would vanish from optimised builds.
inline void demand(bool holds, const char *what)
{
    if (holds)
        return;
    std::fprintf(stderr, "fuzz target: %s\n", what);
    std::abort();
}
