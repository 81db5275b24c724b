// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <isthmus/catalog/objectpath.h>
#include <isthmus/connections/capability.h>
#include <isthmus/core/error.h>

#include <QJsonObject>
#include <QMetaType>
#include <QString>
#include <QStringList>

#include <optional>

namespace isthmus::connections {

struct ConnectionKind;

/// What a connection is used for.
enum class Environment : quint8 { None, Development, Production };
/// Stable lower-case name for files and the command line ("production"); empty for None.
[[nodiscard]] QString environmentName(Environment environment);
[[nodiscard]] std::optional<Environment> environmentFromName(const QString &name);
[[nodiscard]] QString environmentTitle(Environment environment); ///< translated; empty for None

/// Stable lower-case names of the colours that connections may have, in the order in which they are offered.
[[nodiscard]] QStringList connectionColours();
[[nodiscard]] QString colourTitle(const QString &colour); ///< translated; empty for one that is not known

/// A saved way to reach one system. Holds everything but the secret, which lives in a SecretStore under the name.
/// What there is to say of a system beside the members here, its kind tells: see ConnectionKind::fields.
struct Profile {
    Profile() = default;
    explicit Profile(const QString &kindId) : kind(kindId) { }

    QString name; ///< unique, chosen by the user; first part of every path
    QString kind; ///< ConnectionKind::id
    bool readOnly = false; ///< plans with writing steps are refused before anything is sent
    QStringList hiddenSchemas; ///< wildcards
    QString description; ///< the user's own words, one line
    Environment environment = Environment::None;
    QString group; ///< heading that the connection stands under in lists; empty: none
    /// One of connectionColours(), empty for none; one that only another version knows is kept and shown as none.
    QString colour;
    /// Folder of the sandbox this connection belongs to; its secret is read from there. Empty for all others.
    QString sandboxDir;
    /// Members of its entry in the file that could not be read; they are here as by default. Until it is saved anew
    /// the connection is not used. Empty for a whole one.
    QStringList damage;

    /// What \a field of the kind holds; its default if it was never set. Empty and 0 for a field of the other type.
    [[nodiscard]] QString text(QStringView field) const;
    [[nodiscard]] int number(QStringView field) const;
    /// Sets a field of the kind; a field of another kind is passed over.
    void set(QStringView field, const QJsonValue &value);

    /// The description of the kind; one without fields for an unknown kind.
    [[nodiscard]] const ConnectionKind &info() const;
    [[nodiscard]] bool can(Capability capability) const;
    [[nodiscard]] catalog::Side side() const;
    [[nodiscard]] catalog::ObjectKind rootKind() const;
    /// The database or project that the connection is, as people know it; empty where it shows several.
    [[nodiscard]] QString database() const;
    /// The compute group that was chosen for its sessions; empty: the server chooses, or there are none.
    [[nodiscard]] QString computeGroup() const;
    [[nodiscard]] QString account() const; ///< who signs in; never a secret
    [[nodiscard]] bool needsSecret() const; ///< whether one is kept for it
    [[nodiscard]] bool hasToken() const; ///< whether that is two, see SecretParts

    /// Takes over what people say of \a other and no server knows: description, environment, group and colour.
    void describeAs(const Profile &other);

    /// Problems in the user's words, empty if the profile could be dialled: damage, no host, port out of range …
    [[nodiscard]] QStringList problems() const;

    [[nodiscard]] QJsonObject toJson() const;
    /// Nothing without a name. What is wrong beside it is in `damage`.
    [[nodiscard]] static std::optional<Profile> fromJson(const QJsonObject &json);

    friend bool operator==(const Profile &, const Profile &) = default;

private:
    QJsonObject m_values; // by field; what is as by default has none, so that equal profiles are equal
};

} // namespace isthmus::connections

Q_DECLARE_METATYPE(isthmus::connections::Profile)
