// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <isthmus/catalog/facts.h>
#include <isthmus/connections/backend.h>
#include <isthmus/connections/foundconnection.h>
#include <isthmus/dialect/dialect.h>

#include <QJsonValue>
#include <QList>
#include <QString>
#include <QStringList>

#include <chrono>
#include <functional>
#include <limits>
#include <optional>

namespace isthmus::connections {

/// One thing there is to say of the connections of a kind. Form, command line, checks and file are read from it. Texts
/// are in English, for translation in the context "Connections" (kindText()); null: none.
struct ConnectionField {
    enum class Type : quint8 { Text, Number, Choice };
    struct Choice {
        QString value;
        const char *title = nullptr;
        const char *icon = nullptr; ///< name of a drawing
        const char *option = nullptr; ///< of the command line: a switch that chooses it
        const char *help = nullptr; ///< of the switch
    };

    QString id; ///< stable, lower case: member of the file; with '-' for '_' the option of the command line
    Type type = Type::Text;
    const char *label = nullptr; ///< with '&' before its letter
    const char *section = nullptr; ///< heading above the first field of several
    const char *help = nullptr; ///< of the option; null: no option (a choice by switches)
    const char *valueName = nullptr; ///< of the option: "HOST"
    const char *placeholder = nullptr; ///< of a number: what stands for its minimum
    const char *missing = nullptr; ///< the problem if it is empty; null: it may be empty
    QJsonValue byDefault; ///< not set: the empty text, 0, the first choice
    int minimum = 0; ///< numbers
    int maximum = std::numeric_limits<int>::max();
    QList<Choice> choices; ///< Type::Choice; of a text: what is proposed beside what can be typed
    bool hasButtons = false; ///< choices side by side, not in a list that opens
    /// Whether \a profile has it: a field of a way to sign in that was not chosen is not shown and not checked. Null:
    /// yes.
    bool (*applies)(const Profile &profile) = nullptr;
    /// Sets the other fields that follow from one of the choices, once it was chosen.
    void (*chosen)(Profile &profile) = nullptr;
    /// What is wrong with it in \a profile in the user's words, empty if nothing is; null: nothing more can be. Not
    /// called where it is missing, out of range or no choice.
    QString (*check)(const Profile &profile) = nullptr;

    [[nodiscard]] QJsonValue defaultValue() const;
};

struct ServerAddress {
    QString host;
    int port = 0; ///< 0: part of the host, or none
    friend bool operator==(const ServerAddress &, const ServerAddress &) = default;
};

/// A sort of system that can be connected to: data, from which everything that shows, reads or checks connections
/// takes what differs between systems. A new kind is one such value, made beside its back end, and one registerKind()
/// in `app`. Functions are pure, may be called by any thread, and get profiles of this kind only.
struct ConnectionKind {
    QString id; ///< stable, lower case, for files and the command line: "hologres"
    QString title; ///< the product's name, the same in every language
    const char *icon = nullptr; ///< name of a drawing of resources/icons
    const char *connectText = nullptr; ///< of the menu, with '&': "Connect to &Hologres…"
    const char *intro = nullptr; ///< what one has to have at hand: "Host, database and an account."
    catalog::Side side = catalog::Side::Sources;
    Capabilities capabilities;
    dialect::Dialect sqlDialect = dialect::Dialect::Hologres; ///< with Capability::Sql
    QList<ConnectionField> fields; ///< in the order of the form
    QString accountField; ///< which of them tells who signs in; empty: nobody does
    QString computeGroupField; ///< which of them chooses the compute group of its sessions; empty: there are none
    const char *secretMissing = nullptr; ///< the problem without a secret; null: connections of the kind have none
    const char *tokenMissing = nullptr; ///< the problem without a token, where hasToken()
    /// Whether \a profile signs in with no secret of ours; null: none does. See Profile::needsSecret().
    bool (*signsInAlone)(const Profile &profile) = nullptr;
    /// Whether its secret is two, one of them a token that ends; null: never. See SecretParts.
    bool (*hasToken)(const Profile &profile) = nullptr;
    QStringList sandboxSecret; ///< where the secret is in a sandbox's file, from the outermost member
    bool tellsVersion = false; ///< ServerInfo::product holds one

