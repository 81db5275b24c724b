// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace isthmus::test {

/// What a sanitizer of the compiler adds to memory and time of this program, and of ours that it starts.
#if defined(__SANITIZE_ADDRESS__)
inline constexpr bool hasSanitizer = true; // it maps terabytes of address space
// What was freed and is kept (its default), and what isthmusctl has more of before it does anything (252 MB of 40).
inline constexpr int sanitizerMegabytes = 256 + 224;
#elif defined(__SANITIZE_THREAD__)
inline constexpr bool hasSanitizer = true;
inline constexpr int sanitizerMegabytes = 2048; // up to nine times the program's own
#else
inline constexpr bool hasSanitizer = false;
inline constexpr int sanitizerMegabytes = 0;
#endif
inline constexpr int sanitizerSlowness = hasSanitizer ? 4 : 1; ///< how many times as long all may take

} // namespace isthmus::test
