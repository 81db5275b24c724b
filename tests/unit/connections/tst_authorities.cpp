// SPDX-License-Identifier: GPL-3.0-or-later
#include "authority.h"

#include <isthmus/connections/authorities.h>

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using isthmus::connections::checkAuthorities;
using isthmus::core::ErrorKind;

class tst_Authorities : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aBundleIsTaken()
    {
        const QTemporaryDir dir;
        QFile file(dir.filePath(QStringLiteral("ca.pem")));
        QVERIFY(file.open(QIODevice::WriteOnly));
        QVERIFY(file.write("My own authorities\n" + isthmus::test::authorityPem + isthmus::test::authorityPem) > 0);
        file.close();
        QVERIFY(checkAuthorities(file.fileName()));
    }

    void whatIsNoneIsRefused()
    {
        const QTemporaryDir dir;
        const QString file = dir.filePath(QStringLiteral("ca.pem"));
        const auto missing = checkAuthorities(file);
        QCOMPARE(missing.error().kind, ErrorKind::NotFound);
        QVERIFY(missing.error().message.contains(file) && missing.error().hint.contains(QStringLiteral("CERTIFICATE")));
        QVERIFY(!checkAuthorities(dir.path()));
        for (const QByteArray &content :
             {QByteArray(), QByteArray("no certificate\n"),
              QByteArray("-----BEGIN CERTIFICATE-----\nbm9uZQ==\n-----END CERTIFICATE-----\n")}) {
            QFile written(file);
            QVERIFY(written.open(QIODevice::WriteOnly) && written.write(content) == content.size());
            written.close();
            const auto refused = checkAuthorities(file);
            QVERIFY2(!refused && refused.error().kind == ErrorKind::Invalid, content.constData());
        }
    }
};

QTEST_GUILESS_MAIN(tst_Authorities)
#include "tst_authorities.moc"
