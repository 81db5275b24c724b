// SPDX-License-Identifier: GPL-3.0-or-later
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
        const QString system = QStringLiteral("/etc/ssl/certs/ca-certificates.crt");
        if (!QFile::exists(system))
            QSKIP("This system has no bundle of authorities");
        QVERIFY(checkAuthorities(system));
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
