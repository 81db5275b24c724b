// SPDX-License-Identifier: GPL-3.0-or-later
// Runs a fuzz target without libFuzzer: over each seed, each seed cut off, and a fixed number of random mutations. The
// same on every run, so that a failure can be repeated: it says which input failed, and keeps it.
#include "fuzztarget.h"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <csignal>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <random>
#include <string>
#include <vector>

namespace {

constexpr int mutationsPerSeed = 400;

std::string current; // the input that is being run
std::string failureFile;

// Keeps the input that ends the program. Only calls that a signal handler may make.
void keepInput(int signal)
{
    const int file = open(failureFile.c_str(), O_CREAT | O_TRUNC | O_WRONLY, 0600);
    bool isKept = file >= 0;
    for (size_t done = 0; isKept && done < current.size();) {
        const ssize_t written = write(file, current.data() + done, current.size() - done);
        isKept = written > 0;
        done += isKept ? size_t(written) : 0;
    }
    constexpr std::array<const char *, 2> words = {"the input that failed was not kept: ", "the input that failed: "};
    for (const char *text : {words[isKept ? 1 : 0], failureFile.c_str(), "\n"}) {
        if (write(STDERR_FILENO, text, std::strlen(text)) < 0)
            break;
    }
    std::signal(signal, SIG_DFL);
    std::raise(signal);
}

void run(const std::string &input)
{
    current = input;
    // A copy of exactly this size, so that the sanitizers see one byte too far.
    const std::vector<uint8_t> bytes(input.begin(), input.end());
    LLVMFuzzerTestOneInput(bytes.data(), bytes.size());
}

std::string mutated(std::string input, const std::vector<std::string> &seeds, std::mt19937 &random)
{
    const auto below = [&](size_t bound) { return bound == 0 ? 0 : size_t(random() % bound); };
    for (size_t times = 1 + below(4); times > 0; --times) {
        const size_t at = below(input.size() + 1);
        switch (random() % 6) {
        case 0:
            if (at < input.size())
                input[at] = char(input[at] ^ (1 << below(8)));
            break;
        case 1:
            input.insert(at, 1, char(below(256)));
            break;
        case 2:
            input.erase(at, 1 + below(16));
            break;
        case 3: // a piece twice
            input.insert(at, input.substr(at, 1 + below(64)));
            break;
        case 4: { // a piece of another seed
            const std::string &other = seeds[below(seeds.size())];
            input.insert(at, other.substr(below(other.size() + 1), 1 + below(64)));
            break;
        }
        default: // a number that is hardly ever right
            input.insert(at, std::string(1 + below(9), random() % 2 == 0 ? '\xff' : '\0'));
        }
    }
    return input;
}

} // namespace

int main(int argc, char **argv)
{
    std::vector<std::filesystem::path> files;
    for (int i = 1; i < argc; ++i) {
        if (std::filesystem::is_directory(argv[i])) {
            for (const auto &entry : std::filesystem::directory_iterator(argv[i]))
                files.push_back(entry.path());
        } else {
            files.emplace_back(argv[i]);
        }
    }
    std::sort(files.begin(), files.end());
    std::vector<std::string> seeds;
    for (const auto &file : files) {
        std::ifstream stream(file, std::ios::binary);
        seeds.emplace_back(std::istreambuf_iterator<char>(stream), std::istreambuf_iterator<char>());
        demand(!stream.bad(), "a seed cannot be read");
    }
    demand(!seeds.empty(), "no seeds: name a folder or files");

    failureFile = std::filesystem::path(argv[0]).string() + ".failed-input";
    for (const int signal : {SIGABRT, SIGSEGV, SIGFPE, SIGILL, SIGBUS})
        std::signal(signal, keepInput);

    size_t runs = 0;
    std::mt19937 random(20240115);
    for (const std::string &seed : seeds) {
        const size_t step = std::max<size_t>(1, seed.size() / 200);
        for (size_t length = 0; length < seed.size(); length += step, ++runs)
            run(seed.substr(0, length));
        run(seed);
        for (int i = 0; i < mutationsPerSeed; ++i)
            run(mutated(seed, seeds, random));
        runs += 1 + mutationsPerSeed;
    }
    std::printf("%zu seeds, %zu runs\n", seeds.size(), runs);
    return 0;
}
