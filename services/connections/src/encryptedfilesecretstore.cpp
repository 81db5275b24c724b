// SPDX-License-Identifier: GPL-3.0-or-later
#include "secretbox.h"
#include "secreterrors.h"

#include <isthmus/connections/encryptedfilesecretstore.h>
#include <isthmus/connections/masterpassword.h>
#include <isthmus/core/filelock.h>
#include <isthmus/core/lane.h>
#include <isthmus/core/privatefile.h>

#include <QCoreApplication>
#include <QJsonDocument>
#include <QJsonObject>

#include <atomic>
#include <chrono>

namespace isthmus::connections {

namespace {

constexpr qint64 maxFileBytes = 4 * 1024 * 1024;
constexpr int saltBytes = 16;
constexpr std::chrono::seconds lockTimeout(15);

QString text(const char *source)
{
    return QCoreApplication::translate("Connections", source);
}

// Everything about the file that decides how it is read; authenticated by the cipher, so that none of it can be
// changed.
QByteArray headerFor(const QByteArray &salt)
{
    return "isthmus-secrets 1 scrypt 32768 8 1 aes-256-gcm " + salt.toBase64();
}

// To the hint of a password that opens nothing: it may be lost.
QString lostHint(const QString &file)
{
    return u' '
        + text(QT_TRANSLATE_NOOP("Connections",
                                 "If it is lost, move %1 away: the connections stay, and their passwords are to be "
                                 "entered again."))
              .arg(file);
}

tl::unexpected<core::Error> declined(MasterPasswordQuestion question, const QString &file)
{
    return core::fail(
        core::ErrorKind::Authentication,
        question == MasterPasswordQuestion::New
            ? text(QT_TRANSLATE_NOOP("Connections", "Secrets are kept in a file that needs a master password."))
            : text(QT_TRANSLATE_NOOP("Connections", "The file of kept passwords is locked.")),
        text(QT_TRANSLATE_NOOP("Connections", "Enter the master password, or set ISTHMUS_MASTER_PASSWORD_FILE."))
            + (question == MasterPasswordQuestion::New ? QString() : lostHint(file)));
}

tl::unexpected<core::Error> damaged(const QString &file)
{
    return core::fail(
        core::ErrorKind::Protocol,
        text(QT_TRANSLATE_NOOP("Connections", "The file of kept passwords %1 is damaged.")).arg(file),
        text(QT_TRANSLATE_NOOP("Connections", "It was left as it is. Restore it from a copy, or move it away.")));
}

// The vault of one file; every member runs on the store's lane.
class Vault {
public:
    Vault(QString file, AskMasterPassword ask) : m_file(std::move(file)), m_ask(std::move(ask)) { }

    [[nodiscard]] bool hasKey() const { return m_hasKey; }

    core::Result<QString> read(const QString &name)
    {
        const auto secrets = load();
        if (!secrets)
            return core::fail(secrets.error());
        const auto it = secrets->constFind(name);
        if (it == secrets->constEnd())
            return core::fail(noSecretKept(name));
        return it->toString();
    }

    // Reads, lets \a edit change the secrets, writes; no other program can write in between.
    template <typename Edit>
    core::Result<core::Done> change(Edit edit, const core::Cancellation &cancellation)
    {
        // Whoever is asked may take his time; the file is free meanwhile. Nobody is asked for what cannot be done.
        auto before = load();
        if (!before)
            return core::fail(before.error());
        if (core::Result<core::Done> edited = edit(*before); !edited)
            return edited;
        if (!m_key) {
            if (auto made = makeKey(); !made)
                return made;
        }
        const auto lock = core::FileLock::take(m_file, lockTimeout, cancellation);
        if (!lock)
            return core::fail(lock.error());
        core::removeLeftWrites(m_file);
        auto secrets = load();
        if (!secrets)
            return core::fail(secrets.error());
        if (core::Result<core::Done> edited = edit(*secrets); !edited)
            return edited;
        return store(*secrets);
    }

private:
    core::Result<QJsonObject> load()
    {
        auto bytes = core::readPrivateFile(m_file, maxFileBytes);
        if (!bytes && bytes.error().kind == core::ErrorKind::NotFound)
            return QJsonObject();
        if (!bytes)
            return core::fail(bytes.error());
        const QJsonObject json = QJsonDocument::fromJson(*bytes).object();
        const auto member = [&json](const char *key) {
            return QByteArray::fromBase64(json.value(QLatin1String(key)).toString().toLatin1());
        };
        const QByteArray salt = member("salt");
        if (json.value(QStringLiteral("version")).toInt() != 1 || salt.size() != saltBytes)
            return damaged(m_file);
        if (auto unlocked = unlock(salt, member("verifier")); !unlocked)
            return core::fail(unlocked.error());
        const auto plain = m_key->open(member("secrets"), headerFor(salt));
        if (!plain)
            return core::fail(plain.error());
        return QJsonDocument::fromJson(*plain).object();
    }

