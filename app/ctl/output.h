// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <isthmus/core/error.h>

#include <QJsonValue>
#include <QString>

#include <atomic>
#include <cerrno>
#include <cstdio>
#include <functional>
#include <string_view>

namespace isthmus::app {

/// One of the two streams of the command line. All that isthmusctl prints goes through here, so that no text from
/// outside reaches a terminal as it is. Thread: any.
class Output {
public:
    explicit Output(FILE *stream) : m_stream(stream) { }
    Output(const Output &) = delete;
    Output &operator=(const Output &) = delete;

    [[nodiscard]] bool isTerminal() const;
    [[nodiscard]] int columns() const; ///< of the terminal; 0 if it is none or does not say

    /// Prints \a text, which may have several lines, and a line feed. What would steer a terminal is escaped, in files
    /// and pipes too: core::printable().
    void line(const QString &text);
    /// Prints UTF-8 in which nothing can steer a terminal: JSON, tables.
    void text(std::string_view utf8);
    /// Prints text of which every byte counts (CSV, TSV, SQL): as it is into files and pipes, escaped on a terminal. \a
    /// utf8 must end at the end of a character.
    void data(std::string_view utf8);

    void flush(); ///< what is buffered; before the other stream is written to
    /// Ends it. False if anything could not be written since the start; says so once, in
    /// \a problem.
    [[nodiscard]] bool finish(QString *problem);
    [[nodiscard]] bool hasFailed() const { return m_errno != 0; }
    [[nodiscard]] bool isClosed() const { return m_errno == EPIPE; } ///< its reader has gone, as "head" does
    /// Calls \a then, on the thread that prints, as soon as isClosed(). Before anything is printed by another thread.
    void whenClosed(std::function<void()> then) { m_whenClosed = std::move(then); }
    [[nodiscard]] bool hasBegun() const { return m_hasBegun; } ///< something was printed

private:
    void write(std::string_view bytes);
    void noteFailure();

    FILE *m_stream;
    std::function<void()> m_whenClosed;
    std::atomic<int> m_errno{0}; // of the first failure
    std::atomic<bool> m_hasBegun{false};
};

/// An object or array over several lines, for line(). Everything that could steer a terminal is a JSON escape.
[[nodiscard]] QString jsonText(const QJsonValue &value);

[[nodiscard]] Output &standardOutput();
[[nodiscard]] Output &standardError();

/// {"error": …} for programs, on stderr; and on stdout too, if nothing stands there yet: whoever asks for JSON finds
/// one document there, however the call ends.
void printErrorJson(const core::Error &error);

} // namespace isthmus::app
