// SPDX-License-Identifier: GPL-3.0-or-later
// The first start: three ways in.
#include "windowtest.h"

#include <isthmus/views/window/welcomepage.h>

#include <QAbstractButton>
#include <QLabel>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSignalSpy>

using namespace isthmus;
using testsupport::FakeConnections;

class tst_WelcomePage : public testsupport::WindowTest {
    Q_OBJECT

private Q_SLOTS:
    void welcomeOffersThreeWays();
    void sandboxFailureIsToldWithRetry();
    void retryStartsTheSameSandbox();
};

void tst_WelcomePage::welcomeOffersThreeWays()
{
    m_fakes = std::make_unique<FakeConnections>(QList<connections::Profile>{});
    openWindow();
    QSignalSpy requested(m_window.get(), &views::MainWindow::sandboxRequested);
    auto *page = m_window->findChild<views::WelcomePage *>();
    QVERIFY(page);
    for (const auto *name : {"openSandbox", "connectMaxCompute", "connectHologres"}) {
        auto *card = page->findChild<QAbstractButton *>(QLatin1String(name));
        QVERIFY2(card && card->isVisible(), name);
        QVERIFY(!card->accessibleName().isEmpty());
    }
    QVERIFY(m_window->findChild<QPushButton *>(QStringLiteral("hologresConnect"))->isVisible());
    shoot(m_window.get(), QStringLiteral("11-welcome"));
    QTest::mouseClick(page->findChild<QAbstractButton *>(QStringLiteral("openSandbox")), Qt::LeftButton);
    QCOMPARE(requested.count(), 1);
    m_window->sandboxStarting(QStringLiteral("Starting PostgreSQL"));
    QCOMPARE(page->findChild<QLabel *>(QStringLiteral("sandboxProgress"))->text(),
             QStringLiteral("Starting PostgreSQL"));
    QVERIFY(!page->findChild<QAbstractButton *>(QStringLiteral("openSandbox"))->isEnabled());
}

void tst_WelcomePage::sandboxFailureIsToldWithRetry()
{
    m_fakes = std::make_unique<FakeConnections>(QList<connections::Profile>{});
    openWindow();
    QSignalSpy requested(m_window.get(), &views::MainWindow::sandboxRequested);
    m_window->sandboxFailed({core::ErrorKind::NotFound,
                             QStringLiteral("PostgreSQL 15 is not installed."),
                             QStringLiteral("Install the package postgresql."),
                             {},
                             QStringLiteral("initdb: command not found")});
    auto *page = m_window->findChild<views::WelcomePage *>();
    QTRY_VERIFY(page->findChild<QLabel *>(QStringLiteral("messageText"))->isVisible());
    QVERIFY(page->findChild<QLabel *>(QStringLiteral("messageText"))->text().contains(QStringLiteral("not installed")));
    auto *words = page->findChild<QPlainTextEdit *>(QStringLiteral("serverWordsText"));
    QVERIFY(!words->isVisible());
    QTest::mouseClick(page->findChild<QPushButton *>(QStringLiteral("serverWords")), Qt::LeftButton);
    QVERIFY(words->isVisible());
    QCOMPARE(words->toPlainText(), QStringLiteral("initdb: command not found"));
    shoot(m_window.get(), QStringLiteral("11-sandbox-failed"));
    QTest::mouseClick(page->findChild<QPushButton *>(QStringLiteral("retrySandbox")), Qt::LeftButton);
    QCOMPARE(requested.count(), 1);
    QCOMPARE(requested.first().first().toString(), QString());
}

// The one that was asked for, not the one this program was started with.
void tst_WelcomePage::retryStartsTheSameSandbox()
{
    openWindow();
    QSignalSpy requested(m_window.get(), &views::MainWindow::sandboxRequested);
    m_window->perform(models::OpenSandbox{QStringLiteral("/elsewhere")});
    m_window->sandboxFailed({core::ErrorKind::Timeout, QStringLiteral("No answer."), {}, {}, {}});
    auto *retry = m_window->findChild<QPushButton *>(QStringLiteral("retrySandbox"));
    QTRY_VERIFY(retry && retry->isVisible());
    QTest::mouseClick(retry, Qt::LeftButton);
    QCOMPARE(requested.count(), 2);
    QCOMPARE(requested.last().first().toString(), QStringLiteral("/elsewhere"));
}

QTEST_MAIN(tst_WelcomePage)
#include "tst_welcomepage.moc"
