// SPDX-License-Identifier: GPL-3.0-or-later
#include "filesizelimit.h"
#include "partfile.h"
#include "sheetrows.h"
#include "textfile.h"
#include "xlsxfile.h"

#include <isthmus/core/async.h>
#include <isthmus/core/privatefile.h>
#include <isthmus/exporting/exportrowsexecutor.h>
#include <isthmus/plan/words.h>

#include <QDir>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

#include <sys/stat.h>

#include <cerrno>
#include <functional>

using namespace isthmus;
using exporting::ExportRows;
using exporting::ExportRowsExecutor;
using exporting::FileFormat;
using records::RecordBatch;

namespace {

catalog::Column column(const char *name, const char *type)
{
    catalog::Column made;
    made.name = QString::fromUtf8(name);
    made.type = catalog::parsePostgresType(QString::fromLatin1(type));
    return made;
}

// Blocks of 1000 rows: (n, "text, n", NULL).
class FakeReader final : public records::TableReader {
public:
    int blocks = 3;
    std::optional<core::Error> failure; // after the blocks
    qint64 claimed = -1; // how many rows it says there were; -1: as many as there were
    records::RowsRequest asked;
    int given = 0; // blocks that were taken
    std::function<void()> onRead;

    QFuture<core::Result<records::Preview>> preview(const records::PreviewRequest &) override
    {
        return core::ready<records::Preview>(records::Preview{});
    }

    QFuture<core::Result<qint64>> rows(const records::RowsRequest &request) override
    {
        asked = request;
        if (onRead)
            onRead();
        const QList<catalog::Column> columns{column("id", "bigint"), column("te,xt", "text"), column("n", "text")};
        if (request.onTotal)
            request.onTotal(blocks * 1000);
        if (blocks == 0) {
            if (const auto taken = request.onRows(RecordBatch(columns)); !taken)
                return core::ready<qint64>(core::fail(taken.error()));
        }
        for (int block = 0; block < blocks; ++block) {
            RecordBatch rows(columns);
            for (int row = 0; row < 1000; ++row) {
                rows.vector(0).appendInt64(block * 1000 + row);
                rows.vector(1).appendBytes("a \"line\"\nof, " + QByteArray::number(row));
                rows.vector(2).appendNull();
            }
            if (const auto taken = request.onRows(rows); !taken)
                return core::ready<qint64>(core::fail(taken.error()));
            ++given;
        }
        if (failure)
            return core::ready<qint64>(core::fail(*failure));
        return core::ready<qint64>(claimed >= 0 ? claimed : qint64(blocks) * 1000);
    }
};

} // namespace

class tst_ExportRows : public QObject {
    Q_OBJECT

private:
    plan::StepResult run(FileFormat format, bool hasMark = false)
    {
        ExportRows definition;
        definition.table = {QStringLiteral("order_dw"), {QStringLiteral("public"), QStringLiteral("orders")}};
        definition.filter = QStringLiteral("id > 1");
        definition.file = m_dir->filePath(m_name + u'.' + exporting::fileFormatName(format));
        definition.format = format;
        definition.hasByteOrderMark = hasMark;
        m_file = definition.file;
        exporting::ExportFacts facts;
        facts.seenFile = exporting::fileMark(definition.file);
        const auto plan = exporting::planExportRows(definition, facts);
        if (m_afterPlanning)
            m_afterPlanning();
        plan::StepContext context;
        context.cancellation = m_cancel;
        context.resumeFrom = m_checkpoint;
        context.checkpoint = [this](const QJsonObject &checkpoint) { m_checkpoint = checkpoint; };
        context.log = [this](const plan::Text &line) { m_log.append(plan::words(line)); };
        context.progress = [this](const plan::StepProgress &progress) {
            m_progress.append(progress);
            m_meanwhile = filesThere();
        };
        return makeExecutor()->execute(plan.steps().first(), context);
    }
    std::unique_ptr<ExportRowsExecutor> makeExecutor()
    {
        return std::make_unique<ExportRowsExecutor>([this](const QString &, const core::Cancellation &) {
            return core::Result<ExportRowsExecutor::Side>({m_reader, dialect::Dialect::Hologres});
        });
    }
    QString tidyUp(const QJsonObject &checkpoint) { return plan::words(makeExecutor()->tidyUp({}, checkpoint)); }
    [[nodiscard]] QString partFile() const { return m_checkpoint.value(u"part_file").toString(); }
    static bool make(const QString &path)
    {
        QFile file(path);
        return file.open(QIODevice::WriteOnly) && file.write("half of it") > 0;
    }
    [[nodiscard]] QByteArray written() const
    {
        QFile file(m_file);
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }
    static qsizetype openFiles()
    {
        return QDir(QStringLiteral("/proc/self/fd")).entryList(QDir::AllEntries | QDir::System).size();
    }
    [[nodiscard]] QStringList filesThere() const
    {
        return QDir(m_dir->path()).entryList(QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot);
    }

private Q_SLOTS:
    void init()
    {
        m_dir = std::make_unique<QTemporaryDir>();
        m_reader = std::make_shared<FakeReader>();
        m_progress.clear();
        m_checkpoint = {};
        m_log.clear();
        m_cancel = core::Cancellation();
        m_afterPlanning = {};
        m_name = QStringLiteral("rows");
    }

