// SPDX-License-Identifier: GPL-3.0-or-later
#include <isthmus/connections/foreigntext.h>

#include <QCoreApplication>
#include <QFile>
#include <QStringDecoder>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <system_error>

namespace isthmus::connections {

namespace {

constexpr qsizetype maxFileBytes = 1024 * 1024;
constexpr qsizetype maxLineBytes = 16 * 1024;
constexpr int maxLines = 10'000;
constexpr qsizetype maxValueLength = 4096;
constexpr qsizetype maxProblems = 20; // of one text; the others are the same again

struct Text {
    Q_DECLARE_TR_FUNCTIONS(Connections)
};

class Descriptor {
public:
    explicit Descriptor(int fd) : m_fd(fd) { }
    ~Descriptor()
    {
        if (m_fd >= 0)
            ::close(m_fd);
    }
    Descriptor(const Descriptor &) = delete;
    Descriptor &operator=(const Descriptor &) = delete;
    [[nodiscard]] int get() const { return m_fd; }

private:
    int m_fd;
};

tl::unexpected<core::Error> cannotRead(const QString &file, int errnum)
{
    const auto kind = errnum == ENOENT || errnum == ENOTDIR ? core::ErrorKind::NotFound
        : errnum == EACCES || errnum == EPERM               ? core::ErrorKind::Permission
                                                            : core::ErrorKind::Invalid;
    return core::fail(kind, Text::tr("The file %1 cannot be read.").arg(file), {}, {},
                      QString::fromStdString(std::generic_category().message(errnum)));
}

std::optional<QString> utf8(QByteArrayView bytes)
{
    QStringDecoder decode(QStringDecoder::Utf8, QStringDecoder::Flag::Stateless);
    const QString text = decode(bytes);
    return decode.hasError() ? std::nullopt : std::optional(text);
}

void tell(QStringList &problems, const QString &problem)
{
    if (problems.size() < maxProblems)
        problems.append(problem);
}

int hexDigit(QChar c)
{
    const char16_t u = c.unicode();
    if (u >= u'0' && u <= u'9')
        return u - u'0';
    if (u >= u'a' && u <= u'f')
        return u - u'a' + 10;
    return u >= u'A' && u <= u'F' ? u - u'A' + 10 : -1;
}

// Lines of bytes without their ends, "\n", "\r\n" or "\r".
QList<QByteArrayView> rawLines(QByteArrayView content)
{
    QList<QByteArrayView> lines;
    qsizetype begin = 0;
    for (qsizetype i = 0; i < content.size(); ++i) {
        if (content[i] != '\n' && content[i] != '\r')
            continue;
        lines.append(content.sliced(begin, i - begin));
        if (content[i] == '\r' && i + 1 < content.size() && content[i + 1] == '\n')
            ++i;
        begin = i + 1;
    }
    if (begin < content.size())
        lines.append(content.sliced(begin));
    return lines;
}

bool isPropertyBlank(QChar c)
{
    return c == u' ' || c == u'\t' || c == u'\f';
}

QString withoutBlanksInFront(const QString &line)
{
    const auto first = std::find_if_not(line.begin(), line.end(), isPropertyBlank);
    return line.sliced(first - line.begin());
}

// The line goes on in the next: an odd number of "\" at its end.
bool goesOn(const QString &line)
{
    const auto last = std::find_if(line.rbegin(), line.rend(), [](QChar c) { return c != u'\\'; });
    return (last - line.rbegin()) % 2 == 1;
}

// Escapes of a properties file; nothing for a "\u" without four digits.
std::optional<QString> unescaped(QStringView text)
{
    QString result;
    for (qsizetype i = 0; i < text.size(); ++i) {
        if (text[i] != u'\\' || i + 1 == text.size()) {
            if (text[i] != u'\\')
                result += text[i];
            continue;
        }
        const QChar escaped = text[++i];
        if (escaped != u'u') {
            result += escaped == u't' ? u'\t'
                : escaped == u'n'     ? u'\n'
                : escaped == u'r'     ? u'\r'
                : escaped == u'f'     ? u'\f'
                                      : escaped.unicode();
            continue;
        }
        char16_t code = 0;
        for (int digit = 0; digit < 4; ++digit) {
            const int value = ++i < text.size() ? hexDigit(text[i]) : -1;
            if (value < 0)
                return std::nullopt;
            code = char16_t(code * 16 + value);
        }
        result += QChar(code);
    }
    return result;
}

// Where the key of a property ends: before the first "=", ":" or blank that no "\" stands before.
qsizetype keyEnd(const QString &line)
{
    for (qsizetype i = 0; i < line.size(); ++i) {
        if (line[i] == u'\\')
            ++i;
        else if (line[i] == u'=' || line[i] == u':' || isPropertyBlank(line[i]))
            return i;
    }
    return line.size();
}

} // namespace

core::Result<ForeignFile> readForeignFile(const QString &file)
{
    // O_NONBLOCK: a pipe that nobody writes to must not hold us up.
    const Descriptor fd(
        ::open(QFile::encodeName(file).constData(), O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY)); // NOLINT
    if (fd.get() < 0)
        return cannotRead(file, errno);
    struct stat status { };
    if (::fstat(fd.get(), &status) != 0)
        return cannotRead(file, errno);
    if (!S_ISREG(status.st_mode))
        return core::fail(core::ErrorKind::Invalid, Text::tr("%1 is no file.").arg(file));
    ForeignFile read{{}, (status.st_mode & (S_IRWXG | S_IRWXO)) == 0};
    QByteArray buffer(64 * 1024, Qt::Uninitialized);
    for (;;) {
        const ssize_t count = ::read(fd.get(), buffer.data(), size_t(buffer.size()));
        if (count < 0 && errno == EINTR)
            continue;
        if (count < 0)
            return cannotRead(file, errno);
        if (count == 0)
            return read;
        read.content.append(buffer.constData(), count);
        if (read.content.size() > maxFileBytes)
            return core::fail(core::ErrorKind::Invalid, Text::tr("The file %1 is larger than 1 MiB.").arg(file));
    }
}

ForeignLines foreignLines(const QByteArray &content, const QString &shownName)
{
    ForeignLines read;
    int number = 0;
    const auto lines = rawLines(content.startsWith("\xEF\xBB\xBF") ? QByteArrayView(content).sliced(3) : content);
    for (const QByteArrayView raw : lines) {
        if (++number > maxLines) {
            read.problems.append(Text::tr("Only the first %1 lines of %2 were read.").arg(maxLines).arg(shownName));
            break;
        }
        if (raw.size() > maxLineBytes) {
            tell(read.problems, Text::tr("Line %1 of %2 is too long.").arg(number).arg(shownName));
            continue;
        }
        const auto text = utf8(raw);
        if (!text || text->contains(QChar(u'\0')))
            tell(read.problems, Text::tr("Line %1 of %2 is no text in UTF-8.").arg(number).arg(shownName));
        else
            read.lines.append({number, *text});
    }
    return read;
}

QString ForeignProperties::value(QStringView key) const
{
    const auto found = std::ranges::find(values, key, [](const auto &value) { return QStringView(value.first); });
    return found == values.end() ? QString() : found->second.trimmed();
}

ForeignProperties foreignProperties(const QByteArray &content, const QString &shownName)
{
    ForeignProperties read;
    const auto lines = rawLines(content);
    for (qsizetype i = 0; i < lines.size(); ++i) {
        if (i >= maxLines) {
            read.problems.append(Text::tr("Only the first %1 lines of %2 were read.").arg(maxLines).arg(shownName));
            break;
        }
        const qsizetype number = i + 1;
        QString line = withoutBlanksInFront(QString::fromLatin1(lines[i])); // as Java reads such files
        if (line.isEmpty() || line.startsWith(u'#') || line.startsWith(u'!'))
            continue;
        while (goesOn(line) && line.size() <= maxLineBytes) {
            line.chop(1);
            if (i + 1 < lines.size())
                line += withoutBlanksInFront(QString::fromLatin1(lines[++i]));
        }
        if (line.size() > maxLineBytes) {
            tell(read.problems, Text::tr("Line %1 of %2 is too long.").arg(number).arg(shownName));
            continue;
        }
        const qsizetype end = keyEnd(line);
        QString rest = withoutBlanksInFront(line.sliced(end));
        if (rest.startsWith(u'=') || rest.startsWith(u':'))
            rest = withoutBlanksInFront(rest.sliced(1));
        const auto key = unescaped(QStringView(line).first(end));
        const auto value = unescaped(rest);
        if (!key || !value) {
            tell(read.problems, Text::tr("Line %1 of %2 holds a wrong escape.").arg(number).arg(shownName));
            continue;
        }
        const auto known = std::ranges::find(read.values, *key, &std::pair<QString, QString>::first);
        if (known != read.values.end())
            known->second = *value;
        else
            read.values.append({*key, *value});
    }
    return read;
}

std::optional<QString> percentDecoded(QStringView text, bool plusIsBlank)
{
    QByteArray bytes;
    for (qsizetype i = 0; i < text.size(); ++i) {
        if (text[i] != u'%') {
            qsizetype end = i + 1;
            while (end < text.size() && text[end] != u'%')
                ++end;
            QString plain = text.sliced(i, end - i).toString();
            if (plusIsBlank)
                plain.replace(u'+', u' ');
            bytes += plain.toUtf8();
            i = end - 1;
            continue;
        }
        const int high = i + 2 < text.size() ? hexDigit(text[i + 1]) : -1;
        const int low = i + 2 < text.size() ? hexDigit(text[i + 2]) : -1;
        if (high < 0 || low < 0)
            return std::nullopt;
        bytes += char(high * 16 + low);
        i += 2;
    }
    return utf8(bytes);
}

ForeignQuery foreignQuery(QStringView query, bool plusIsBlank)
{
    ForeignQuery read;
    for (const QStringView part : query.split(u'&', Qt::SkipEmptyParts)) {
        const qsizetype equals = part.indexOf(u'=');
        const auto key = percentDecoded(equals < 0 ? part : part.first(equals), plusIsBlank);
        const auto value = percentDecoded(equals < 0 ? QStringView() : part.sliced(equals + 1), plusIsBlank);
        if (!key || !isPlainValue(*key)) {
            tell(read.problems, Text::tr("A parameter of the URL has a name that is not encoded well."));
            continue;
        }
        if (!value) {
            tell(read.problems, Text::tr("The parameter %1 of the URL is not encoded well.").arg(*key));
            continue;
        }
        read.parameters.append({*key, *value});
    }
    return read;
}

bool isPlainValue(const QString &value)
{
    return value.size() <= maxValueLength && std::none_of(value.begin(), value.end(), [](QChar c) {
               return c.category() == QChar::Other_Control || c.category() == QChar::Separator_Line
                   || c.category() == QChar::Separator_Paragraph;
           });
}

} // namespace isthmus::connections
