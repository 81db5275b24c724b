// SPDX-License-Identifier: GPL-3.0-or-later
#include <QDirIterator>
#include <QFile>
#include <QHash>
#include <QRegularExpression>
#include <QSet>
#include <QTest>
#include <QUrl>

using namespace Qt::StringLiterals;

namespace {

// A line of a text that has no fenced code, and where it stands.
struct Line {
    int number = 0;
    QString text;
};

// The lines of a Markdown text outside of fenced code: what stands in there is no link and no heading.
QList<Line> proseOf(const QString &markdown)
{
    QList<Line> lines;
    QString fence;
    int number = 0;
    for (const QString &line : markdown.split(u'\n')) {
        ++number;
        const QString start = line.trimmed().left(3);
        if (fence.isEmpty() && (start == u"```" || start == u"~~~"))
            fence = start;
        else if (!fence.isEmpty() && start == fence)
            fence.clear();
        else if (fence.isEmpty())
            lines.append({number, line});
    }
    return lines;
}

QString withoutCodeSpans(const QString &line)
{
    static const QRegularExpression span(u"`[^`]*`"_s);
    return QString(line).replace(span, QString());
}

// The anchor that a heading gets where Markdown is shown: letters and digits in lower case, '-' for blanks.
QString anchorOf(const QString &heading)
{
    static const QRegularExpression link(u"\\[([^\\]]*)\\]\\([^)]*\\)"_s);
    const QString text = QString(heading).replace(link, u"\\1"_s).trimmed().toLower();
    QString anchor;
    for (const QChar c : text) {
        if (c.isLetterOrNumber() || c == u'-' || c == u'_')
            anchor += c;
        else if (c == u' ')
            anchor += u'-';
    }
    return anchor;
}

QSet<QString> anchorsOf(const QString &markdown)
{
    static const QRegularExpression heading(u"^#{1,6} +(.*?)#*$"_s);
    static const QRegularExpression explicitAnchor(u"<a (?:id|name)=\"([^\"]+)\">"_s);
    QSet<QString> anchors;
    for (const Line &line : proseOf(markdown)) {
        if (const auto match = heading.match(line.text); match.hasMatch()) {
            const QString anchor = anchorOf(match.captured(1));
            QString unique = anchor;
            for (int again = 1; anchors.contains(unique); ++again)
                unique = u"%1-%2"_s.arg(anchor).arg(again);
            anchors.insert(unique);
        }
        for (auto it = explicitAnchor.globalMatch(line.text); it.hasNext();)
            anchors.insert(it.next().captured(1));
    }
    return anchors;
}

// Targets of links and pictures that lead to a file: not those to other sites.
QStringList linksOf(const QString &line)
{
    static const QRegularExpression link(u"\\]\\(\\s*<?([^)\\s>]+)>?(?:\\s+\"[^\"]*\")?\\s*\\)"_s);
    static const QRegularExpression elsewhere(u"^[a-z][a-z0-9+.-]*:"_s);
    QStringList targets;
    for (auto it = link.globalMatch(withoutCodeSpans(line)); it.hasNext();) {
        const QString target = it.next().captured(1);
        if (!elsewhere.match(target).hasMatch())
            targets.append(target);
    }
    return targets;
}

// "docs/protocol.md#signing" wherever it stands in a text, and further anchors of the same document: "#v2 and #v4".
QStringList citationsOf(const QString &line)
{
    static const QRegularExpression citation(
        u"\\b(docs/[A-Za-z0-9_./-]+\\.md)((?:(?:, | and | to |)#[A-Za-z0-9_-]+)*)"_s);
    QStringList found;
    for (auto it = citation.globalMatch(line); it.hasNext();) {
        const auto match = it.next();
        const QStringList anchors = match.captured(2).split(u'#').mid(1);
        if (anchors.isEmpty())
            found.append(match.captured(1));
        for (const QString &anchor : anchors)
            found.append(match.captured(1) + u'#' + anchor.section(u',', 0, 0).section(u' ', 0, 0));
    }
    return found;
}

// Names of files and folders among the code spans: "services/core", "tst_sourcerules.cpp". Patterns and places that a
// reader fills in are none.
QStringList pathsOf(const QString &line)
{
    static const QRegularExpression span(u"`([^`]+)`"_s);
    static const QRegularExpression path(
        u"^(?:(?:app|docs|installer|models|resources|services|tests|views)(?:/[\\w.-]+)+/?"
        "|[\\w-]+\\.(?:cpp|h|fbs|qss))$"_s);
    QStringList found;
    for (auto it = span.globalMatch(line); it.hasNext();) {
        const QString text = it.next().captured(1);
        if (path.match(text).hasMatch())
            found.append(text);
    }
    return found;
}

// Files of the project by folder and name; not what is built or kept by tools.
class Project {
public:
    Project() : m_root(QStringLiteral(ISTHMUS_SOURCE_DIR))
    {
        for (const auto &name : m_root.entryList(QDir::Files | QDir::Hidden))
            m_files.append(name);
        for (const auto &folder : m_root.entryList(QDir::Dirs | QDir::NoDotAndDotDot)) { // hidden ones are tools'
            if (folder == u"build")
                continue;
            QDirIterator it(m_root.filePath(folder), QDir::Files, QDirIterator::Subdirectories);
            while (it.hasNext())
                m_files.append(m_root.relativeFilePath(it.next()));
        }
        for (const QString &file : std::as_const(m_files))
            m_names.insert(file.section(u'/', -1));
    }

