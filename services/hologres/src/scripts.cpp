// SPDX-License-Identifier: GPL-3.0-or-later
#include "scripts.h"

#include "batchsink.h"

#include <isthmus/core/sentences.h>
#include <isthmus/dialect/sending.h>
#include <isthmus/dialect/statements.h>
#include <isthmus/records/resultbounds.h>

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QRegularExpression>

#include <algorithm>
#include <utility>

namespace isthmus::hologres {

namespace {

using core::Cancellation;
using core::Result;

constexpr qsizetype maxMessages = 1000; // of one statement: a loop may say more than anybody reads

// Keeps what each statement of a script answers.
class ScriptSink final : public RowSink {
public:
    ScriptSink(qint64 maxRows, qsizetype maxAnswers)
        : m_maxRows(maxRows), m_bytesLeft(records::maxResultBytes(maxRows)), m_maxAnswers(maxAnswers)
    {
    }

    [[nodiscard]] Result<core::Done> begin(const PGresult &description) override
    {
        m_rows.emplace(m_maxRows, m_bytesLeft);
        return m_rows->begin(description);
    }

    [[nodiscard]] Result<bool> row(const PGresult &row) override { return m_rows->row(row); }

    [[nodiscard]] Result<core::Done> completed(const QString &tag) override
    {
        if (m_answers.size() >= m_maxAnswers)
            return core::fail(
                core::ErrorKind::Protocol,
                core::said("Hologres",
                           QT_TRANSLATE_NOOP("Hologres", "The server gave more answers than there are statements.")));
        complete(tag);
        return core::Done{};
    }

    void complete(const QString &tag)
    {
        Answer answer;
        answer.messages = std::exchange(m_messages, {});
        answer.text = tag.isEmpty() ? QStringLiteral("OK") : tag;
        if (m_rows) {
            m_bytesLeft = std::max<qint64>(0, m_bytesLeft - m_rows->byteCount());
            m_hasForeignText = m_hasForeignText || m_rows->hasForeignText();
        }
        answer.rows = std::exchange(m_rows, std::nullopt);
        m_answers.append(std::move(answer));
    }

    void failed(int character) override { m_failedAt = character; }

    void message(const QString &text) override
    {
        if (m_messages.size() < maxMessages)
            m_messages.append(text);
        else if (m_messages.size() == maxMessages)
            m_messages.append(core::said("Hologres", QT_TRANSLATE_NOOP("Hologres", "Further messages are left out.")));
    }

    // No more statements come. One that was stopped after enough rows never told that it is complete; what was said
    // after the last one belongs to it, or to the one that \a hasFailed.
    void end(bool hasFailed)
    {
        if (m_rows && !hasFailed)
            complete({});
        if (m_messages.isEmpty())
            return;
        if (hasFailed || m_answers.isEmpty())
            m_answers.append(Answer{std::exchange(m_messages, {}), {}, {}});
        else
            m_answers.last().messages.append(std::exchange(m_messages, {}));
    }

    [[nodiscard]] qsizetype answerCount() const { return m_answers.size(); }
    [[nodiscard]] int failedAt() const { return m_failedAt; } ///< as RowSink::failed() was told
    [[nodiscard]] bool hasForeignText() const { return m_hasForeignText; } ///< of any statement that had rows

    [[nodiscard]] Result<QList<records::StatementResult>> results(Session &session, const Cancellation &cancellation)
    {
        const QString zone = session.reported("TimeZone");
        QList<records::StatementResult> results;
        for (Answer &answer : m_answers) {
            records::StatementResult result;
            result.messages = answer.messages;
            if (answer.rows) {
                if (auto named = nameTypes(session, *answer.rows, cancellation); !named)
                    return core::fail(named.error());
                answer.rows->finish(zone);
                result.rows = answer.rows->batch();
                result.isTruncated = answer.rows->hasMore();
            } else {
                result.text = answer.text;
            }
            results.append(std::move(result));
        }
        return results;
    }

private:
    struct Answer {
        QStringList messages;
        std::optional<BatchSink> rows;
        QString text;
    };

    // Names of types that are not PostgreSQL's own. A refusal leaves them nameless.
    [[nodiscard]] static Result<core::Done> nameTypes(Session &session, BatchSink &sink,
                                                      const Cancellation &cancellation);

