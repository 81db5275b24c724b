// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QJsonArray>
#include <QJsonValue>
#include <QString>

#include <optional>

namespace isthmus::plan {

/// A sentence of a plan or a run, kept without a language: words() makes it in the reader's. What a server or the user
/// said is kept as it came, without a code.
struct Text {
    /// "Mapping.create_table": the translation context, a dot, and a name that stays the same over versions; empty for
    /// what is not translated.
    QString code;
    /// The English sentence with places %1 to %9, which is what translators translate; or the text as it came. A reader
    /// that does not know the code reads this.
    QString text;
    /// What is put in for %1 to %9: a string; a whole number, written with the reader's separators; an array, written
    /// as an enumeration of its elements; a Text of its own (toJson()); a duration (durationArgument()).
    QJsonArray arguments;

    Text() = default;
    Text(const QString &verbatim) : text(verbatim) { } ///< as it came; implicit, for names and the words of servers

    /// \a source goes through QT_TRANSLATE_NOOP, so that translators find it.
    [[nodiscard]] static Text coded(const char *code, const char *source, const QJsonArray &arguments = {});

    [[nodiscard]] bool isEmpty() const { return text.isEmpty(); }
    /// A string for a text as it came, else an object.
    [[nodiscard]] QJsonValue toJson() const;
    /// Nothing for a value that is neither.
    [[nodiscard]] static std::optional<Text> fromJson(const QJsonValue &json);
    /// The same text without what looks like a credential, in its arguments too; see core::redacted().
    [[nodiscard]] Text redacted() const;

    friend bool operator==(const Text &, const Text &) = default;
};

[[nodiscard]] QJsonValue durationArgument(qint64 milliseconds); ///< reads as core::formatDuration()

} // namespace isthmus::plan

Q_DECLARE_METATYPE(isthmus::plan::Text)