    [[nodiscard]] QStringList files(const QStringList &endings) const
    {
        QStringList found;
        for (const QString &file : m_files) {
            if (std::any_of(endings.begin(), endings.end(), [&](const QString &end) { return file.endsWith(end); }))
                found.append(file);
        }
        return found;
    }

    [[nodiscard]] QString text(const QString &file) const
    {
        QFile in(m_root.filePath(file));
        return in.open(QIODevice::ReadOnly) ? QString::fromUtf8(in.readAll()) : QString();
    }

    [[nodiscard]] bool exists(const QString &path) const { return QFileInfo::exists(m_root.filePath(path)); }
    [[nodiscard]] bool hasFileCalled(const QString &name) const { return m_names.contains(name); }

    // What is wrong with a link of \a file to \a target; empty if it leads somewhere.
    [[nodiscard]] QString problem(const QString &file, const QString &target) const
    {
        const QString path = QUrl::fromPercentEncoding(target.section(u'#', 0, 0).toUtf8());
        const QString anchor = target.section(u'#', 1);
        const QString folder = file.contains(u'/') ? file.section(u'/', 0, -2) + u'/' : QString();
        const QString linked = path.isEmpty() ? file : QDir::cleanPath(folder + path);
        if (linked.startsWith(u"..") || !exists(linked))
            return u"there is no %1"_s.arg(linked);
        if (anchor.isEmpty())
            return {};
        if (!m_anchors.contains(linked))
            m_anchors.insert(linked, anchorsOf(text(linked)));
        return m_anchors.value(linked).contains(anchor) ? QString() : u"%1 has no #%2"_s.arg(linked, anchor);
    }

private:
    QDir m_root;
    QStringList m_files;
    QSet<QString> m_names;
    mutable QHash<QString, QSet<QString>> m_anchors;
};

} // namespace

/// The documents of the repository lead where they say, and so do the comments that cite them.
class tst_Documents : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void linksLeadSomewhere();
    void citationsInSourcesLeadSomewhere();
    void namedFilesExist();
    void theReaderFindsWhatIsWrong();

private:
    Project m_project;
};

void tst_Documents::linksLeadSomewhere()
{
    QStringList wrong;
    int links = 0;
    for (const QString &file : m_project.files({u".md"_s})) {
        for (const Line &line : proseOf(m_project.text(file))) {
            for (const QString &target : linksOf(line.text)) {
                ++links;
                if (const QString problem = m_project.problem(file, target); !problem.isEmpty())
                    wrong.append(u"%1:%2: %3"_s.arg(file).arg(line.number).arg(problem));
            }
        }
    }
    QVERIFY2(wrong.isEmpty(), qPrintable(u'\n' + wrong.join(u'\n')));
    QVERIFY(links > 50);
}

