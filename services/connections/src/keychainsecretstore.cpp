// SPDX-License-Identifier: GPL-3.0-or-later
#include "secreterrors.h"

#include <isthmus/connections/keychainsecretstore.h>
#include <isthmus/core/async.h>
#include <isthmus/core/sessionbus.h>

#include <QCoreApplication>
#include <QThread>
#include <QTimer>
#include <qt6keychain/keychain.h>

#include <atomic>
#include <chrono>

namespace isthmus::connections {

namespace {

using namespace std::chrono_literals;

constexpr auto answerTimeout = 60s; // the keychain may be asking its user for a password
constexpr auto probeTimeout = 2s;

QString service()
{
    return QStringLiteral("isthmus");
}

core::Error toError(QKeychain::Error error, const QString &name, const QString &words)
{
    switch (error) {
    case QKeychain::EntryNotFound:
        return noSecretKept(name);
    case QKeychain::AccessDenied:
    case QKeychain::AccessDeniedByUser:
        return {
            core::ErrorKind::Authentication,
            QCoreApplication::translate("Connections", "The keychain refused to give the password of %1.").arg(name),
            QCoreApplication::translate("Connections", "Unlock the keychain, then try again."),
            {},
            words};
    case QKeychain::NoBackendAvailable:
    case QKeychain::NotImplemented:
        return {core::ErrorKind::Unsupported,
                QCoreApplication::translate("Connections", "There is no keychain on this desktop."),
                {},
                {},
                words};
    default:
        return {core::ErrorKind::Internal,
                QCoreApplication::translate("Connections", "The keychain could not do this for %1.").arg(name),
                {},
                {},
                words};
    }
}

core::Error noAnswer()
{
    return {core::ErrorKind::Timeout,
            QCoreApplication::translate("Connections", "The keychain did not answer."),
            QCoreApplication::translate("Connections", "Unlock the keychain, then try again."),
            {},
            {}};
}

} // namespace

class KeychainSecretStore::Private {
public:
    Private()
    {
        thread.setObjectName(QStringLiteral("keychain"));
        context.moveToThread(&thread);
        thread.start();
    }

    ~Private()
    {
        // Jobs are children of the context and must die on their thread.
        QMetaObject::invokeMethod(
            &context, [this] { qDeleteAll(context.children()); }, Qt::BlockingQueuedConnection);
        thread.quit();
        thread.wait();
    }

    // Makes a job on the keychain's thread, lets \a set prepare it, and answers what \a outcome reads from it.
    template <typename Job, typename T, typename Set, typename Outcome>
    QFuture<core::Result<T>> start(std::chrono::milliseconds timeout, Set set, Outcome outcome)
    {
        auto promise = std::make_shared<QPromise<core::Result<T>>>();
        promise->start();
        QMetaObject::invokeMethod(&context, [this, promise, timeout, set, outcome] {
            auto *job = new Job(service(), &context);
            job->setAutoDelete(false); // deleted with the answer, or with the context
            job->setInsecureFallback(false);
            set(*job);
            auto *timer = new QTimer(job);
            timer->setSingleShot(true);
            const auto finish = [promise, job](core::Result<T> result) {
                if (promise->future().isFinished())
                    return;
                promise->addResult(std::move(result));
                promise->finish();
                job->deleteLater();
            };
            QObject::connect(job, &QKeychain::Job::finished, &context,
                             [finish, outcome, job](QKeychain::Job *) { finish(outcome(*job)); });
            QObject::connect(timer, &QTimer::timeout, &context, [finish] { finish(core::fail(noAnswer())); });
            auto *watcher = new QFutureWatcher<core::Result<T>>(job);
            QObject::connect(watcher, &QFutureWatcherBase::canceled, &context,
                             [finish] { finish(core::fail(core::Error::cancelled())); });
            watcher->setFuture(promise->future());
            timer->start(timeout);
            job->start();
        });
        return promise->future();
    }

    std::atomic<bool> hasAnswered{false}; // it was not locked then
    QThread thread;
    QObject context; // lives on the thread, parent of all jobs
};

KeychainSecretStore::KeychainSecretStore() : d(std::make_unique<Private>()) { }

KeychainSecretStore::~KeychainSecretStore() = default;

QFuture<core::Result<bool>> KeychainSecretStore::probe()
{
    if (!core::hasSessionBus())
        return core::ready<bool>(false);
    return d->start<QKeychain::ReadPasswordJob, bool>(
        probeTimeout, [](auto &job) { job.setKey(QStringLiteral("isthmus-probe")); },
        [](const auto &job) -> core::Result<bool> {
            return job.error() == QKeychain::NoError || job.error() == QKeychain::EntryNotFound;
        });
}

QFuture<core::Result<QString>> KeychainSecretStore::read(const QString &name)
{
    return d->start<QKeychain::ReadPasswordJob, QString>(
        answerTimeout, [name](auto &job) { job.setKey(name); },
        [name, &hasAnswered = d->hasAnswered](const auto &job) -> core::Result<QString> {
            if (job.error() != QKeychain::NoError)
                return core::fail(toError(job.error(), name, job.errorString()));
            hasAnswered = true;
            return job.textData();
        });
}

QFuture<core::Result<core::Done>> KeychainSecretStore::write(const QString &name, const QString &secret)
{
    return d->start<QKeychain::WritePasswordJob, core::Done>(
        answerTimeout,
        [name, secret](auto &job) {
            job.setKey(name);
            job.setTextData(secret);
        },
        [name](const auto &job) -> core::Result<core::Done> {
            if (job.error() != QKeychain::NoError)
                return core::fail(toError(job.error(), name, job.errorString()));
            return core::Done{};
        });
}

QFuture<core::Result<core::Done>> KeychainSecretStore::remove(const QString &name)
{
    return d->start<QKeychain::DeletePasswordJob, core::Done>(
        answerTimeout, [name](auto &job) { job.setKey(name); },
        [name](const auto &job) -> core::Result<core::Done> {
            if (job.error() != QKeychain::NoError)
                return core::fail(toError(job.error(), name, job.errorString()));
            return core::Done{};
        });
}

bool KeychainSecretStore::mayAsk() const
{
    return !d->hasAnswered;
}

QString KeychainSecretStore::description() const
{
    return QCoreApplication::translate("Connections", "the desktop's keychain");
}

} // namespace isthmus::connections
