// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "session.h"

#include <isthmus/catalog/objectpath.h>

#include <QString>

#include <algorithm>
#include <list>
#include <memory>

namespace isthmus::hologres {

/// The sessions of one lane, one per database, made on demand. In instance mode the least recently used is closed when
/// there would be more than eight: a Hologres instance allows few connections.
/// Thread: one lane only.
class Sessions {
public:
    Sessions(std::shared_ptr<const Settings> settings, Session::Purpose purpose)
        : m_settings(std::move(settings)), m_purpose(purpose)
    {
    }

    [[nodiscard]] const Settings &settings() const { return *m_settings; }
    /// The one that is dialled first: the configured database, or the "postgres" that every instance has.
    [[nodiscard]] QString firstDatabase() const
    {
        return m_settings->database.isEmpty() ? QStringLiteral("postgres") : m_settings->database;
    }

    /// The one that is meant by \a asked, which is empty where nobody said which. Errors: Invalid for another one than
    /// that of a connection to one.
    [[nodiscard]] core::Result<QString> databaseFor(const QString &asked) const
    {
        if (asked.isEmpty() || asked == firstDatabase())
            return firstDatabase();
        if (m_settings->wholeInstance)
            return asked;
        return core::fail(catalog::otherDatabase(m_settings->connectionName, m_settings->database, asked));
    }

    /// Runs \a work, a Result<T>(Session &), and once more on a fresh connection if the connection broke meanwhile.
    /// Only for work that may be repeated.
    template <typename T, typename Work>
    [[nodiscard]] core::Result<T> read(const QString &database, const core::Cancellation &cancellation, Work work)
    {
        Session &session = sessionOf(database);
        core::Result<T> result = work(session);
        if (!result && session.mayRetry() && !cancellation.isRequested())
            result = work(session);
        return result;
    }

    [[nodiscard]] Session &sessionOf(const QString &database)
    {
        const auto it = std::find_if(m_sessions.begin(), m_sessions.end(),
                                     [&](const auto &session) { return session->database() == database; });
        if (it != m_sessions.end()) {
            m_sessions.splice(m_sessions.begin(), m_sessions, it);
        } else {
            constexpr size_t most = 8;
            if (m_sessions.size() >= most)
                m_sessions.pop_back();
            m_sessions.push_front(std::make_unique<Session>(m_settings, database, m_purpose));
        }
        return *m_sessions.front();
    }

private:
    std::shared_ptr<const Settings> m_settings;
    Session::Purpose m_purpose;
    std::list<std::unique_ptr<Session>> m_sessions; // most recently used first
};

} // namespace isthmus::hologres
