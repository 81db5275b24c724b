// SPDX-License-Identifier: GPL-3.0-or-later
#include <isthmus/connections/connectionkind.h>
#include <isthmus/core/lane.h>
#include <isthmus/mapping/structurediff/reading.h>
#include <isthmus/models/structurediff/structurediffdocument.h>

namespace isthmus::models {

using core::Result;
using mapping::DiffSide;
using mapping::DiffTarget;

namespace {

const QString kind = QStringLiteral("diff");
const QString onlyDifferencesKey = QStringLiteral("only_differences");
const QString ddlKey = QStringLiteral("ddl");
const QString anewKey = QStringLiteral("anew");
const QString leftName = QStringLiteral("left");
const QString rightName = QStringLiteral("right");

} // namespace

DocumentAddress diffAddress(const catalog::ObjectPath &left, const catalog::ObjectPath &right)
{
    return {kind,
            QStringList{QString::number(left.names.size() + 1), left.connection} + left.names
                + QStringList{right.connection} + right.names};
}

std::optional<DiffPaths> diffAt(const DocumentAddress &address)
{
    if (address.kind != kind)
        return std::nullopt;
    bool isNumber = false;
    const qsizetype count = address.names.value(0).toInt(&isNumber);
    const QStringList names = address.names.mid(1);
    if (!isNumber || count < 2 || names.size() - count < 2)
        return std::nullopt;
    return DiffPaths{{names.first(), names.mid(1, count - 1)}, {names.at(count), names.mid(count + 1)}};
}

StructureDiffDocument::StructureDiffDocument(connections::ConnectionManager &manager, QObject *parent)
    : Document(parent), m_manager(manager)
{
    connect(&m_waiting, &Waiting::told, this, &StructureDiffDocument::stateChanged);
}

bool StructureDiffDocument::open(const DocumentAddress &address)
{
    const auto paths = diffAt(address);
    if (!paths)
        return false;
    if (paths->left == m_left.path && paths->right == m_right.path)
        return true;
    m_leftQuestion.forget();
    m_rightQuestion.forget();
    m_comparing.forget();
    m_waiting.end();
    m_left = {paths->left, {}};
    m_right = {paths->right, {}};
    m_state = State::Idle;
    m_error.reset();
    m_model.setDiff({});
    writeDdl();
    Q_EMIT stateChanged();
    Q_EMIT changed();
    return true;
}

void StructureDiffDocument::load()
{
    if (m_state == State::Idle)
        read();
}

void StructureDiffDocument::reload()
{
    if (m_state != State::Idle)
        read();
}

void StructureDiffDocument::renameConnection(const QString &before, const QString &after, bool leadsElsewhere)
{
    bool isOurs = false;
    for (Side *side : {&m_left, &m_right}) {
        if (side->path.connection == before) {
            side->path.connection = after;
            isOurs = true;
        }
    }
    if (!isOurs)
        return;
    Q_EMIT stateChanged();
    Q_EMIT changed();
    if (leadsElsewhere)
        reload();
}

void StructureDiffDocument::comeBack(const QString &connection)
{
    const bool isOurs = connection == m_left.path.connection || connection == m_right.path.connection;
    if (isOurs && m_state == State::Failed)
        read();
}

QString StructureDiffDocument::title() const
{
    const QString left = m_left.path.name();
    const QString right = m_right.path.name();
    return left == right ? tr("Compare %1").arg(left) : tr("Compare %1, %2").arg(left, right);
}

QString StructureDiffDocument::description() const
{
    return tr("%1 and %2").arg(m_left.path.toString(), m_right.path.toString());
}

QJsonObject StructureDiffDocument::state() const
{
    return {{onlyDifferencesKey, onlyDifferences()},
            {ddlKey, m_target == DiffTarget::Left ? leftName : rightName},
            {anewKey, m_isMadeAnew}};
}

void StructureDiffDocument::restore(const QJsonObject &state)
{
    m_filter.setOnlyDifferences(state.value(onlyDifferencesKey).toBool());
    m_target = state.value(ddlKey).toString() == leftName ? DiffTarget::Left : DiffTarget::Right;
    m_isMadeAnew = state.value(anewKey).toBool();
    writeDdl();
    Q_EMIT optionsChanged();
}

void StructureDiffDocument::swapSides()
{
    std::swap(m_left, m_right);
    m_target = m_target == DiffTarget::Left ? DiffTarget::Right : DiffTarget::Left; // the same table as before
    if (m_state == State::Reading) {
        read();
    } else if (m_state == State::Ready) {
        compare();
    }
    Q_EMIT stateChanged();
    Q_EMIT changed();
}

void StructureDiffDocument::cancel()
{
    if (m_state != State::Reading)
        return;
    m_leftQuestion.forget();
    m_rightQuestion.forget();
    m_comparing.forget();
    m_waiting.end();
    m_state = State::Stopped;
    Q_EMIT stateChanged();
}

void StructureDiffDocument::setOnlyDifferences(bool isOnly)
{
    if (isOnly == onlyDifferences())
        return;
    m_filter.setOnlyDifferences(isOnly);
    Q_EMIT optionsChanged();
    Q_EMIT changed();
}

void StructureDiffDocument::read()
{
    m_state = State::Reading;
    m_error.reset();
    m_comparing.forget();
    m_waiting.begin();
    ask(m_left, m_leftQuestion);
    ask(m_right, m_rightQuestion);
    Q_EMIT stateChanged();
}

void StructureDiffDocument::ask(Side &side, core::Latest &question)
{
    side.read.reset();
    const auto future =
        m_manager.ask<DiffSide>(side.path.connection, [path = side.path](const connections::Backend &backend) {
            const auto system = backend.profile.info().sqlDialect;
            return core::runOnPool<DiffSide>(
                [catalog = backend.catalog, path, system](const core::Cancellation &cancellation) {
                    return mapping::awaitDiffSide(*catalog, path, system, cancellation);
                });
        });
    question.ask(future, [this, &side](const Result<DiffSide> &read) {
        if (!read) {
            fail(read.error());
            return;
        }
        side.read = *read;
        if (m_left.read && m_right.read)
            compare();
        else
            Q_EMIT stateChanged(); // of what is waited for
    });
}

// What is on screen stays: it is told beside it that it is not new.
void StructureDiffDocument::fail(const core::Error &error)
{
    m_leftQuestion.forget();
    m_rightQuestion.forget();
    m_waiting.end();
    m_state = State::Failed;
    m_error = error;
    Q_EMIT stateChanged();
}

void StructureDiffDocument::compare()
{
    const auto future = core::runOnPool<mapping::StructureDiff>(
        [left = *m_left.read, right = *m_right.read](const core::Cancellation &) {
            return Result<mapping::StructureDiff>(mapping::structureDiff(left, right));
        });
    m_comparing.ask(future, [this](const Result<mapping::StructureDiff> &diff) {
        m_waiting.end();
        m_state = State::Ready;
        m_readAt = QDateTime::currentDateTime();
        m_model.setDiff(*diff);
        writeDdl();
        Q_EMIT stateChanged();
        Q_EMIT changed();
    });
}

QString StructureDiffDocument::waitedFor() const
{
    QStringList paths;
    for (const Side *side : {&m_left, &m_right}) {
        if (!side->read)
            paths.append(side->path.toString());
    }
    return paths.join(QStringLiteral(", "));
}

void StructureDiffDocument::setTarget(DiffTarget target)
{
    if (target == m_target)
        return;
    m_target = target;
    writeDdl();
    Q_EMIT changed();
}

void StructureDiffDocument::setMadeAnew(bool isMadeAnew)
{
    if (isMadeAnew == m_isMadeAnew)
        return;
    m_isMadeAnew = isMadeAnew;
    Q_EMIT ddlChanged();
    Q_EMIT changed();
}

void StructureDiffDocument::writeDdl()
{
    m_ddl = diff().facts.isEmpty() ? mapping::StructureDdl() : mapping::structureDdl(diff(), m_target);
    Q_EMIT ddlChanged();
}

QFuture<Result<core::Done>> StructureDiffDocument::saveDdl(const QString &file) const
{
    return core::runOnPool<core::Done>(
        [sql = ddlText(), file](const core::Cancellation &) { return mapping::writeDdl(sql, file); });
}

} // namespace isthmus::models
