// SPDX-License-Identifier: GPL-3.0-or-later
#include <isthmus/core/sessionbus.h>

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace isthmus;

class tst_SessionBus : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void itIsKnownByItsAddressOrItsSocket()
    {
        const QTemporaryDir runtime;
        qunsetenv("DBUS_SESSION_BUS_ADDRESS");
        qunsetenv("XDG_RUNTIME_DIR");
        QVERIFY(!core::hasSessionBus());
        qputenv("XDG_RUNTIME_DIR", QFile::encodeName(runtime.path()));
        QVERIFY(!core::hasSessionBus());
        QFile socket(runtime.filePath(QStringLiteral("bus")));
        QVERIFY(socket.open(QIODevice::WriteOnly));
        QVERIFY(core::hasSessionBus());
        qputenv("XDG_RUNTIME_DIR", "/nowhere");
        QVERIFY(!core::hasSessionBus());
        qputenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=/run/user/1000/bus");
        QVERIFY(core::hasSessionBus());
    }
};

QTEST_GUILESS_MAIN(tst_SessionBus)
#include "tst_sessionbus.moc"
