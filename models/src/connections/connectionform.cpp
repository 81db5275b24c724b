// SPDX-License-Identifier: GPL-3.0-or-later
#include <isthmus/connections/importing.h>
#include <isthmus/core/async.h>
#include <isthmus/core/nameorder.h>
#include <isthmus/models/connections/connectionform.h>

#include <algorithm>
#include <utility>

namespace isthmus::models {

using connections::ConnectionManager;
using connections::Profile;

ConnectionForm::ConnectionForm(ConnectionManager &manager, const connections::ConnectionKind &kind, QObject *parent)
    : QObject(parent), m_manager(manager), m_original(kind.id), m_profile(m_original)
{
    connect(&m_waiting, &Waiting::told, this, &ConnectionForm::showWaiting);
    validate();
}

ConnectionForm::ConnectionForm(ConnectionManager &manager, const QString &name, QObject *parent)
    : QObject(parent), m_manager(manager), m_replaces(name), m_original(manager.profile(name).value_or(Profile()))
{
    connect(&m_waiting, &Waiting::told, this, &ConnectionForm::showWaiting);
    m_profile = m_original;
    m_profile.damage.clear(); // what the form shows is saved instead
    connect(&manager, &ConnectionManager::renamed, this, &ConnectionForm::follow);
    connect(&manager, &ConnectionManager::profilesChanged, this, &ConnectionForm::compareWithSaved);
    validate();
}

// It was renamed elsewhere: the form is of the same connection. A name that was typed stays.
void ConnectionForm::follow(const QString &before, const QString &after)
{
    if (m_replaces != before)
        return;
    m_replaces = after;
    m_original.name = after;
    if (m_profile.name == before)
        m_profile.name = after;
    if (m_saved)
        m_saved->name = after;
    validate();
    Q_EMIT changed();
}

ConnectionForm::~ConnectionForm()
{
    m_question.forget();
    if (m_tested)
        m_manager.letGo(*std::move(m_tested));
}

void ConnectionForm::compareWithSaved()
{
    const auto saved = m_manager.profile(m_replaces);
    if (m_isSaving || !saved || saved->kind != m_original.kind)
        return; // it is ours, or there is nothing to be taken over
    const bool wasOutOfDate = m_saved.has_value();
    m_saved = *saved == m_original ? std::nullopt : saved;
    m_differences = m_saved ? connectionDifferences(m_original, m_profile, *m_saved) : QList<ConnectionDifference>();
    if (m_saved && (m_differences.isEmpty() || m_profile == m_original))
        takeOver({});
    else if (m_saved || wasOutOfDate)
        Q_EMIT changed();
}

void ConnectionForm::takeOver(const QSet<QString> &kept)
{
    const auto merged = m_saved ? mergedConnection(m_original, m_profile, *m_saved, kept) : std::nullopt;
    if (!merged)
        return;
    for (const ConnectionDifference &difference : std::as_const(m_differences)) {
        if (!difference.isEdited || !kept.contains(difference.field))
            m_takenOver.append(difference);
    }
    m_original = *std::exchange(m_saved, std::nullopt);
    m_differences.clear();
    edit([&](Profile &profile) { profile = *merged; });
    validate();
    Q_EMIT changed();
}

void ConnectionForm::edit(const std::function<void(Profile &)> &change)
{
    Profile changedProfile = m_profile;
    change(changedProfile);
    changedProfile.kind = m_original.kind;
    if (changedProfile == m_profile)
        return;
    // What only names and describes it has nothing to do with the server.
    Profile tested = m_profile;
    tested.name = changedProfile.name;
    tested.describeAs(changedProfile);
    tested.readOnly = changedProfile.readOnly;
    m_profile = changedProfile;
    if (tested != changedProfile)
        outdateTest();
    if (m_saved)
        m_differences = connectionDifferences(m_original, m_profile, *m_saved);
    validate();
    Q_EMIT changed();
}

void ConnectionForm::outdateTest()
{
    m_isTested = false;
    m_isTestOutdated = !m_testSummary.isEmpty() && !m_isTesting;
}

void ConnectionForm::setValue(const QString &field, const QJsonValue &value)
{
    edit([&](Profile &profile) { profile.set(field, value); });
}

void ConnectionForm::choose(const QString &field, const QString &choice)
{
    const connections::ConnectionField *known = kind().field(field);
    edit([&](Profile &profile) {
        profile.set(field, choice);
        if (known && known->chosen)
            known->chosen(profile);
    });
}

void ConnectionForm::setSecret(const QString &secret)
{
    m_secret = secret;
    outdateTest();
    validate();
    Q_EMIT changed();
}

void ConnectionForm::setToken(const QString &token)
{
    m_token = token;
    outdateTest();
    validate();
    Q_EMIT changed();
}

bool ConnectionForm::takeUrl(const QString &text)
{
    const auto found = kind().readUrl ? kind().readUrl(text) : std::nullopt;
    if (!found)
        return false;
    Profile filled = found->profile;
    // A name that was chosen stays, and so does what no URL tells.
    filled.name = m_profile.name.isEmpty() ? connections::freeName(filled.name, takenNames()) : m_profile.name;
    filled.describeAs(m_profile);
    filled.hiddenSchemas = m_profile.hiddenSchemas;
    filled.readOnly = m_profile.readOnly || filled.readOnly;
    m_profile = filled;
    if (!found->secret.isEmpty()) {
        const auto parts = connections::SecretParts::of(found->secret);
        m_secret = parts.secret;
        m_token = parts.token;
    }
    m_urlNotes = found->notes;
    outdateTest();
    validate();
    Q_EMIT changed();
    return true;
}

QStringList ConnectionForm::groups() const
{
    QStringList groups;
    for (const Profile &profile : m_manager.profiles()) {
        if (!profile.group.isEmpty() && !groups.contains(profile.group))
            groups.append(profile.group);
    }
    std::ranges::sort(groups, core::isNameBefore);
    return groups;
}

QSet<QString> ConnectionForm::takenNames() const
{
    QSet<QString> names;
    for (const Profile &profile : m_manager.profiles())
        names.insert(profile.name);
    return names;
}

bool ConnectionForm::needsNewSecret() const
{
    const bool isKept = !isNew() && m_original.needsSecret();
    const bool isTyped = !m_secret.isEmpty() || !m_token.isEmpty();
    return m_profile.sandboxDir.isEmpty() && m_profile.needsSecret()
        && (!isKept || (m_profile.hasToken() && (isTyped || !m_original.hasToken())));
}

std::optional<QString> ConnectionForm::newSecret() const
{
    if (m_secret.isEmpty())
        return std::nullopt;
    return m_profile.hasToken() ? connections::SecretParts{m_secret, m_token}.joined() : m_secret;
}

QString ConnectionForm::secretPlace() const
{
    return m_manager.secretsDescription();
}

std::optional<core::Error> ConnectionForm::damage() const
{
    if (m_original.damage.isEmpty())
        return std::nullopt;
    return core::Error{core::ErrorKind::Invalid,
                       m_original.problems().join(u' '),
                       tr("Look through the form: what it shows is saved instead."),
                       {},
                       {}};
}

bool ConnectionForm::isModified() const
{
    return m_profile != m_original || !m_secret.isEmpty() || !m_token.isEmpty();
}

void ConnectionForm::addProblem(QStringView field, const QString &problem)
{
    if (!problem.isEmpty())
        m_problems.append({field.toString(), problem});
}

void ConnectionForm::validate()
{
    m_problems.clear();
    const bool isTaken = m_profile.name != m_replaces && m_manager.profile(m_profile.name);
    addProblem(nameField,
               isTaken                            ? tr("There is a connection of this name already.")
                   : m_profile.name == m_replaces ? connections::problemOfName(m_profile.name)
                                                  : connections::problemOfNewName(m_profile.name));
    if (!connections::findKind(m_profile.kind))
        addProblem(kindField, tr("This version of Isthmus does not know its kind, \"%1\".").arg(m_profile.kind));
    for (const auto &field : kind().fields)
        addProblem(field.id, connections::problemOf(field, m_profile));
    if (needsNewSecret() && m_secret.isEmpty())
        addProblem(secretField, connections::kindText(kind().secretMissing));
    if (needsNewSecret() && m_profile.hasToken() && m_token.isEmpty())
        addProblem(tokenField, connections::kindText(kind().tokenMissing));
    addProblem(descriptionField, connections::problemOfDescription(m_profile.description));
    addProblem(groupField, connections::problemOfGroup(m_profile.group));
}

QString ConnectionForm::problem(QStringView field) const
{
    const auto found = std::ranges::find_if(m_problems, [&](const auto &told) { return told.first == field; });
    return found == m_problems.end() ? QString() : found->second;
}

QStringList ConnectionForm::problems() const
{
    QStringList texts;
    for (const auto &told : m_problems)
        texts.append(told.second);
    return texts;
}

QString ConnectionForm::testBlockedReason() const
{
    if (m_isTesting || m_isSaving)
        return m_isTesting ? tr("A test is running.") : tr("The connection is being saved.");
    if (!m_problems.isEmpty())
        return problems().first();
    return {};
}

bool ConnectionForm::canSave() const
{
    return m_problems.isEmpty() && !m_isTesting && !m_isSaving && !isOutOfDate();
}

// Test

void ConnectionForm::test()
{
    if (!canTest())
        return;
    m_isTesting = true;
    m_isTested = false;
    m_isTestOutdated = false;
    m_testError.reset();
    m_test.emplace(m_profile);
    showTest();
    expect(m_manager.openUnsaved(m_profile, newSecret(), m_replaces), [this](const connections::Backend &backend) {
        m_tested = backend;
        m_test->opened(backend);
        testServer();
    });
}

// Of the step that runs, for how long it has done so.
void ConnectionForm::showWaiting()
{
    QList<connections::TestStep> steps = m_test->steps();
    for (connections::TestStep &step : steps) {
        if (step.state == connections::TestStep::State::Running)
            step.elapsed = std::chrono::seconds(m_waiting.seconds());
    }
    m_steps.setSteps(steps);
}

void ConnectionForm::showTest()
{
    m_steps.setSteps(m_test->steps());
    m_testSummary = m_test->summary();
    Q_EMIT changed();
}

// Calls \a next with the answer, unless the test failed or was stopped meanwhile.
template <typename T, typename Next>
void ConnectionForm::expect(const QFuture<core::Result<T>> &future, Next next)
{
    m_waiting.begin();
    m_question.ask(future, [this, next](const core::Result<T> &answer) {
        if (answer)
            next(*answer);
        else
            failTest(answer.error());
    });
}

void ConnectionForm::testServer()
{
    expect(m_tested->catalog->server(), [this](const catalog::ServerInfo &server) {
        m_test->accept(server);
        showTest();
        testCatalog();
    });
}

void ConnectionForm::testCatalog()
{
    expect(m_tested->catalog->children(connections::ConnectionTest::firstNames(m_profile)),
           [this](const catalog::Page &page) {
               m_test->accept(page);
               m_isTested = true;
               endTest();
           });
}

void ConnectionForm::failTest(const core::Error &error)
{
    m_test->fail(error);
    m_testError = error;
    endTest();
}

void ConnectionForm::endTest()
{
    if (m_tested)
        m_manager.letGo(*std::exchange(m_tested, std::nullopt));
    m_waiting.end();
    m_isTesting = false;
    showTest();
    Q_EMIT testFinished();
}

void ConnectionForm::cancelTest()
{
    if (!m_isTesting)
        return;
    m_question.forget();
    failTest(core::Error::cancelled());
}

void ConnectionForm::save()
{
    if (!canSave())
        return;
    m_isSaving = true;
    Q_EMIT changed();
    const auto seen = isNew() ? std::nullopt : std::optional(m_original);
    core::whenDone(m_manager.save(m_profile, m_replaces, newSecret(), seen), this,
                   [this, profile = m_profile](const core::Result<core::Done> &done) {
                       m_isSaving = false;
                       if (done) {
                           m_replaces = profile.name;
                           m_original = profile;
                           m_secret.clear(); // kept now
                           m_token.clear();
                           validate();
                       } else {
                           compareWithSaved();
                       }
                       Q_EMIT changed();
                       if (done)
                           Q_EMIT saved(profile.name);
                       else
                           Q_EMIT saveFailed(done.error());
                   });
}

} // namespace isthmus::models
