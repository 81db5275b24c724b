// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "namestore.h"

#include <QTemporaryDir>

#include <functional>
#include <memory>
#include <mutex>

namespace isthmus::nameindex {

/// Where the store lies, for all threads that use it: the file, or one that is gone with the program where that cannot
/// be used. Thread: any.
class Shelf {
public:
    /// \a report is called once for each reason, by the thread that met it.
    Shelf(const QString &file, std::function<void(const core::Error &)> report);

    /// A store of one thread.
    class Reader {
    public:
        explicit Reader(std::shared_ptr<Shelf> shelf) : m_shelf(std::move(shelf)) { }

        /// Calls \a work, a Result<T>(NameStore &), with the open store; once more with a new one if the file turns out
        /// to be damaged.
        template <typename T, typename Work>
        [[nodiscard]] core::Result<T> use(Work work)
        {
            auto done = open();
            if (!done)
                return core::fail(done.error());
            core::Result<T> answer = work(m_store);
            if (answer || answer.error().kind != core::ErrorKind::Protocol)
                return answer;
            m_store.close();
            m_shelf->setAside(m_edition, answer.error());
            done = open();
            return done ? work(m_store) : core::Result<T>(core::fail(done.error()));
        }
        void close() { m_store.close(); }
        /// Another number for another file.
        [[nodiscard]] int edition() const { return m_edition; }

    private:
        [[nodiscard]] core::Result<core::Done> open();

        std::shared_ptr<Shelf> m_shelf;
        NameStore m_store;
        int m_edition = -1;
    };

private:
    void setAside(int edition, const core::Error &error);
    void moveAway(const core::Error &error); // with the mutex held
    void report(const core::Error &error);

    std::mutex m_mutex;
    QString m_file;
    std::unique_ptr<QTemporaryDir> m_substitute; // of the file that cannot be used
    int m_edition = 0;
    QStringList m_reported;
    std::function<void(const core::Error &)> m_report;
};

} // namespace isthmus::nameindex