    qint64 m_maxRows;
    qint64 m_bytesLeft; // of all results, whatever m_maxRows says: they fit in memory
    qsizetype m_maxAnswers;
    bool m_hasForeignText = false;
    int m_failedAt = 0;
    QStringList m_messages; // of the statement that runs
    std::optional<BatchSink> m_rows; // of the statement that runs
    QList<Answer> m_answers;
};

Result<core::Done> ScriptSink::nameTypes(Session &session, BatchSink &sink, const Cancellation &cancellation)
{
    if (sink.unnamedTypes().isEmpty())
        return core::Done{};
    QStringList oids;
    for (const Oid oid : sink.unnamedTypes())
        oids.append(QString::number(oid));
    const auto rows = session.queryOptional(
        QStringLiteral(
            "SELECT t.oid, format_type(t.oid, NULL) FROM pg_catalog.pg_type t WHERE t.oid = ANY ($1::oid[])"),
        {u'{' + oids.join(u',') + u'}'}, cancellation);
    if (!rows)
        return core::fail(rows.error());
    QHash<Oid, QString> names;
    for (int row = 0; *rows && row < PQntuples(rows->get()); ++row)
        names.insert(textAt(rows->get(), row, 0).toUInt(), textAt(rows->get(), row, 1));
    sink.nameTypes(names);
    return core::Done{};
}

// The value to which a statement of \a sql sets client_encoding, if it is another one than UTF-8; else empty. Servers
// tell of a change only when the whole script has ended, so that the texts before could not be read.
QString foreignEncoding(const QString &sql)
{
    static const QRegularExpression pattern(
        QStringLiteral(R"(\bset\s+(?:(?:session|local)\s+)?(?:"?client_encoding"?\s*(?:=|\bto\b)|names\b)\s*(.*)\z)"),
        QRegularExpression::CaseInsensitiveOption | QRegularExpression::DotMatchesEverythingOption);
    static const QStringList harmless{QStringLiteral("utf8"), QStringLiteral("unicode"), QStringLiteral("default")};
    const auto statements = dialect::statementsOf(dialect::Dialect::Hologres, sql);
    for (const auto &statement : statements) {
        const QStringView text = statement.in(sql);
        if (dialect::firstWord(dialect::Dialect::Hologres, text) != u"set")
            continue;
        const auto match = pattern.match(text.toString());
        const QString value = match.captured(1).trimmed().remove(u'\'').remove(u'"');
        if (match.hasMatch() && !harmless.contains(QString(value).remove(u'-').toLower()))
            return value;
    }
    return {};
}

// Whether a statement of \a sql is a COPY that needs the client to send or take rows. Known before anything runs: in
// the middle of a script the only way out of that protocol is to leave the server, which may go on with what follows.
bool hasClientCopy(const QString &sql)
{
    const auto statements = dialect::statementsOf(dialect::Dialect::Hologres, sql);
    return std::any_of(statements.begin(), statements.end(), [&sql](const dialect::Statement &statement) {
        const QStringList words = dialect::wordsOf(dialect::Dialect::Hologres, statement.in(sql));
        if (words.value(0) != u"copy")
            return false;
        for (qsizetype i = 1; i < words.size(); ++i) {
            const QString pair = words.at(i - 1) + u' ' + words.at(i);
            if (pair == u"from stdin" || pair == u"to stdout")
                return true;
        }
        return false;
    });
}

// The position of a server's character, from 1: it counts those of Unicode.
qsizetype positionOf(QStringView sql, int character)
{
    qsizetype at = 0;
    for (int passed = 1; passed < character && at < sql.size(); ++passed)
        at += sql[at].isHighSurrogate() && at + 1 < sql.size() && sql[at + 1].isLowSurrogate() ? 2 : 1;
    return at;
}

// Where the script failed after \a answered statements. What the server points at comes first: a syntax error is found
// before anything runs. All statements of one text are one transaction up to a COMMIT. Source: PostgreSQL 15 manual,
// 55.2.2.1.
records::ScriptFailure failureOf(const QString &sql, qsizetype answered, int failedAt)
{
    const auto statements = dialect::statementsOf(dialect::Dialect::Hologres, sql);
    records::ScriptFailure failure;
    if (statements.isEmpty())
        return failure;
    qsizetype index = std::min(answered, statements.size() - 1);
    qsizetype position = dialect::contentBegin(dialect::Dialect::Hologres, sql, statements.at(index));
    if (failedAt > 0) {
        position = positionOf(sql, failedAt);
        while (index + 1 < statements.size() && statements.at(index + 1).begin <= position)
            ++index;
    }
    failure.statement = index + 1;
    failure.count = statements.size();
    failure.line = dialect::lineAt(sql, position);
    failure.ran = std::min(answered, index);
    for (qsizetype i = 0; i < failure.ran; ++i) {
        const QString word = dialect::firstWord(dialect::Dialect::Hologres, statements.at(i).in(sql));
        if (word == u"commit" || word == u"end")
            failure.kept = i + 1;
    }
    return failure;
}

QString encodingHint()
{
    return core::said("Hologres", QT_TRANSLATE_NOOP("Hologres", "Leave client_encoding as it is."));
}

// What is wrong with texts that did not come as UTF-8, once the script has ended.
Result<core::Done> checkEncoding(Session &session, bool hasForeignText, const Cancellation &cancellation)
{
    const QString encoding = session.reported("client_encoding");
    if (!encoding.isEmpty() && encoding != u"UTF8") {
        const QString message =
            core::said(
                "Hologres",
                QT_TRANSLATE_NOOP("Hologres", "The script has run, but its texts came in %1 and cannot be shown."))
                .arg(encoding);
        if (!session.restoreEncoding(cancellation))
            return core::fail(core::ErrorKind::Protocol, message, encodingHint());
        return core::fail(core::ErrorKind::Unsupported, message, encodingHint());
    }
    if (hasForeignText && session.reported("server_encoding") != u"SQL_ASCII") { // which checks no text
        return core::fail(
            core::ErrorKind::Unsupported,
            core::said("Hologres",
                       QT_TRANSLATE_NOOP("Hologres", "The script has run, but its texts did not come as UTF-8.")),
            encodingHint());
    }
    return core::Done{};
}

} // namespace

bool beginsAsQuery(QStringView sql)
{
    const QString word = dialect::firstWord(dialect::Dialect::Hologres, sql);
    return word == u"select" || word == u"table" || word == u"values";
}

Result<records::SqlResult> runSql(Session &session, const records::SqlRequest &request,
                                  const Cancellation &cancellation)
{
    if (const QString encoding = foreignEncoding(request.sql); !encoding.isEmpty()) {
        return core::fail(
            core::ErrorKind::Unsupported,
            core::said("Hologres",
                       QT_TRANSLATE_NOOP("Hologres",
                                         "The script sets client_encoding to %1. Texts travel as UTF-8 here, which has "
                                         "every character; nothing was run."))
                .arg(encoding),
            core::said("Hologres", QT_TRANSLATE_NOOP("Hologres", "Leave that statement out.")));
    }
    if (hasClientCopy(request.sql)) {
        return core::fail(
            core::ErrorKind::Unsupported,
            core::said(
                "Hologres",
                QT_TRANSLATE_NOOP("Hologres", "COPY from STDIN and to STDOUT cannot be run here; nothing was run.")),
            core::said("Hologres",
                       QT_TRANSLATE_NOOP("Hologres", "Leave that statement out; a SELECT shows the rows.")));
    }
    QElapsedTimer timer;
    timer.start();
    if (auto sendable = dialect::checkSendable(dialect::Dialect::Hologres, request.sql); !sendable)
        return core::fail(sendable.error());
    const qsizetype mostAnswers = request.sql.count(u';') + 1; // a ';' in a text makes no statement
    ScriptSink sink(request.maxRows, mostAnswers);
    Result<core::Done> done = core::Done{};
    // Only a single query may be stopped after enough rows; the server refuses several statements sent as one query
    // with a syntax error before it runs any of them.
    const bool isQuery = beginsAsQuery(request.sql);
    done = session.stream(request.sql, isQuery ? Sending::Query : Sending::Script, sink, QString(), cancellation);
    if (isQuery && !done && done.error().code == u"42601") {
        sink = ScriptSink(request.maxRows, mostAnswers);
        done = session.stream(request.sql, Sending::Script, sink, QString(), cancellation);
    }
    const qsizetype answered = sink.answerCount();
    sink.end(!done);
    if (!done && done.error().isCancelled())
        return core::fail(done.error());
    const auto readable = checkEncoding(session, sink.hasForeignText(), cancellation);
    if (done && !readable)
        return core::fail(readable.error());
    auto results = sink.results(session, cancellation);
    if (results && readable && request.onStatement)
        std::for_each(results->cbegin(), results->cend(), request.onStatement);
    if (!done && !done.error().code.isEmpty()) { // else nobody knows how far the server came
        const auto failure = failureOf(request.sql, answered, sink.failedAt());
        if (request.onFailure)
            request.onFailure(failure);
        return core::fail(records::toldInScript(done.error(), failure));
    }
    if (!done)
        return core::fail(done.error());
    if (!results)
        return core::fail(results.error());
    return records::SqlResult::of(*std::move(results), std::chrono::milliseconds(timer.elapsed()));
}

} // namespace isthmus::hologres
