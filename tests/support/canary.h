// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QList>
#include <QString>
#include <QStringList>

namespace isthmus::test {

/// Secrets that must be seen nowhere, in every form that a leak may take: as they are, in UTF-16 and UTF-32, hex,
/// base64 wherever it begins, percent-encoded, escaped for JSON, XML, C and SQL, hashed without salt; whole or one half
/// alone.
class Canary {
public:
    /// \a name says in the answers which one it was; \a secret has 16 characters or more. \a user: who PostgreSQL's MD5
    /// of it would be for.
    void add(const QString &name, const QString &secret, const QString &user = {});

    /// "password as base64" for each form that \a bytes hold; archives (ZIP, thus XLSX) are looked into.
    [[nodiscard]] QStringList leaksIn(const QByteArray &bytes) const;
    [[nodiscard]] QStringList leaksIn(const QString &text) const { return leaksIn(text.toUtf8()); }
    /// "file: password as base64" for each form in a content or a name of what lies below \a folder.
    [[nodiscard]] QStringList leaksBelow(const QString &folder) const;
    /// The same of the command line and the environment of a process and all that descend from it.
    [[nodiscard]] QStringList leaksOfProcess(qint64 pid) const;

    [[nodiscard]] int looked() const { return m_looked; } ///< files and processes so far

private:
    struct Form {
        QString name;
        QByteArray bytes; // in lower case, as what is searched
    };
    void addForms(const QString &name, const QString &text);
    void addForm(const QString &name, const QByteArray &bytes);
    void addBase64(const QString &name, const QByteArray &bytes);

    QList<Form> m_forms;
    mutable int m_looked = 0;
};

} // namespace isthmus::test
