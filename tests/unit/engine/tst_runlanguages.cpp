// SPDX-License-Identifier: GPL-3.0-or-later
#include "enginefixture.h"

#include <isthmus/core/sentences.h>

#include <QCoreApplication>
#include <QTemporaryDir>
#include <QTest>
#include <QTranslator>

using namespace isthmus;
using namespace enginefixture;
using namespace Qt::StringLiterals;

namespace {

class Other final : public QTranslator {
public:
    [[nodiscard]] QString translate(const char *, const char *source, const char *, int) const override
    {
        if (qstrcmp(source, "No server listens at %1.") == 0)
            return u"%1 上没有服务器。"_s;
        if (qstrcmp(source, "Check host and port.") == 0)
            return u"请检查主机和端口。"_s;
        if (qstrcmp(source, "Could not be read: %1") == 0)
            return u"无法读取：%1"_s;
        return {};
    }
    [[nodiscard]] bool isEmpty() const override { return false; }
};

} // namespace

/// A run that failed in a window of one language reads in the language of another, as far as services say what they do
/// by core::said().
class tst_RunLanguages : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aFailureIsReadInTheReadersLanguage_data()
    {
        QTest::addColumn<bool>("ranInOther");
        QTest::newRow("ran in English") << false;
        QTest::newRow("ran in Chinese") << true;
    }

    void aFailureIsReadInTheReadersLanguage()
    {
        QFETCH(const bool, ranInOther);
        QTemporaryDir dir;
        Other other;
        if (ranInOther)
            QCoreApplication::installTranslator(&other);
        auto runs =
            makeRuns(dir.filePath(u"runs.sqlite"_s), [](const Step &, const StepContext &context) -> StepResult {
                const QString message = core::said("Service", "No server listens at %1.").arg(u"h:80"_s);
                context.log(message);
                context.log(plan::Text::coded("Service.unread", "Could not be read: %1", {message}));
                return core::fail(core::ErrorKind::Network, message, core::said("Service", "Check host and port."), {},
                                  u"Connection refused"_s);
            });
        const QString id = start(*runs, planOf({u"a"_s}));
        QTRY_COMPARE(stateOf(*runs, id), RunState::Failed);
        runs.reset();
        runs = makeRuns(dir.filePath(u"runs.sqlite"_s), succeed); // as it is remembered
        const auto texts = [&] {
            const Run run = runOf(*runs, id);
            const core::Error error = words(run.error.value());
            return QStringList{error.message, error.hint, words(run.outcome), plan::outcomeWords(run, 0)}
            + logTexts(*runs, id).mid(1, 5);
        };
        const QString english = u"No server listens at h:80."_s;
        const QString chinese = u"h:80 上没有服务器。"_s;
        QCoreApplication::removeTranslator(&other);
        QCOMPARE(texts(),
                 (QStringList{english, u"Check host and port."_s, english, english, english,
                              u"Could not be read: "_s + english, english, u"Connection refused"_s,
                              u"Check host and port."_s}));
        QCoreApplication::installTranslator(&other);
        const auto read = texts();
        QCoreApplication::removeTranslator(&other);
        QCOMPARE(read,
                 (QStringList{chinese, u"请检查主机和端口。"_s, chinese, chinese, chinese, u"无法读取："_s + chinese,
                              chinese, u"Connection refused"_s, u"请检查主机和端口。"_s}));
    }

    void noticesOfItsPlanToo()
    {
        QTemporaryDir dir;
        auto runs = makeRuns(dir.filePath(u"runs.sqlite"_s), succeed);
        Plan plan = planOf({u"a"_s});
        const QString message = core::said("Service", "No server listens at %1.").arg(u"h:80"_s);
        plan.notices.append(
            {plan::NoticeLevel::Info, u"t"_s, plan::Text::coded("Service.unread", "Could not be read: %1", {message})});
        const QString id = start(*runs, plan);
        QTRY_COMPARE(stateOf(*runs, id), RunState::Succeeded);
        Other other;
        QCoreApplication::installTranslator(&other);
        const QString read = words(runOf(*runs, id).plan.notices.first().text);
        QCoreApplication::removeTranslator(&other);
        QCOMPARE(read, u"无法读取：h:80 上没有服务器。"_s);
    }

    void theServersOwnWordsStayAsTheyCame()
    {
        static_cast<void>(core::said("Service", "No server listens at %1."));
        QTemporaryDir dir;
        const QString own = u"No server listens at h:80."_s;
        auto runs = makeRuns(dir.filePath(u"runs.sqlite"_s), [&](const Step &, const StepContext &) -> StepResult {
            return core::fail(core::ErrorKind::Internal, own, {}, {}, u"ODPS-1: "_s + own); // which has said so
        });
        const QString id = start(*runs, planOf({u"a"_s}));
        QTRY_COMPARE(stateOf(*runs, id), RunState::Failed);
        QCOMPARE(runOf(*runs, id).error.value().message, plan::Text(own));
    }
};

QTEST_GUILESS_MAIN(tst_RunLanguages)
#include "tst_runlanguages.moc"
