// SPDX-License-Identifier: GPL-3.0-or-later
#include "filesizelimit.h"

#include <isthmus/core/privatefile.h>

#include <QDataStream>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QTemporaryDir>
#include <QTest>

#include <fcntl.h>
#include <sched.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <functional>

using namespace isthmus;
using core::ErrorKind;
using core::PendingFile;
using core::readPrivateFile;
using core::removeLeftWrites;
using core::writePrivateFile;
using testsupport::FileSizeLimit;

namespace {

mode_t modeOf(const QString &path)
{
    struct stat info { };
    return ::stat(QFile::encodeName(path).constData(), &info) == 0 ? info.st_mode & 07777U : 0;
}

QByteArray contentOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray("(cannot be read)");
}

QStringList namesIn(const QString &dir)
{
    return QDir(dir).entryList(QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot);
}

// What is left of a disk after a write that failed.
struct Remains {
    bool hasDisk = false; // false: this system lets us mount none
    bool isWritten = false;
    QString message;
    QString hint;
    QByteArray content;
    QStringList names;
};

QDataStream &operator<<(QDataStream &stream, const Remains &remains)
{
    return stream << remains.hasDisk << remains.isWritten << remains.message << remains.hint << remains.content
                  << remains.names;
}

QDataStream &operator>>(QDataStream &stream, Remains &remains)
{
    return stream >> remains.hasDisk >> remains.isWritten >> remains.message >> remains.hint >> remains.content
        >> remains.names;
}

bool writeTo(const char *file, const QByteArray &bytes)
{
    const int fd = ::open(file, O_WRONLY | O_CLOEXEC);
    const bool written = fd >= 0 && ::write(fd, bytes.constData(), size_t(bytes.size())) == bytes.size();
    ::close(fd);
    return written;
}

// Mounts a disk of 4 KiB on \a dir, for this process alone and without the right to mount one anywhere else.
bool mountTinyDisk(const QString &dir)
{
    const QByteArray uid = QByteArray::number(::geteuid());
    if (::geteuid() == 0) {
        if (::unshare(CLONE_NEWNS) != 0)
            return false;
    } else if (::unshare(CLONE_NEWUSER | CLONE_NEWNS) != 0 || !writeTo("/proc/self/uid_map", "0 " + uid + " 1")) {
        return false;
    }
    return ::mount("none", "/", nullptr, MS_REC | MS_PRIVATE, nullptr) == 0
        && ::mount("tmpfs", QFile::encodeName(dir).constData(), "tmpfs", 0, "size=4k") == 0;
}

// In a child: on a disk of 4 KiB that holds the file "kept", writes \a bytes to it after \a spoil.
Remains onATinyDisk(const QString &dir, const QByteArray &bytes, const std::function<void()> &spoil)
{
    int ends[2];
    if (::pipe2(ends, O_CLOEXEC) != 0)
        return {};
    const pid_t child = ::fork();
    if (child == 0) {
        Remains remains;
        const QString file = dir + QStringLiteral("/kept");
        remains.hasDisk = mountTinyDisk(dir) && writePrivateFile(file, "old");
        if (remains.hasDisk) {
            spoil();
            const auto written = writePrivateFile(file, bytes);
            remains.isWritten = written.has_value();
            remains.message = written ? QString() : written.error().message;
            remains.hint = written ? QString() : written.error().hint;
            remains.content = contentOf(file);
            remains.names = namesIn(dir);
        }
        QFile out;
        if (out.open(ends[1], QIODevice::WriteOnly)) {
            QDataStream stream(&out);
            stream << remains;
            out.close();
        }
        ::_exit(0);
    }
    ::close(ends[1]);
    QFile in;
    Remains remains;
    if (in.open(ends[0], QIODevice::ReadOnly, QFile::AutoCloseHandle)) {
        const QByteArray told = in.readAll();
        QDataStream stream(told);
        stream >> remains;
    }
    ::waitpid(child, nullptr, 0);
    return remains;
}

} // namespace

class tst_PrivateFile : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aFullDiskIsToldByItsRoom()
    {
        const QTemporaryDir dir;
        QCOMPARE(core::fullDiskHint(dir.path(), 1), QString());
        const QString hint = core::fullDiskHint(dir.path(), qint64(1) << 60);
        QVERIFY2(hint.contains(dir.path()) && hint.contains(QStringLiteral("full")), qPrintable(hint));
        QCOMPARE(core::fullDiskHint(dir.filePath(QStringLiteral("none")), 1), QString()); // nothing is known of it
    }
    void init() { m_dir = std::make_unique<QTemporaryDir>(); }
    void filesAndFoldersAreForTheirOwnerOnly();
    void aFolderThatIsThereKeepsItsRights();
    void anOldFileIsReplacedAndNothingElseLeft();
    void whatAKilledWriteLeftGoes();
    void aLinkStaysALink();
    void aFailedWriteLeavesTheOldFile_data();
    void aFailedWriteLeavesTheOldFile();
    void aFullDiskLeavesTheOldFile();
    void aReadOnlyDiskIsToldAsSuch();
    void aPendingFileChangesNothingBeforeItsCommit();
    void everyReasonIsTold_data();
    void everyReasonIsTold();
    void aFileInPlaceOfTheFolderIsTold();
    void readingIsBounded();