    void csvHasItsTitlesOnceAndAllRows()
    {
        const auto done = run(FileFormat::Csv);
        QVERIFY2(done, qPrintable(done ? QString() : plan::words(done.error()).message));
        const QByteArray text = written();
        QVERIFY(text.startsWith("id,\"te,xt\",n\n0,\"a \"\"line\"\"\nof, 0\",\n"));
        QCOMPARE(text.count("te,xt"), 1);
        QCOMPARE(text.count('\n'), 2 * 3000 + 1);
        QVERIFY(plan::words(done->summary).startsWith(QStringLiteral("3,000 rows")));
        QCOMPARE(done->figures.value(plan::figure::rowsDone), 3000);
        QCOMPARE(m_reader->asked.filter, QStringLiteral("id > 1"));
        QCOMPARE(m_progress.last().set.value(plan::figure::rowsTotal), 3000);
        QCOMPARE(filesThere(), QStringList{QStringLiteral("rows.csv")});
    }

    void aByteOrderMarkStandsInFront()
    {
        QVERIFY(run(FileFormat::Csv, true));
        QVERIFY(written().startsWith("\xEF\xBB\xBFid,"));
        QCOMPARE(written().count("\xEF\xBB\xBF"), 1);
    }

    void jsonLinesAreAnObjectALine()
    {
        QVERIFY(run(FileFormat::JsonLines));
        const QList<QByteArray> lines = written().split('\n');
        QCOMPARE(lines.size(), 3001); // an empty one behind the last
        QCOMPARE(lines.at(1000), QByteArray("{\"id\": 1000, \"te,xt\": \"a \\\"line\\\"\\nof, 0\", \"n\": null}"));
    }

    void insertStatementsNameTheTable()
    {
        QVERIFY(run(FileFormat::Insert));
        QVERIFY(written().startsWith("INSERT INTO \"public\".\"orders\" (\"id\", \"te,xt\", \"n\") VALUES"));
    }

    void aTableWithoutRowsHasItsTitles()
    {
        m_reader->blocks = 0;
        QVERIFY(run(FileFormat::Csv));
        QCOMPARE(written(), QByteArray("id,\"te,xt\",n\n"));
        QVERIFY(run(FileFormat::JsonLines));
        QVERIFY(written().isEmpty());
    }

    void aWorkbookIsAPackage()
    {
        const auto done = run(FileFormat::Xlsx);
        QVERIFY2(done, qPrintable(done ? QString() : plan::words(done.error()).message));
        QVERIFY(written().startsWith("PK"));
        QCOMPARE(exporting::countSheetRows(m_file).value_or(0), 3001);
        QCOMPARE(filesThere(), QStringList{QStringLiteral("rows.xlsx")});
    }

    void whatFailsLeavesTheFileThatWasThere_data()
    {
        QTest::addColumn<int>("how");
        QTest::newRow("the server") << 0;
        QTest::newRow("another count") << 1;
        QTest::newRow("cancelled") << 2;
    }

