// SPDX-License-Identifier: GPL-3.0-or-later
#include <isthmus/views/window/firstpaint.h>

#include <QEvent>
#include <QTimer>
#include <QWidget>
#include <QWindow>

namespace isthmus::views {

namespace {

constexpr int unseenMs = 1000;

class FirstPaint final : public QObject {
public:
    FirstPaint(QWidget &window, std::function<void()> then)
        : QObject(&window), m_window(*window.windowHandle()), m_then(std::move(then))
    {
        m_window.installEventFilter(this);
        m_unseen.setSingleShot(true);
        connect(&m_unseen, &QTimer::timeout, this, &FirstPaint::end);
        m_unseen.start(unseenMs);
        if (m_window.isExposed())
            endSoon();
    }

    // A window is painted whole while it handles that it is exposed: what is posted now comes after that.
    bool eventFilter(QObject *watched, QEvent *event) override
    {
        if (event->type() == QEvent::Expose && m_window.isExposed())
            endSoon();
        return QObject::eventFilter(watched, event);
    }

private:
    void endSoon()
    {
        m_window.removeEventFilter(this);
        m_unseen.stop();
        QMetaObject::invokeMethod(this, &FirstPaint::end, Qt::QueuedConnection);
    }

    void end()
    {
        m_window.removeEventFilter(this);
        deleteLater();
        m_then();
    }

    QWindow &m_window;
    std::function<void()> m_then;
    QTimer m_unseen;
};

} // namespace

void afterFirstPaint(QWidget &window, std::function<void()> then)
{
    new FirstPaint(window, std::move(then)); // the window's
}

} // namespace isthmus::views