void tst_Documents::citationsInSourcesLeadSomewhere()
{
    QStringList wrong;
    const QStringList files = m_project.files(
        {u".cpp"_s, u".h"_s, u".sql"_s, u".py"_s, u".java"_s, u".fbs"_s, u".sh"_s, u".cmake"_s, u"CMakeLists.txt"_s});
    QVERIFY(files.size() > 300);
    // A number or a title alone sends the reader searching.
    static const QRegularExpression barePointer(
        u"\\bH-\\d\\d\\b|\\bMaxCompute protocol, \\d|\\bmapping reference \\d"_s);
    for (const QString &file : files) {
        if (file == u"tests/arch/tst_documents.cpp")
            continue; // what it cites is made up
        const QStringList lines = m_project.text(file).split(u'\n');
        for (qsizetype i = 0; i < lines.size(); ++i) {
            if (barePointer.match(lines[i]).hasMatch())
                wrong.append(u"%1:%2: cite it as docs/<file>.md#<part>"_s.arg(file).arg(i + 1));
            for (const QString &citation : citationsOf(lines[i])) {
                if (const QString problem = m_project.problem({}, citation); !problem.isEmpty())
                    wrong.append(u"%1:%2: %3"_s.arg(file).arg(i + 1).arg(problem));
            }
        }
    }
    QVERIFY2(wrong.isEmpty(), qPrintable(u'\n' + wrong.join(u'\n')));
}

// A table that sends its reader to a file that was moved is worse than none.
void tst_Documents::namedFilesExist()
{
    QStringList wrong;
    int paths = 0;
    for (const QString &file : m_project.files({u".md"_s})) {
        for (const Line &line : proseOf(m_project.text(file))) {
            for (const QString &path : pathsOf(line.text)) {
                ++paths;
                if (path.contains(u'/') ? !m_project.exists(path) : !m_project.hasFileCalled(path))
                    wrong.append(u"%1:%2: there is no %3"_s.arg(file).arg(line.number).arg(path));
            }
        }
    }
    QVERIFY2(wrong.isEmpty(), qPrintable(u'\n' + wrong.join(u'\n')));
    QVERIFY(paths > 50);
}

void tst_Documents::theReaderFindsWhatIsWrong()
{
    const QString markdown =
        u"# One `two` (three)\n## Same\n## Same\n```\n# code [a](nowhere.md)\n```\n"
        "| <a id=\"h-01\"></a>H-01 | [text](x.md#y \"title\") `[c](d.md)` ![p](p.svg) <https://a.b> [e](https://a.b) |\n"_s;
    QCOMPARE(anchorsOf(markdown), (QSet<QString>{u"one-two-three"_s, u"same"_s, u"same-1"_s, u"h-01"_s}));
    QCOMPARE(proseOf(markdown).last().number, 8);
    QCOMPARE(linksOf(proseOf(markdown).at(3).text), (QStringList{u"x.md#y"_s, u"p.svg"_s}));
    QCOMPARE(citationsOf(u"/// Source: docs/a.md#b, #c and #d; docs/e.md, #f"_s),
             (QStringList{u"docs/a.md#b"_s, u"docs/a.md#c"_s, u"docs/a.md#d"_s, u"docs/e.md#f"_s}));
    QCOMPARE(citationsOf(u"/// See docs/e.md."_s), QStringList{u"docs/e.md"_s});
    QCOMPARE(pathsOf(u"`services/core`, `a.cpp`, `arrow*.cpp`, `tests/<sort>/x.cpp`, `build/dev/bin`"_s),
             (QStringList{u"services/core"_s, u"a.cpp"_s}));

    QCOMPARE(m_project.problem(u"docs/README.md"_s, u"architecture.md#layers"_s), QString());
    QVERIFY(!m_project.problem(u"docs/README.md"_s, u"architecture.md#no-such-heading"_s).isEmpty());
    QVERIFY(!m_project.problem(u"docs/README.md"_s, u"nowhere.md"_s).isEmpty());
    QVERIFY(!m_project.problem(u"README.md"_s, u"../outside.md"_s).isEmpty());
}

QTEST_GUILESS_MAIN(tst_Documents)
#include "tst_documents.moc"