    // Makes sure that m_key is the key of a file with this salt.
    core::Result<core::Done> unlock(const QByteArray &salt, const QByteArray &verifier)
    {
        if (m_key && m_key->salt() == salt && m_key->verifier() == verifier)
            return core::Done{};
        const auto given = masterPasswordOfEnvironment();
        if (!given)
            return core::fail(given.error());
        for (auto question = MasterPasswordQuestion::Unlock;; question = MasterPasswordQuestion::Again) {
            const auto password = *given ? **given : asked(question);
            if (!password)
                return declined(question, m_file);
            auto key = SecretKey::derive(*password, salt);
            if (!key)
                return core::fail(key.error());
            if (key->verifier() == verifier) {
                setKey(*std::move(key));
                return core::Done{};
            }
            if (*given)
                return core::fail(
                    core::ErrorKind::Authentication,
                    text(QT_TRANSLATE_NOOP("Connections", "The master password is not the right one.")),
                    text(QT_TRANSLATE_NOOP("Connections",
                                           "Mend ISTHMUS_MASTER_PASSWORD or ISTHMUS_MASTER_PASSWORD_FILE, or unset "
                                           "them to be asked."))
                        + lostHint(m_file));
        }
    }

    // The first secret: the password given now becomes the master password.
    core::Result<core::Done> makeKey()
    {
        const auto given = masterPasswordOfEnvironment();
        if (!given)
            return core::fail(given.error());
        const auto password = *given ? *given : asked(MasterPasswordQuestion::New);
        if (!password)
            return declined(MasterPasswordQuestion::New, m_file);
        if (password->isEmpty()) {
            return core::fail(core::ErrorKind::Invalid,
                              text(QT_TRANSLATE_NOOP("Connections", "The master password is empty.")));
        }
        const auto salt = randomBytes(saltBytes);
        if (!salt)
            return core::fail(salt.error());
        auto key = SecretKey::derive(*password, *salt);
        if (!key)
            return core::fail(key.error());
        setKey(*std::move(key));
        return core::Done{};
    }

    std::optional<QByteArray> asked(MasterPasswordQuestion question) const
    {
        const auto answer = m_ask ? m_ask(question) : std::nullopt;
        return answer ? std::optional(answer->toUtf8()) : std::nullopt;
    }

    core::Result<core::Done> store(const QJsonObject &secrets)
    {
        const auto sealed =
            m_key->seal(QJsonDocument(secrets).toJson(QJsonDocument::Compact), headerFor(m_key->salt()));
        if (!sealed)
            return core::fail(sealed.error());
        const auto base64 = [](const QByteArray &bytes) { return QString::fromLatin1(bytes.toBase64()); };
        const QJsonObject json{{QStringLiteral("version"), 1},
                               {QStringLiteral("kdf"), QStringLiteral("scrypt N=32768 r=8 p=1")},
                               {QStringLiteral("cipher"), QStringLiteral("aes-256-gcm")},
                               {QStringLiteral("salt"), base64(m_key->salt())},
                               {QStringLiteral("verifier"), base64(m_key->verifier())},
                               {QStringLiteral("secrets"), base64(*sealed)}};
        return core::writePrivateFile(m_file, QJsonDocument(json).toJson());
    }

    void setKey(SecretKey key)
    {
        m_key = std::make_unique<SecretKey>(std::move(key));
        m_hasKey = true;
    }

    QString m_file;
    AskMasterPassword m_ask;
    std::unique_ptr<SecretKey> m_key; // the lane's
    std::atomic<bool> m_hasKey{false}; // for everybody
};

} // namespace

class EncryptedFileSecretStore::Private {
public:
    Private(const QString &file, AskMasterPassword ask) : vault(std::make_shared<Vault>(file, std::move(ask))) { }

    std::shared_ptr<Vault> vault;
    core::Lane lane{QStringLiteral("secrets")};
};

EncryptedFileSecretStore::EncryptedFileSecretStore(const QString &file, AskMasterPassword ask)
    : d(std::make_unique<Private>(file, std::move(ask)))
{
}

EncryptedFileSecretStore::~EncryptedFileSecretStore() = default;

QFuture<core::Result<QString>> EncryptedFileSecretStore::read(const QString &name)
{
    return d->lane.post<QString>([vault = d->vault, name](const core::Cancellation &) { return vault->read(name); });
}

QFuture<core::Result<core::Done>> EncryptedFileSecretStore::write(const QString &name, const QString &secret)
{
    return d->lane.post<core::Done>([vault = d->vault, name, secret](const core::Cancellation &cancellation) {
        const auto edit = [&](QJsonObject &secrets) -> core::Result<core::Done> {
            secrets.insert(name, secret);
            return core::Done{};
        };
        return vault->change(edit, cancellation);
    });
}

QFuture<core::Result<core::Done>> EncryptedFileSecretStore::remove(const QString &name)
{
    return d->lane.post<core::Done>([vault = d->vault, name](const core::Cancellation &cancellation) {
        const auto edit = [&](QJsonObject &secrets) -> core::Result<core::Done> {
            if (!secrets.contains(name))
                return core::fail(noSecretKept(name));
            secrets.remove(name);
            return core::Done{};
        };
        return vault->change(edit, cancellation);
    });
}

bool EncryptedFileSecretStore::mayAsk() const
{
    return !d->vault->hasKey() && !hasMasterPasswordOfEnvironment();
}

QString EncryptedFileSecretStore::description() const
{
    return QCoreApplication::translate("Connections", "a file encrypted with your master password");
}

} // namespace isthmus::connections