    catalog::ObjectKind (*rootKind)(const Profile &) = [](const Profile &) { return catalog::ObjectKind::Source; };
    /// What is dialled, for lists: "holo.example:80/order_dw".
    QString (*address)(const Profile &) = [](const Profile &) { return QString(); };
    ServerAddress (*server)(const Profile &) = [](const Profile &) { return ServerAddress(); };
    QString (*database)(const Profile &) = [](const Profile &) { return QString(); }; ///< see Profile::database()
    /// What is known of a connection without asking anybody.
    QList<catalog::Fact> (*facts)(const Profile &) = [](const Profile &) { return QList<catalog::Fact>(); };
    /// Dials nothing yet.
    std::function<core::Result<Backend>(const Profile &, const QString &secret)> makeBackend;

    QList<ConnectionSource> sources; ///< other programs that keep such connections
    /// What a URL of another program means; nothing if it is none of a scheme that the kind knows. What cannot be
    /// understood of it is a note.
    std::optional<FoundConnection> (*readUrl)(const QString &url) = nullptr;

    [[nodiscard]] const ConnectionField *field(QStringView fieldId) const; ///< null for an unknown one
};

/// A secret as a SecretStore keeps it, where a token belongs to it: the two in lines of their own.
struct SecretParts {
    QString secret;
    QString token; ///< may be empty

    [[nodiscard]] static SecretParts of(const QString &kept);
    [[nodiscard]] QString joined() const;
};

/// Makes \a kind known for the rest of the program. Before the first profile of the kind is read; an id that
/// is known is passed over. Thread: any.
void registerKind(ConnectionKind kind);
/// All kinds in the order of their registration; they live as long as the program. Thread: any.
[[nodiscard]] QList<const ConnectionKind *> connectionKinds();
[[nodiscard]] QList<const ConnectionKind *> connectionKinds(catalog::Side side);
/// Null for an unknown one. Thread: any.
[[nodiscard]] const ConnectionKind *findKind(QStringView id);

/// The text field "time_zone": in which zone sessions are, by a name of the tz database, checked; empty: \a placeholder
/// says whose zone holds then.
[[nodiscard]] ConnectionField timeZoneField(const char *placeholder);
inline constexpr QStringView timeZoneFieldId = u"time_zone";

/// The number "time_limit": seconds that connecting and each answer may take; 0: the back end's usual limits.
[[nodiscard]] ConnectionField timeLimitField();
inline constexpr QStringView timeLimitFieldId = u"time_limit";
/// What \a profile has there; null for 0.
[[nodiscard]] std::optional<std::chrono::milliseconds> timeLimitOf(const Profile &profile);

/// The text "ca_file": file with the authorities that TLS trusts, in place of the system's.
[[nodiscard]] ConnectionField authoritiesField();
inline constexpr QStringView authoritiesFieldId = u"ca_file";

/// A text of a kind or field, translated; empty for null.
[[nodiscard]] QString kindText(const char *text);
/// The label as it reads outside of a form, without the '&'.
[[nodiscard]] QString titleOf(const ConnectionField &field);
/// What is wrong with \a field in \a profile, in the user's words; empty if nothing is.
[[nodiscard]] QString problemOf(const ConnectionField &field, const Profile &profile);
/// Whether \a c is seen by nobody, or changes how what stands around it is read (core::isControlling()): such a name
/// passes for another one. The two joiners of scripts and pictures are not among them.
[[nodiscard]] bool isHidden(char32_t c);
/// \a text without what isHidden(), but for control characters, of which problems are told.
[[nodiscard]] QString withoutHidden(const QString &text);
/// What is wrong with the name of a connection.
[[nodiscard]] QString problemOfName(const QString &name);
/// The same for a name that is chosen now. One that was saved with a "/" or what isHidden() before keeps working: see
/// catalog::ObjectPath::toString().
[[nodiscard]] QString problemOfNewName(const QString &name);

/// What is wrong with what is said of a connection: it is one line of at most 500 characters, none of which isHidden().
[[nodiscard]] QString problemOfDescription(const QString &description);
/// What is wrong with the name of a group: it is one line of at most 60 characters, none of which isHidden().
[[nodiscard]] QString problemOfGroup(const QString &group);

} // namespace isthmus::connections