    void whatFailsLeavesTheFileThatWasThere()
    {
        QFETCH(int, how);
        QVERIFY(run(FileFormat::Csv));
        const QByteArray before = written();
        m_reader->blocks = 5;
        if (how == 0)
            m_reader->failure = core::Error{core::ErrorKind::Network, QStringLiteral("gone"), {}, {}, {}};
        if (how == 1)
            m_reader->claimed = 5001;
        if (how == 2)
            m_reader->failure = core::Error::cancelled();
        const auto failed = run(FileFormat::Csv);
        QVERIFY(!failed);
        if (how == 1)
            QVERIFY(plan::words(failed.error()).message.contains(QStringLiteral("5,001")));
        QCOMPARE(failed.error().isCancelled(), how == 2);
        QCOMPARE(written(), before);
        QCOMPARE(filesThere(), QStringList{QStringLiteral("rows.csv")}); // and nothing beside it
    }

    void aFullDiskIsSaid_data()
    {
        QTest::addColumn<FileFormat>("format");
        QTest::addColumn<int>("limit"); // of the size of files, which stands for a full disk
        for (const FileFormat format : {FileFormat::Csv, FileFormat::JsonLines, FileFormat::Insert, FileFormat::Xlsx}) {
            for (const int limit : {0, 1, 20'000})
                QTest::addRow("%s, %d bytes", qPrintable(exporting::fileFormatName(format)), limit) << format << limit;
        }
    }

    void aFullDiskIsSaid()
    {
        QFETCH(FileFormat, format);
        QFETCH(int, limit);
        const auto fails = [&] {
            const testsupport::FileSizeLimit full{rlim_t(limit)};
            return run(format);
        };
        const qsizetype opened = openFiles();
        const auto failed = fails();
        QVERIFY(!failed);
        QCOMPARE(openFiles(), opened); // which would keep the room of a file that has no name any more
        auto words = plan::words(failed.error());
        const QString full = core::writeError(m_file, EFBIG).message;
        QVERIFY2(full.contains(m_file), qPrintable(full));
        QCOMPARE(words.message, full);
        QVERIFY2(words.hint.contains(QStringLiteral("ulimit")) && words.hint.contains(QStringLiteral("removed")),
                 qPrintable(words.hint));
        QVERIFY(filesThere().isEmpty());

        m_reader->blocks = 0;
        QVERIFY(run(format)); // there is room again
        const QByteArray before = written();
        m_reader->blocks = 3;
        const auto again = fails();
        QVERIFY(!again);
        words = plan::words(again.error());
        QVERIFY2(words.hint.contains(QStringLiteral("as it was")), qPrintable(words.hint));
        QCOMPARE(written(), before);
        QCOMPARE(filesThere().size(), 1);
    }

    // A workbook is put together of several files, and the disk may be full at each of them.
    void aWorkbookIsWholeOrSaidToBeCut()
    {
        const auto runWithin = [&](int limit) {
            const testsupport::FileSizeLimit full{rlim_t(limit)};
            return run(FileFormat::Xlsx);
        };
        int failures = 0;
        for (int limit = 200;; limit += limit / 8) {
            const auto done = runWithin(limit);
            if (done) {
                QCOMPARE(exporting::countSheetRows(m_file).value_or(0), 3001);
                break;
            }
            ++failures;
            QCOMPARE(plan::words(done.error()).message, core::writeError(m_file, EFBIG).message);
            QVERIFY(filesThere().isEmpty());
        }
        QVERIFY(failures > 10);
    }

    // What is read meanwhile is not for a file that cannot be any more.
    void aFullDiskEndsTheReading()
    {
        m_reader->blocks = 1000;
        const testsupport::FileSizeLimit full{100'000};
        const auto failed = run(FileFormat::Xlsx);
        QVERIFY(!failed);
        QVERIFY(m_reader->given < 20);
    }

    void aPipeIsNotReplaced()
    {
        const QString pipe = m_dir->filePath(QStringLiteral("rows.csv"));
        QCOMPARE(::mkfifo(pipe.toLocal8Bit().constData(), 0600), 0);
        const auto failed = run(FileFormat::Csv);
        QVERIFY(!failed);
        QCOMPARE(failed.error().kind, core::ErrorKind::Invalid);
        QVERIFY(QFileInfo::exists(pipe) && !QFileInfo(pipe).isFile());
        QCOMPARE(filesThere().size(), 0); // QDir lists no pipes
    }

    void aFolderIsNotReplaced()
    {
        QVERIFY(QDir(m_dir->path()).mkdir(QStringLiteral("rows.csv")));
        const auto failed = run(FileFormat::Csv);
        QVERIFY(!failed);
        QCOMPARE(plan::words(failed.error()).message, core::writeError(m_file, EISDIR).message);
    }

    void aLinkStaysOne()
    {
        QFile target(m_dir->filePath(QStringLiteral("target")));
        QVERIFY(target.open(QIODevice::WriteOnly));
        target.close();
        const QString link = m_dir->filePath(QStringLiteral("rows.csv"));
        QVERIFY(target.link(link));
        QVERIFY(run(FileFormat::Csv));
        QVERIFY(QFileInfo(link).isSymLink());
        QVERIFY(QFileInfo(target.fileName()).size() > 0);
    }

    void whoMayReadTheFileThatIsReplacedMayStill()
    {
        QVERIFY(run(FileFormat::Csv));
        const auto rights = [this] {
            struct stat info = {};
            return ::stat(QFile::encodeName(m_file).constData(), &info) == 0 ? info.st_mode & 07777U : 0U;
        };
        QCOMPARE(rights(), 0600U);
        QCOMPARE(::chmod(QFile::encodeName(m_file).constData(), 0644), 0);
        m_checkpoint = {};
        QVERIFY(run(FileFormat::Csv));
        QCOMPARE(rights(), 0644U);
    }

    void aFolderThatIsNotThereIsSaid()
    {
        m_dir->remove();
        const auto failed = run(FileFormat::Csv);
        QVERIFY(!failed);
        QCOMPARE(plan::words(failed.error()).message, QStringLiteral("There is no folder %1.").arg(m_dir->path()));
        QVERIFY(!plan::words(failed.error()).hint.isEmpty());
    }

    void whatASheetHoldsAsANumber_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<bool>("fits");
        QTest::newRow("15 digits") << QStringLiteral("123456789012345") << true;
        QTest::newRow("16 digits") << QStringLiteral("1234567890123456") << false;
        QTest::newRow("zeros in front") << QStringLiteral("0.000123456789012345") << true;
        QTest::newRow("zeros behind the point") << QStringLiteral("12345678901234.500") << true;
        QTest::newRow("zeros before it") << QStringLiteral("12345678901234500") << false;
        QTest::newRow("negative") << QStringLiteral("-5000.05") << true;
        QTest::newRow("exponent") << QStringLiteral("1.5e+300") << true;
        QTest::newRow("NaN") << QStringLiteral("NaN") << false;
        QTest::newRow("infinite") << QStringLiteral("-Infinity") << false;
        QTest::newRow("zero") << QStringLiteral("0.00") << true;
    }

    void whatASheetHoldsAsANumber()
    {
        QFETCH(QString, text);
        QTEST(exporting::fitsSheetNumber(text), "fits");
    }

    void cellsOfASheetKeepEveryDigit()
    {
        RecordBatch rows({column("n", "numeric(38,2)"), column("d", "date"), column("t", "timestamp"),
                          column("f", "double precision"), column("z", "timestamptz"), column("b", "boolean")});
        rows.vector(0).appendBytes("12345678901234567.89");
        rows.vector(1).appendInt64(-25'600); // 1899
        rows.vector(2).appendTimestamp({0, 1000}); // a microsecond
        rows.vector(3).appendDouble(qQNaN());
        rows.vector(4).appendTimestamp({0, 0});
        rows.vector(5).appendBool(true);
        rows.vector(0).appendBytes("5000.05");
        rows.vector(1).appendInt64(0); // 1970-01-01
        rows.vector(2).appendTimestamp({43'200, 0}); // noon
        rows.vector(3).appendDouble(0.5);
        rows.vector(4).appendNull();
        rows.vector(5).appendNull();
        for (int column = 0; column < 6; ++column)
            rows.vector(column).appendNull();
        const QString path = m_dir->filePath(QStringLiteral("cells.xlsx"));
        exporting::XlsxFile file(path, path);
        QVERIFY(file.write(rows));
        QVERIFY(file.finish());
        QCOMPARE(file.countAgain().value(), std::optional<qint64>(3));
        QProcess unzip;
        unzip.start(QStringLiteral("unzip"), {QStringLiteral("-p"), path, QStringLiteral("xl/worksheets/sheet1.xml")});
        if (!unzip.waitForStarted())
            QSKIP("unzip is not there");
        QVERIFY(unzip.waitForFinished());
        const QString sheet = QString::fromUtf8(unzip.readAllStandardOutput());
        const QString first = sheet.section(QStringLiteral("<row r=\"2\""), 1).section(QStringLiteral("</row>"), 0, 0);
        for (const char *text :
             {"12345678901234567.89", "1899-11-29", "1970-01-01 00:00:00.000001", "NaN", "1970-01-01 00:00:00+00:00"})
            QVERIFY2(first.contains(QStringLiteral("<t>%1</t>").arg(QLatin1String(text))), qPrintable(first));
        const QString second = sheet.section(QStringLiteral("<row r=\"3\""), 1).section(QStringLiteral("</row>"), 0, 0);
        for (const char *number : {"5000.05", "25569", "25569.5", "0.5"})
            QVERIFY2(second.contains(QStringLiteral("<v>%1</v>").arg(QLatin1String(number))), qPrintable(second));
    }

    void aDefinitionComesBackFromItsJson()
    {
        ExportRows definition;
        definition.table = {QStringLiteral("c"), {QStringLiteral("s"), QStringLiteral("t/x")}};
        definition.partition = QStringLiteral("dt=1");
        definition.order = QStringLiteral("a DESC");
        definition.file = QStringLiteral("/tmp/x.csv");
        definition.format = FileFormat::Csv;
        definition.hasByteOrderMark = true;
        QCOMPARE(ExportRows::fromJson(definition.toJson()).value(), definition);
        QJsonObject json = definition.toJson();
        json[QStringLiteral("file")] = QStringLiteral("x.csv"); // relative to nobody knows what
        QVERIFY(!ExportRows::fromJson(json));
        json = definition.toJson();
        json[QStringLiteral("format")] = QStringLiteral("doc");
        QVERIFY(!ExportRows::fromJson(json));
        QCOMPARE(exporting::fileFormatOf(QStringLiteral("/a/b.NDJSON")), FileFormat::JsonLines);
        QVERIFY(!exporting::fileFormatOf(QStringLiteral("/a/b")));
    }

    // A run may be resumed days later.
    void aFileThatWasMadeMeanwhileIsNotReplaced()
    {
        const auto make = [this] {
            QFile file(m_file);
            QVERIFY(file.open(QIODevice::WriteOnly) && file.write("my own notes") > 0);
        };
        m_afterPlanning = make;
        const auto refused = run(FileFormat::Csv);
        QCOMPARE(refused.error().kind, core::ErrorKind::Invalid);
        QVERIFY(refused.error().isUnsent);
        QCOMPARE(written(), QByteArray("my own notes"));
        m_afterPlanning = {};
        QVERIFY(run(FileFormat::Csv)); // it was seen to be there
        // Made while the rows came.
        QVERIFY(QFile::remove(m_file));
        m_reader->onRead = make;
        QCOMPARE(run(FileFormat::Csv).error().kind, core::ErrorKind::Invalid);
        QCOMPARE(written(), QByteArray("my own notes"));
        QCOMPARE(filesThere().size(), 1);
    }

    // A program that is killed cannot remove what it has written so far: who finds its run does.
    void whatAKilledProgramLeftIsRemoved_data()
    {
        QTest::addColumn<FileFormat>("format");
        QTest::newRow("text") << FileFormat::Csv;
        QTest::newRow("workbook") << FileFormat::Xlsx;
    }

    void whatAKilledProgramLeftIsRemoved()
    {
        QFETCH(FileFormat, format);
        QString toldMeanwhile;
        m_reader->onRead = [&] {
            QVERIFY(QFileInfo::exists(partFile())); // its name was written down before it was made
            QCOMPARE(filesThere(), QStringList{QFileInfo(partFile()).fileName()});
            toldMeanwhile = tidyUp(m_checkpoint);
            QVERIFY(QFileInfo::exists(partFile())); // its writer lives
        };
        QVERIFY(run(format));
        QVERIFY2(toldMeanwhile.contains(partFile()), qPrintable(toldMeanwhile));
        QCOMPARE(m_meanwhile, QStringList{QFileInfo(partFile()).fileName()}); // nor do the formats make others
        m_reader->onRead = {};
        const QStringList whole = filesThere();
        QCOMPARE(whole.size(), 1);
        QCOMPARE(tidyUp(m_checkpoint), QString()); // it was not killed

        QVERIFY(make(partFile()));
        QCOMPARE(tidyUp(m_checkpoint), QStringLiteral("Removed an unfinished file: ") + partFile());
        QCOMPARE(filesThere(), whole);

        const QString left = partFile();
        QVERIFY(make(left));
        m_log.clear();
        QVERIFY(run(format)); // resumed
        QCOMPARE(m_log, QStringList{QStringLiteral("Removed an unfinished file: ") + left});
        QVERIFY(partFile() != left);
        QCOMPARE(filesThere(), whole);
    }

    void nothingElseIsRemoved_data()
    {
        QTest::addColumn<QString>("name");
        QTest::newRow("of another program") << QStringLiteral(".rows.csv.a1b2c3");
        QTest::newRow("the file itself") << QStringLiteral("rows.csv");
        QTest::newRow("like ours") << QStringLiteral(".isthmus-export-of-mine");
        QTest::newRow("a folder") << QStringLiteral("ours/");
        QTest::newRow("a link") << QStringLiteral("ours@");
    }

    void nothingElseIsRemoved()
    {
        QFETCH(QString, name);
        const QString ours = exporting::PartFile(m_dir->filePath(QStringLiteral("rows.csv"))).path();
        const QString mine = m_dir->filePath(QStringLiteral("mine"));
        QVERIFY(make(mine));
        QString path = ours;
        if (name.endsWith(u'/')) {
            QVERIFY(QDir().mkdir(ours));
        } else if (name.endsWith(u'@')) {
            QVERIFY(QFile::link(mine, ours));
        } else {
            path = m_dir->filePath(name);
            QVERIFY(make(path));
        }
        const QStringList before = filesThere();
        QVERIFY(tidyUp({{QStringLiteral("part_file"), path}}).contains(path));
        QCOMPARE(filesThere(), before);
        QCOMPARE(QFileInfo(mine).size(), 10);
    }

    // The longest name that a file can have leaves no room for more of it.
    void aLongNameIsWritten()
    {
        m_name = QString(250, u'n');
        QVERIFY(run(FileFormat::Csv));
        QCOMPARE(filesThere(), QStringList{m_name + QStringLiteral(".csv")});
    }

    void whatAJobAloneCanReadIsBlocked()
    {
        ExportRows definition;
        definition.table = {QStringLiteral("mc"), {QStringLiteral("default"), QStringLiteral("t")}};
        definition.file = QStringLiteral("/tmp/x.csv");
        exporting::ExportFacts facts;
        facts.system = QStringLiteral("maxcompute");
        facts.table.kind = catalog::ObjectKind::Table;
        QVERIFY(exporting::planExportRows(definition, facts).isRunnable());
        definition.filter = QStringLiteral("a = 1");
        QVERIFY(!exporting::planExportRows(definition, facts).isRunnable());
        definition.filter.clear();
        facts.table.kind = catalog::ObjectKind::ExternalTable;
        QVERIFY(!exporting::planExportRows(definition, facts).isRunnable());
        facts.system = QStringLiteral("hologres");
        facts.seenFile = QStringLiteral("3 1");
        const auto plan = exporting::planExportRows(definition, facts);
        QVERIFY(plan.isRunnable());
        QVERIFY(!plan.writes());
        QCOMPARE(plan.notices.first().level, plan::NoticeLevel::Warning);
    }

private:
    std::unique_ptr<QTemporaryDir> m_dir;
    std::shared_ptr<FakeReader> m_reader;
    core::Cancellation m_cancel;
    QList<plan::StepProgress> m_progress;
    QJsonObject m_checkpoint; // of the last run
    QStringList m_log;
    QStringList m_meanwhile; // the files that were there while it ran
    QString m_name; // of the file, without its ending
    QString m_file;
    std::function<void()> m_afterPlanning;
};

QTEST_GUILESS_MAIN(tst_ExportRows)
#include "tst_exportrows.moc"
