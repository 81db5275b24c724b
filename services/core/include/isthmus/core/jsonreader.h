// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <isthmus/core/error.h>

#include <QJsonArray>
#include <QJsonObject>
#include <QSet>
#include <QStringList>

#include <memory>
#include <optional>
#include <vector>

namespace isthmus::core {

/// What becomes of members that nobody asks a JsonReader for.
enum class UnknownMembers : quint8 {
    PassedOver,
    Refused, ///< of what people write: a misspelt member would have its default without a word
};

/// Reads the members of one JSON object and remembers each that is missing or of the wrong type, by its place in the
/// document: "groups[0].steps[3].kind". A reading never stops: ask ok() at the end, once. Readers made by object(),
/// optionalObject() and objects() add to the same list. A value; copies share the list. Thread: one at a time.
class JsonReader {
public:
    /// \a place: what leads to \a object in its document; empty for the document itself.
    explicit JsonReader(QJsonObject object, const QString &place = {},
                        UnknownMembers unknown = UnknownMembers::PassedOver);

    // Members that must be there. What is wrong reads as the empty value.
    [[nodiscard]] QString text(const QString &key);
    [[nodiscard]] bool boolean(const QString &key);
    [[nodiscard]] qint64 integer(const QString &key); ///< a number without a fraction, within ±2^53
    [[nodiscard]] QJsonArray array(const QString &key);
    [[nodiscard]] QStringList texts(const QString &key); ///< an array of texts only
    [[nodiscard]] JsonReader object(const QString &key);
    [[nodiscard]] QList<JsonReader> objects(const QString &key); ///< one reader for each element, in order
    [[nodiscard]] QJsonValue value(const QString &key); ///< of any type but null

    // Members that may be absent or null. Of the wrong type they are noted all the same.
    [[nodiscard]] QString text(const QString &key, const QString &byDefault);
    [[nodiscard]] bool boolean(const QString &key, bool byDefault);
    [[nodiscard]] qint64 integer(const QString &key, qint64 byDefault);
    [[nodiscard]] QStringList texts(const QString &key, const QStringList &byDefault);
    [[nodiscard]] std::optional<QString> optionalText(const QString &key);
    [[nodiscard]] std::optional<qint64> optionalInteger(const QString &key);
    [[nodiscard]] std::optional<JsonReader> optionalObject(const QString &key);
    [[nodiscard]] QList<JsonReader> optionalObjects(const QString &key);

    [[nodiscard]] bool contains(const QString &key) const;
    /// The object as it is; whoever takes it knows all of its members.
    [[nodiscard]] const QJsonObject &json() const;

    /// Notes \a key for what only the caller can tell: an unknown name, a number out of range.
    void note(const QString &key);

    [[nodiscard]] bool ok() const;
    [[nodiscard]] const QStringList &wrong() const { return m_notes->wrong; } ///< places, in the order of reading
    /// Where they are refused: places of the members that nobody has asked for by now.
    [[nodiscard]] QStringList unknown() const;
    /// Invalid, naming the first unknown or else wrong place, the others in its detail. \a document: what is being
    /// read, as the begin of a sentence, translated: "This mapping"; empty: "This document".
    [[nodiscard]] tl::unexpected<Error> error(const QString &document = {}) const;

private:
    // An object that is read, where unknown members are refused.
    struct Asked {
        QJsonObject object;
        QString place;
        QSet<QString> keys; // that were asked for
        bool isWhole = false; // all of them are known
    };
    // What the readers of one document share.
    struct Notes {
        QStringList wrong;
        UnknownMembers unknown = UnknownMembers::PassedOver;
        std::vector<std::shared_ptr<Asked>> asked;
    };
    JsonReader(QJsonObject object, QString place, std::shared_ptr<Notes> notes);
    void ask(const QString &key) const;
    [[nodiscard]] QString foundAt(const QString &place) const; // as JSON; empty if there is nothing
    [[nodiscard]] QString
    meantBy(const QString &place) const; // of unknown(): what it may be a misspelling of; or empty
    // The member, undefined if it is absent or null; noted if it is of another type, or required and not there.
    QJsonValue member(const QString &key, QJsonValue::Type type, bool isRequired);
    std::optional<qint64> integerMember(const QString &key, bool isRequired);
    QStringList textsMember(const QString &key, bool isRequired);
    QList<JsonReader> objectsMember(const QString &key, bool isRequired);
    [[nodiscard]] QString placeOf(const QString &key) const;

    QJsonObject m_object;
    QString m_place;
    std::shared_ptr<Notes> m_notes;
    std::shared_ptr<Asked> m_asked; // none where unknown members are passed over
};

} // namespace isthmus::core
