// SPDX-License-Identifier: GPL-3.0-or-later
#include <isthmus/core/hiddenmemory.h>

#include <QTest>

#include <sys/prctl.h>
#include <sys/resource.h>

class tst_HiddenMemory : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void noCoreIsDumped()
    {
        QCOMPARE(prctl(PR_GET_DUMPABLE), 1);
        isthmus::core::hideMemory();
        QCOMPARE(prctl(PR_GET_DUMPABLE), 0);
        rlimit limit{};
        QCOMPARE(getrlimit(RLIMIT_CORE, &limit), 0);
        QCOMPARE(limit.rlim_cur, rlim_t(0));
        QCOMPARE(limit.rlim_max, rlim_t(0)); // nobody raises it again
    }
};

QTEST_GUILESS_MAIN(tst_HiddenMemory)
#include "tst_hiddenmemory.moc"
