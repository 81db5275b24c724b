// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <isthmus/core/error.h>

#include <QByteArray>
#include <QList>
#include <QString>
#include <QStringList>

#include <optional>

namespace isthmus::connections {

// Text of other programs' files and URLs, which nobody has checked. None of what is told here repeats a value: any may
// be a secret.

struct ForeignFile {
    QByteArray content;
    bool isPrivate = true; ///< nobody but its owner may read or write it
};

/// A regular file of at most 1 MiB. Never waits for a pipe or device. Errors: NotFound, Permission, Invalid. Thread:
/// any; reads a file.
[[nodiscard]] core::Result<ForeignFile> readForeignFile(const QString &file);

struct ForeignLine {
    int number = 0; ///< from 1
    QString text; ///< without its end
};

struct ForeignLines {
    QList<ForeignLine> lines; ///< those that can be read
    QStringList problems; ///< of the others, a sentence each; \see foreignLines()
};

/// The lines of a text file called \a shownName. Lines that are too long, no UTF-8, or hold a NUL are left out and
/// told, and so is what follows 10,000 lines. Pure; any thread.
[[nodiscard]] ForeignLines foreignLines(const QByteArray &content, const QString &shownName);

/// The key and value of each line of a Java properties file: "key=value", "key: value", comments, escapes and lines
/// that go on. The last of a key counts, as in java.util.Properties. Pure; any thread.
struct ForeignProperties {
    QList<std::pair<QString, QString>> values; ///< each key once, in the order of the file
    QStringList problems;
    [[nodiscard]] QString value(QStringView key) const; ///< trimmed, as odpscmd does
};
[[nodiscard]] ForeignProperties foreignProperties(const QByteArray &content, const QString &shownName);

/// \a text with its %XX read as UTF-8; with \a plusIsBlank as in a form ("+" is a blank). Nothing for a "%" without two
/// digits or bytes that are no UTF-8. Pure; any thread.
[[nodiscard]] std::optional<QString> percentDecoded(QStringView text, bool plusIsBlank);

/// "a=1&b=2" in its order. A parameter that is not encoded well is named in `problems`.
struct ForeignQuery {
    QList<std::pair<QString, QString>> parameters;
    QStringList problems;
};
[[nodiscard]] ForeignQuery foreignQuery(QStringView query, bool plusIsBlank);

/// True if \a value can be a value of ours: no control characters, at most 4096 characters.
[[nodiscard]] bool isPlainValue(const QString &value);

} // namespace isthmus::connections