private:
    [[nodiscard]] QString path(const char *name) const { return m_dir->filePath(QLatin1String(name)); }

    std::unique_ptr<QTemporaryDir> m_dir;
};

void tst_PrivateFile::filesAndFoldersAreForTheirOwnerOnly()
{
    const mode_t before = ::umask(0);
    const auto written = writePrivateFile(path("a/b/file"), "content");
    ::umask(before);
    QVERIFY(written);
    QCOMPARE(modeOf(path("a/b/file")), 0600U);
    QCOMPARE(modeOf(path("a/b")), 0700U);
    QCOMPARE(modeOf(path("a")), 0700U);
}

void tst_PrivateFile::aFolderThatIsThereKeepsItsRights()
{
    QVERIFY(QDir().mkdir(path("shared")));
    QCOMPARE(::chmod(QFile::encodeName(path("shared")).constData(), 0750), 0);
    QVERIFY(writePrivateFile(path("shared/file"), "content"));
    QVERIFY(core::makePrivateFolder(path("shared/")));
    QCOMPARE(modeOf(path("shared")), 0750U);
}

void tst_PrivateFile::anOldFileIsReplacedAndNothingElseLeft()
{
    QVERIFY(writePrivateFile(path("file"), QByteArray(100'000, 'x')));
    QCOMPARE(contentOf(path("file")), QByteArray(100'000, 'x'));
    QVERIFY(writePrivateFile(path("file"), "short"));
    QCOMPARE(contentOf(path("file")), QByteArray("short"));
    QVERIFY(writePrivateFile(path("file"), {}));
    QCOMPARE(contentOf(path("file")), QByteArray());
    QCOMPARE(namesIn(m_dir->path()), QStringList{QStringLiteral("file")});
}

void tst_PrivateFile::whatAKilledWriteLeftGoes()
{
    const QDir dir(m_dir->path());
    const QString file = dir.filePath(QStringLiteral("connections.json"));
    QVERIFY(writePrivateFile(file, "old"));
    const pid_t child = ::fork();
    if (child == 0) { // as a program that is killed between writing and renaming
        const auto pending = PendingFile::write(file, "new");
        ::_exit(pending ? 0 : 1);
    }
    int status = -1;
    QCOMPARE(::waitpid(child, &status, 0), child);
    QCOMPARE(status, 0);
    const auto all = [&dir] { return dir.entryList(QDir::Files | QDir::Hidden, QDir::Name); };
    QCOMPARE(all().size(), 2);
    const QString copy = dir.filePath(QStringLiteral("connections.json.backup")); // by the user
    QVERIFY(QFile::copy(file, copy));
    removeLeftWrites(file);
    QCOMPARE(all(), (QStringList{QStringLiteral("connections.json"), QStringLiteral("connections.json.backup")}));
    QCOMPARE(readPrivateFile(file, 100), QByteArray("old"));
}

void tst_PrivateFile::aLinkStaysALink()
{
    QVERIFY(writePrivateFile(path("real/file"), "old"));
    QVERIFY(QFile::link(QStringLiteral("real/file"), path("link")));
    QVERIFY(writePrivateFile(path("link"), "new"));
    QVERIFY(QFileInfo(path("link")).isSymLink());
    QCOMPARE(contentOf(path("real/file")), QByteArray("new"));
}

void tst_PrivateFile::aFailedWriteLeavesTheOldFile_data()
{
    QTest::addColumn<int>("limit"); // bytes a file may have
    QTest::addColumn<int>("size"); // of the new content
    QTest::newRow("not one byte") << 0 << 10;
    QTest::newRow("the last byte") << 999 << 1000;
    QTest::newRow("in the middle of much") << 50'000 << 100'000;
}

void tst_PrivateFile::aFailedWriteLeavesTheOldFile()
{
    QFETCH(int, limit);
    QFETCH(int, size);
    QVERIFY(writePrivateFile(path("file"), "old"));
    const auto write = [&] {
        const FileSizeLimit noMore{rlim_t(limit)};
        return writePrivateFile(path("file"), QByteArray(size, 'x'));
    };
    const auto written = write();
    QCOMPARE(contentOf(path("file")), QByteArray("old"));
    QVERIFY(!written);
    QVERIFY2(written.error().message.contains(QStringLiteral("larger than a file may be")),
             qPrintable(written.error().message));
    QVERIFY(written.error().message.contains(path("file")));
    QVERIFY(!written.error().hint.isEmpty());
    QCOMPARE(namesIn(m_dir->path()), QStringList{QStringLiteral("file")});
}

void tst_PrivateFile::aFullDiskLeavesTheOldFile()
{
    const Remains remains = onATinyDisk(m_dir->path(), "new", [] {}); // "old" has the only block
    if (!remains.hasDisk)
        QSKIP("this system lets no disk be mounted");
    QCOMPARE(remains.content, QByteArray("old"));
    QVERIFY(!remains.isWritten);
    QVERIFY2(remains.message.contains(QStringLiteral("the disk is full")), qPrintable(remains.message));
    QVERIFY2(remains.hint.contains(QStringLiteral("Make room")), qPrintable(remains.hint));
    QCOMPARE(remains.names, QStringList{QStringLiteral("kept")});
}

void tst_PrivateFile::aReadOnlyDiskIsToldAsSuch()
{
    const QByteArray dir = QFile::encodeName(m_dir->path());
    const Remains remains = onATinyDisk(
        m_dir->path(), "new", [&dir] { ::mount("none", dir.constData(), nullptr, MS_REMOUNT | MS_RDONLY, nullptr); });
    if (!remains.hasDisk)
        QSKIP("this system lets no disk be mounted");
    QCOMPARE(remains.content, QByteArray("old"));
    QVERIFY(!remains.isWritten);
    QVERIFY2(remains.message.contains(QStringLiteral("read-only")), qPrintable(remains.message));
}

void tst_PrivateFile::aPendingFileChangesNothingBeforeItsCommit()
{
    QVERIFY(writePrivateFile(path("file"), "old"));
    {
        const auto forgotten = core::PendingFile::write(path("file"), "forgotten");
        QVERIFY(forgotten);
        QCOMPARE(contentOf(path("file")), QByteArray("old"));
    }
    QCOMPARE(namesIn(m_dir->path()), QStringList{QStringLiteral("file")});
    auto pending = core::PendingFile::write(path("file"), "new");
    QVERIFY(pending);
    {
        const FileSizeLimit noMore{0}; // committing takes no room
        QVERIFY(pending->commit());
    }
    QCOMPARE(contentOf(path("file")), QByteArray("new"));
    QCOMPARE(namesIn(m_dir->path()), QStringList{QStringLiteral("file")});
}

void tst_PrivateFile::everyReasonIsTold_data()
{
    QTest::addColumn<int>("errnum");
    QTest::addColumn<QString>("words");
    QTest::addColumn<bool>("isPermission");
    QTest::newRow("full") << ENOSPC << QStringLiteral("the disk is full") << false;
    QTest::newRow("quota") << EDQUOT << QStringLiteral("quota") << false;
    QTest::newRow("too large") << EFBIG << QStringLiteral("larger than a file may be") << false;
    QTest::newRow("read-only") << EROFS << QStringLiteral("read-only") << true;
    QTest::newRow("no right") << EACCES << QStringLiteral("you may not write there") << true;
    QTest::newRow("a folder") << EISDIR << QStringLiteral("a folder is where the file should be") << false;
    QTest::newRow("another") << EIO << QStringLiteral("Input/output error") << false;
}

void tst_PrivateFile::everyReasonIsTold()
{
    QFETCH(int, errnum);
    QFETCH(QString, words);
    QFETCH(bool, isPermission);
    const core::Error error = core::writeError(QStringLiteral("/a/file"), errnum);
    QVERIFY2(error.message.contains(words) && error.message.contains(QStringLiteral("/a/file")),
             qPrintable(error.message));
    QCOMPARE(error.kind, isPermission ? ErrorKind::Permission : ErrorKind::Internal);
    QCOMPARE(error.hint.isEmpty(), errnum == EIO);
}

void tst_PrivateFile::aFileInPlaceOfTheFolderIsTold()
{
    QVERIFY(writePrivateFile(path("file"), "old"));
    const auto written = writePrivateFile(path("file/below/this"), "new");
    QVERIFY(!written);
    QVERIFY2(written.error().message.contains(QStringLiteral("a file is where a folder should be")),
             qPrintable(written.error().message));
    QCOMPARE(contentOf(path("file")), QByteArray("old"));
}

void tst_PrivateFile::readingIsBounded()
{
    QCOMPARE(core::readPrivateFile(path("file"), 10).error().kind, ErrorKind::NotFound);
    QVERIFY(writePrivateFile(path("file"), "0123456789"));
    QCOMPARE(core::readPrivateFile(path("file"), 10).value(), QByteArray("0123456789"));
    QCOMPARE(core::readPrivateFile(path("file"), 9).error().kind, ErrorKind::Invalid);
    const auto folder = core::readPrivateFile(m_dir->path(), 10);
    QVERIFY(!folder);
    QVERIFY2(folder.error().message.contains(QStringLiteral("a folder is where the file should be")),
             qPrintable(folder.error().message));
}

QTEST_GUILESS_MAIN(tst_PrivateFile)
#include "tst_privatefile.moc"
