// SPDX-License-Identifier: GPL-3.0-or-later
#include <isthmus/connections/defaultsecretstore.h>
#include <isthmus/connections/keychainsecretstore.h>
#include <isthmus/connections/masterpassword.h>
#include <isthmus/core/lane.h>

#include <QCoreApplication>

#include <mutex>

namespace isthmus::connections {

namespace {

// Decides once, on its lane, and hands every call on.
class ChosenSecretStore final : public SecretStore {
public:
    ChosenSecretStore(QString file, AskMasterPassword ask) : m_choice(std::make_shared<Choice>())
    {
        m_choice->file = std::move(file);
        m_choice->ask = std::move(ask);
    }

    QFuture<core::Result<QString>> read(const QString &name) override
    {
        return post<QString>([name](SecretStore &store) { return store.read(name); });
    }

    QFuture<core::Result<core::Done>> write(const QString &name, const QString &secret) override
    {
        return post<core::Done>([name, secret](SecretStore &store) { return store.write(name, secret); });
    }

    QFuture<core::Result<core::Done>> remove(const QString &name) override
    {
        return post<core::Done>([name](SecretStore &store) { return store.remove(name); });
    }

    QString description() const override
    {
        const std::lock_guard lock(m_choice->mutex);
        if (m_choice->store)
            return m_choice->store->description();
        return QCoreApplication::translate("Connections", "the desktop's keychain, or an encrypted file without one");
    }

    bool mayAsk() const override
    {
        const std::lock_guard lock(m_choice->mutex);
        return m_choice->store ? m_choice->store->mayAsk() : !hasMasterPasswordOfEnvironment();
    }

private:
    struct Choice {
        QString file;
        AskMasterPassword ask;
        std::mutex mutex; // of store: written once on the lane, read by description()
        std::shared_ptr<SecretStore> store;

        SecretStore &chosen(const core::Cancellation &cancellation)
        {
            {
                const std::lock_guard lock(mutex);
                if (store)
                    return *store;
            }
            std::shared_ptr<SecretStore> made;
            if (!hasMasterPasswordOfEnvironment()) {
                auto keychain = std::make_shared<KeychainSecretStore>();
                if (core::await(keychain->probe(), cancellation).value_or(false))
                    made = keychain;
            }
            if (!made)
                made = std::make_shared<EncryptedFileSecretStore>(file, ask);
            const std::lock_guard lock(mutex);
            store = made;
            return *store;
        }
    };

    template <typename T, typename Call>
    QFuture<core::Result<T>> post(Call call)
    {
        return m_lane.post<T>([choice = m_choice, call](const core::Cancellation &cancellation) {
            return core::await(call(choice->chosen(cancellation)), cancellation);
        });
    }

    std::shared_ptr<Choice> m_choice;
    core::Lane m_lane{QStringLiteral("secret-store")};
};

} // namespace

std::shared_ptr<SecretStore> makeDefaultSecretStore(const QString &file, AskMasterPassword ask)
{
    return std::make_shared<ChosenSecretStore>(file, std::move(ask));
}

} // namespace isthmus::connections
