// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <isthmus/core/async.h>

#include <memory>

namespace isthmus::core {

/// One question at a time: asking anew forgets the former one, which is cancelled and whose answer never comes back.
/// For what shows the answer to the last question only: a page, a card, a form. Thread: the receiver's.
class Latest {
public:
    /// Answers come back in the thread of \a receiver, which outlives this object.
    explicit Latest(QObject *receiver) : m_receiver(receiver) { }
    ~Latest() { forget(); }
    Latest(const Latest &) = delete;
    Latest &operator=(const Latest &) = delete;

    /// Calls \a done(Result<T>) with the answer, once, as whenDone() does; not at all if it is forgotten before.
    template <typename T, typename Callback>
    void ask(const QFuture<Result<T>> &future, Callback done)
    {
        forget();
        m_running = QFuture<void>(future);
        m_question = std::make_shared<const bool>(true);
        whenDone(future, m_receiver,
                 [this, question = std::weak_ptr(m_question), done = std::move(done)](Result<T> answer) mutable {
                     if (question.expired())
                         return; // forgotten, perhaps together with this object
                     m_question.reset(); // done() may ask the next
                     m_running = {};
                     done(std::move(answer));
                 });
    }

    /// Cancels what is being asked; its answer never comes.
    void forget()
    {
        m_question.reset();
        m_running.cancel();
        m_running = {};
    }

    [[nodiscard]] bool isWaiting() const { return m_question != nullptr; }

private:
    QObject *m_receiver; // not owned
    std::shared_ptr<const bool> m_question; // only its life counts: gone with the question
    QFuture<void> m_running;
};

} // namespace isthmus::core
