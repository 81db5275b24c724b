// SPDX-License-Identifier: GPL-3.0-or-later
#include "parts/buttons.h"
#include "parts/elidedlabel.h"
#include "parts/formfields.h"
#include "parts/iconlabel.h"
#include "parts/line.h"
#include "parts/messageband.h"
#include "parts/sectiontitle.h"
#include "parts/stepsview.h"
#include "parts/tonelabel.h"

#include <isthmus/views/connections/connectiondialog.h>
#include <isthmus/views/style/theme.h>

#include <QButtonGroup>
#include <QCheckBox>
#include <QComboBox>
#include <QHBoxLayout>
#include <QRadioButton>
#include <QScreen>
#include <QScrollArea>
#include <QSignalBlocker>
#include <QSpinBox>
#include <QVBoxLayout>

#include <algorithm>

namespace isthmus::views {

using connections::ConnectionField;
using connections::Profile;
using models::ConnectionForm;

namespace {

constexpr int formWidth = 620;
constexpr int testWidth = 440;

// "access_id" -> "accessId"
QString objectNameOf(const QString &id)
{
    const QStringList words = id.split(u'_');
    QString name = words.first();
    for (const QString &word : words.sliced(1))
        name += word.left(1).toUpper() + word.mid(1);
    return name;
}

} // namespace

ConnectionDialog::ConnectionDialog(std::unique_ptr<ConnectionForm> form, QWidget *parent)
    : QDialog(parent), m_form(std::move(form))
{
    setObjectName(QStringLiteral("connectionDialog"));
    setWindowTitle(m_form->isNew() ? tr("Connect to %1").arg(m_form->kind().title)
                                   : tr("Edit connection — %1").arg(m_form->profile().name));

    auto *scroll = new QScrollArea(this);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setWidget(makeForm());
    scroll->setMinimumWidth(formWidth);
    scroll->setFocusPolicy(Qt::NoFocus); // the keyboard goes to its fields, the name first
    auto *halves = new QHBoxLayout;
    halves->setContentsMargins(0, 0, 0, 0);
    halves->setSpacing(0);
    halves->addWidget(scroll, 3);
    halves->addWidget(makeLine(Qt::Vertical, this));
    halves->addWidget(makeTest(), 2);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addLayout(halves, 1);
    column->addWidget(makeLine(Qt::Horizontal, this));
    column->addWidget(makeFoot());
    const double letters = std::max(1.0, fontMetrics().height() / 16.0); // it grows with the font
    const QSize room = parent ? parent->window()->size() : screen()->availableSize();
    resize((QSize(formWidth + testWidth, 660) * letters).boundedTo(room.expandedTo({formWidth + testWidth, 560})));

    connect(m_form.get(), &ConnectionForm::changed, this, &ConnectionDialog::showForm);
    connect(m_form.get(), &ConnectionForm::testFinished, this, &ConnectionDialog::showTest);
    connect(m_form.get(), &ConnectionForm::saved, this, [this](const QString &name) {
        Q_EMIT saved(name);
        accept();
    });
    connect(m_form.get(), &ConnectionForm::saveFailed, this, [this](const core::Error &error) {
        m_band->showError(error);
        m_band->show();
    });
    showForm();
    showTest();
    findChild<QLineEdit *>(objectNameOf(ConnectionForm::nameField.toString()))->setFocus();
}

ConnectionDialog::~ConnectionDialog() = default;

void ConnectionDialog::startTest()
{
    m_form->test();
}

QWidget *ConnectionDialog::makeForm()
{
    auto *page = new QWidget(this);
    auto *form = makeFormLayout(page);
    form->setContentsMargins(16, 12, 16, 12);
    m_urlBand = new MessageBand(page);
    m_urlBand->setObjectName(QStringLiteral("urlNotes"));
    m_urlBand->hide();
    addName(form);
    form->addRow(m_urlBand);
    for (const ConnectionField &field : m_form->kind().fields)
        addField(form, field);
    if (m_form->kind().secretMissing)
        addSecrets(form);
    addUse(form);
    return page;
}

QLineEdit *ConnectionDialog::addEdit(QFormLayout *form, const QString &label, const QString &id)
{
    auto *box = new QWidget;
    auto *edit = new QLineEdit(box);
    edit->setObjectName(objectNameOf(id));
    edit->setAccessibleName(QString(label).remove(u'&'));
    auto *problem = new ToneLabel(ToneLabel::Tone::Error, box);
    problem->setObjectName(objectNameOf(id) + QStringLiteral("Problem"));
    problem->setWordWrap(true);
    auto *column = new QVBoxLayout(box);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(2);
    column->addWidget(edit);
    column->addWidget(problem);
    auto *words = new QLabel(label);
    words->setBuddy(edit);
    form->addRow(words, box);
    m_fields.append({id, edit, problem,
                     [edit, id](const Profile &profile) {
                         const QString text = id == ConnectionForm::nameField ? profile.name : profile.text(id);
                         if (edit->text().trimmed() != text)
                             showText(edit, text);
                     },
                     [form, box](bool visible) { form->setRowVisible(box, visible); }});
    return edit;
}

// A URL of another program fills the form, wherever it is pasted, or once it is typed to its end; the text with its
// secret is gone from the field then, and cannot be undone into it.
void ConnectionDialog::textTyped(QLineEdit *edit, const std::function<void(const QString &)> &take)
{
    const auto before = std::make_shared<qsizetype>(0);
    connect(edit, &QLineEdit::textEdited, m_form.get(), [this, before, take](const QString &text) {
        const bool isPasted = text.size() > *before + 1;
        *before = text.size();
        if (!isPasted || !fillFromUrl(text))
            take(text.trimmed());
    });
    connect(edit, &QLineEdit::editingFinished, m_form.get(), [this, edit] { fillFromUrl(edit->text()); });
}

bool ConnectionDialog::fillFromUrl(const QString &text)
{
    if (!text.contains(u':') || !m_form->takeUrl(text))
        return false;
    for (const FieldView &field : std::as_const(m_fields))
        field.show(m_form->profile());
    const QStringList notes = m_form->urlNotes();
    m_urlBand->showText(notes.isEmpty() ? Meaning::Ok : Meaning::Warning,
                        notes.isEmpty() ? QStringLiteral("ok") : QStringLiteral("warn"),
                        tr("The form was filled from the URL.") + u' ' + notes.join(u' '));
    m_urlBand->show();
    return true;
}

void ConnectionDialog::addName(QFormLayout *form)
{
    auto *edit = addEdit(form, tr("&Name"), ConnectionForm::nameField.toString());
    textTyped(edit, [this](const QString &text) { m_form->edit([&](Profile &profile) { profile.name = text; }); });
}

void ConnectionDialog::addField(QFormLayout *form, const ConnectionField &field)
{
    if (field.section)
        form->addRow(new SectionTitle(connections::kindText(field.section)));
    switch (field.type) {
    case ConnectionField::Type::Text: {
        if (!field.choices.isEmpty()) {
            addSuggestions(form, field);
            break;
        }
        auto *edit = addEdit(form, connections::kindText(field.label), field.id);
        edit->setPlaceholderText(connections::kindText(field.placeholder));
        textTyped(edit, [this, id = field.id](const QString &text) { m_form->setValue(id, text); });
        break;
    }
    case ConnectionField::Type::Number:
        addNumber(form, field);
        break;
    case ConnectionField::Type::Choice:
        if (field.hasButtons)
            addButtons(form, field);
        else
            addChoice(form, field);
        break;
    }
}

// A row with a problem below it. \a row: what holds \a input where that is several widgets.
void ConnectionDialog::addRow(QFormLayout *form, const ConnectionField &field, QWidget *input, QLayout *row,
                              const std::function<void(const Profile &)> &show)
{
    auto *problem = new ToneLabel(ToneLabel::Tone::Error);
    problem->setObjectName(objectNameOf(field.id) + QStringLiteral("Problem"));
    problem->setWordWrap(true);
    auto *column = new QVBoxLayout;
    column->setSpacing(2);
    if (row)
        column->addLayout(row);
    else
        column->addWidget(input);
    column->addWidget(problem);
    auto *label = new QLabel(connections::kindText(field.label));
    label->setBuddy(input);
    form->addRow(label, column);
    m_fields.append(
        {field.id, nullptr, problem, show, [form, column](bool visible) { form->setRowVisible(column, visible); }});
}

// A list that proposes, and a text that may be any.
void ConnectionDialog::addSuggestions(QFormLayout *form, const ConnectionField &field)
{
    auto *list = new QComboBox;
    list->setEditable(true);
    list->setInsertPolicy(QComboBox::NoInsert);
    list->setCompleter(nullptr); // it would complete the title too
    list->setObjectName(objectNameOf(field.id) + QStringLiteral("List"));
    list->setAccessibleName(connections::titleOf(field));
    list->lineEdit()->setObjectName(objectNameOf(field.id));
    list->lineEdit()->setAccessibleName(connections::titleOf(field));
    list->lineEdit()->setPlaceholderText(connections::kindText(field.placeholder));
    for (const auto &choice : field.choices)
        list->addItem(QStringLiteral("%1   %2").arg(choice.value, connections::kindText(choice.title)), choice.value);
    const auto show = [list, id = field.id](const Profile &profile) {
        const QSignalBlocker blocker(list);
        const QString text = profile.text(id);
        list->setCurrentIndex(list->findData(text));
        if (list->lineEdit()->text() != text)
            showText(list->lineEdit(), text);
    };
    connect(list, &QComboBox::activated, m_form.get(), [this, list, show, id = field.id](int row) {
        m_form->choose(id, list->itemData(row).toString());
        show(m_form->profile()); // the value alone, also where it is the one it was
    });
    textTyped(list->lineEdit(), [this, id = field.id](const QString &text) { m_form->setValue(id, text); });
    addRow(form, field, list, nullptr, show);
}

void ConnectionDialog::addNumber(QFormLayout *form, const ConnectionField &field)
{
    auto *number = new QSpinBox;
    number->setObjectName(objectNameOf(field.id));
    number->setAccessibleName(connections::titleOf(field));
    number->setRange(field.minimum, field.maximum);
    number->setSpecialValueText(connections::kindText(field.placeholder));
    number->setMaximumWidth(96);
    connect(number, &QSpinBox::valueChanged, m_form.get(),
            [this, id = field.id](int value) { m_form->setValue(id, value); });
    addRow(form, field, number, nullptr, [number, id = field.id](const Profile &profile) {
        const QSignalBlocker blocker(number);
        number->setValue(profile.number(id));
    });
}

void ConnectionDialog::addChoice(QFormLayout *form, const ConnectionField &field)
{
    auto *list = new QComboBox;
    list->setObjectName(objectNameOf(field.id));
    list->setAccessibleName(connections::titleOf(field));
    for (const auto &choice : field.choices) {
        list->addItem(choice.icon ? icon(QLatin1String(choice.icon)) : QIcon(), connections::kindText(choice.title),
                      choice.value);
    }
    connect(list, &QComboBox::activated, m_form.get(),
            [this, list, id = field.id](int row) { m_form->setValue(id, list->itemData(row).toString()); });
    addRow(form, field, list, nullptr,
           [list, id = field.id](const Profile &profile) { list->setCurrentIndex(list->findData(profile.text(id))); });
}

void ConnectionDialog::addButtons(QFormLayout *form, const ConnectionField &field)
{
    auto *row = makeFormRow();
    QList<QPair<QString, QRadioButton *>> buttons;
    auto *group = new QButtonGroup(this);
    for (const auto &choice : field.choices) {
        auto *button = new QRadioButton(connections::kindText(choice.title));
        button->setObjectName(objectNameOf(field.id + u'_' + choice.value));
        group->addButton(button);
        row->addWidget(button);
        buttons.append({choice.value, button});
        connect(button, &QRadioButton::clicked, m_form.get(),
                [this, id = field.id, value = choice.value] { m_form->setValue(id, value); });
    }
    row->addStretch(1);
    addRow(form, field, buttons.isEmpty() ? nullptr : buttons.first().second, row,
           [buttons, id = field.id](const Profile &profile) {
               for (const auto &[value, button] : buttons)
                   button->setChecked(value == profile.text(id));
           });
}

QLineEdit *ConnectionDialog::addPassword(QFormLayout *form, const QString &label, const QString &id)
{
    auto *box = new QWidget;
    auto *edit = new QLineEdit(box);
    edit->setObjectName(id);
    edit->setEchoMode(QLineEdit::Password);
    edit->setAccessibleName(QString(label).remove(u'&'));
    auto *problem = new ToneLabel(ToneLabel::Tone::Error, box);
    problem->setObjectName(id + QStringLiteral("Problem"));
    problem->setWordWrap(true);
    auto *column = new QVBoxLayout(box);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(2);
    column->addWidget(edit);
    column->addWidget(problem);
    auto *words = new QLabel(label);
    words->setBuddy(edit);
    form->addRow(words, box);
    m_secretProblems.append({id, problem});
    return edit;
}

void ConnectionDialog::addSecrets(QFormLayout *form)
{
    m_secret = addPassword(form, tr("&Secret"), ConnectionForm::secretField.toString());
    if (m_form->kind().hasToken)
        m_token = addPassword(form, tr("Security to&ken"), ConnectionForm::tokenField.toString());
    connect(m_secret, &QLineEdit::textEdited, m_form.get(), &ConnectionForm::setSecret);
    if (m_token)
        connect(m_token, &QLineEdit::textEdited, m_form.get(), &ConnectionForm::setToken);
    auto *where = new QWidget;
    auto *place = new ToneLabel(ToneLabel::Tone::Muted, where);
    place->setWordWrap(true);
    place->setText(tr("Kept in %1, never in task files or logs").arg(m_form->secretPlace()));
    auto *lock = new IconLabel(where, 12);
    lock->setIcon(QStringLiteral("lock"), IconRole::Ok);
    auto *row = new QHBoxLayout(where);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(6);
    row->addWidget(lock);
    row->addWidget(place, 1);
    form->addRow(QString(), where);
    m_showSecretRow = [this, form, where](const QString &id, bool visible) {
        if (id == ConnectionForm::tokenField) {
            if (m_token)
                form->setRowVisible(m_token->parentWidget(), visible);
            return;
        }
        form->setRowVisible(m_secret->parentWidget(), visible);
        form->setRowVisible(where, visible);
    };
}

void ConnectionDialog::addUse(QFormLayout *form)
{
    form->addRow(new SectionTitle(tr("Use")));
    m_description = new QLineEdit;
    m_description->setObjectName(QStringLiteral("description"));
    m_description->setAccessibleName(tr("Description"));
    m_descriptionProblem = new ToneLabel(ToneLabel::Tone::Error);
    m_descriptionProblem->setWordWrap(true);
    auto *column = new QVBoxLayout;
    column->setSpacing(2);
    column->addWidget(m_description);
    column->addWidget(m_descriptionProblem);
    auto *words = new QLabel(tr("Desc&ription"));
    words->setBuddy(m_description);
    form->addRow(words, column);
    connect(m_description, &QLineEdit::textEdited, m_form.get(), [this](const QString &text) {
        m_form->edit([&](Profile &profile) { profile.description = text.trimmed(); });
    });
    m_environment = new QComboBox;
    m_environment->setObjectName(QStringLiteral("environment"));
    m_environment->setAccessibleName(tr("Environment"));
    using connections::Environment;
    m_environment->addItem(tr("Not said"));
    for (const auto environment : {Environment::Development, Environment::Production})
        m_environment->addItem(connections::environmentTitle(environment));
    auto *environment = new QLabel(tr("En&vironment"));
    environment->setBuddy(m_environment);
    form->addRow(environment, m_environment);
    connect(m_environment, &QComboBox::activated, m_form.get(),
            [this](int row) { m_form->edit([row](Profile &profile) { profile.environment = Environment(row); }); });
    m_readOnly = new QCheckBox(tr("Read-&only: refuse plans that write to this side"));
    m_readOnly->setObjectName(QStringLiteral("readOnly"));
    form->addRow(QString(), m_readOnly);
    connect(m_readOnly, &QCheckBox::toggled, m_form.get(),
            [this](bool on) { m_form->edit([on](Profile &profile) { profile.readOnly = on; }); });
}

QWidget *ConnectionDialog::makeTest()
{
    auto *part = new QWidget(this);
    m_testTitle = new SectionTitle(tr("Test"), part);
    m_testTitle->remarkLabel()->setObjectName(QStringLiteral("testSummary"));
    m_test = makeCompactButton(QString(), QStringLiteral("refresh"), QStringLiteral("test"), part);
    connect(m_test, &QPushButton::clicked, this, [this] {
        if (m_form->isTesting())
            m_form->cancelTest();
        else
            m_form->test();
    });
    auto *head = makeFormRow();
    head->addWidget(m_testTitle, 1);
    head->addWidget(m_test);
    m_steps = new StepsView(StepsView::Kind::Test, m_form->steps(), part);
    m_steps->setObjectName(QStringLiteral("testSteps"));
    m_steps->setAccessibleName(tr("Steps of the test"));
    m_band = new MessageBand(part);
    m_band->hide();
    auto *hint = new ToneLabel(ToneLabel::Tone::Muted, part);
    hint->setText(tr("The test reads only. It writes nothing on the server."));
    hint->setWordWrap(true);
    auto *column = new QVBoxLayout(part);
    column->setContentsMargins(12, 10, 12, 12);
    column->setSpacing(8);
    column->addLayout(head);
    column->addWidget(m_steps);
    column->addWidget(m_band);
    column->addStretch(1);
    column->addWidget(hint);
    part->setMinimumWidth(360);
    return part;
}

QWidget *ConnectionDialog::makeFoot()
{
    auto *foot = new QWidget(this);
    auto *words = new ElidedLabel(foot);
    words->setObjectName(QStringLiteral("footText"));
    words->setFont(resized(font(), -1));
    m_foot = words;
    auto *cancel = new QPushButton(tr("Cancel"), foot);
    cancel->setObjectName(QStringLiteral("cancel"));
    cancel->setAutoDefault(false);
    m_save = new QPushButton(tr("Save and open"), foot);
    m_save->setObjectName(QStringLiteral("save"));
    m_save->setDefault(true);
    connect(cancel, &QPushButton::clicked, this, &QDialog::reject);
    connect(m_save, &QPushButton::clicked, m_form.get(), &ConnectionForm::save);
    auto *row = new QHBoxLayout(foot);
    row->setContentsMargins(16, 9, 16, 9);
    row->setSpacing(8);
    row->addWidget(m_foot, 1);
    row->addWidget(cancel);
    row->addWidget(m_save);
    return foot;
}

void ConnectionDialog::showForm()
{
    const Profile &profile = m_form->profile();
    for (const FieldView &field : std::as_const(m_fields)) {
        field.show(profile);
        const ConnectionField *known = m_form->kind().field(field.id);
        if (field.setVisible && known && known->applies)
            field.setVisible(known->applies(profile));
        const QString problem = m_form->problem(field.id);
        if (field.edit) {
            // An untouched new form is not covered in complaints: the foot says what is missing.
            const bool tell = field.edit->isModified() || !m_form->isNew();
            showProblem(field.edit, field.problem, tell ? problem : QString());
        } else {
            field.problem->setText(problem);
            field.problem->setVisible(!problem.isEmpty());
        }
    }
    showSecrets();
    {
        const QSignalBlocker blocker(m_readOnly);
        m_readOnly->setChecked(profile.readOnly);
    }
    m_environment->setCurrentIndex(int(profile.environment));
    if (m_description->text().trimmed() != profile.description)
        showText(m_description, profile.description);
    showProblem(m_description, m_descriptionProblem, m_form->problem(ConnectionForm::descriptionField));
    showFoot();
    showTest();
}

void ConnectionDialog::showSecrets()
{
    if (!m_secret)
        return;
    const Profile &profile = m_form->profile();
    m_showSecretRow(ConnectionForm::secretField.toString(), profile.needsSecret());
    m_showSecretRow(ConnectionForm::tokenField.toString(), profile.needsSecret() && profile.hasToken());
    for (const auto &[id, label] : std::as_const(m_secretProblems)) {
        const bool isSecret = id == ConnectionForm::secretField;
        QLineEdit *edit = isSecret ? m_secret : m_token;
        // One out of a URL is not in the field: nothing must be able to copy it from there.
        const bool isThere = isSecret ? m_form->hasNewSecret() : m_form->hasNewToken();
        edit->setPlaceholderText(isThere && edit->text().isEmpty()                       ? tr("taken from the URL")
                                     : m_form->isNew() || !m_form->problem(id).isEmpty() ? QString()
                                                                                         : tr("unchanged"));
        showProblem(edit, label, edit->isModified() || !m_form->isNew() ? m_form->problem(id) : QString());
    }
}

void ConnectionDialog::showFoot()
{
    const QStringList problems = m_form->problems();
    const bool isDoubtful = problems.isEmpty() && m_form->hasFailed();
    m_foot->setText(!problems.isEmpty() ? tr("Save waits: %1").arg(problems.first())
                        : isDoubtful    ? tr("The test failed. You can save the connection all the same.")
                                        : QString());
    m_save->setText(isDoubtful ? tr("Save anyway") : tr("Save and open"));
    m_save->setEnabled(m_form->canSave());
    m_save->setToolTip(problems.join(u'\n'));
    m_save->setAccessibleDescription(problems.join(u'\n'));
}

void ConnectionDialog::showTest()
{
    m_testTitle->setRemark(m_form->testSummary());
    m_test->setText(m_form->isTesting() ? tr("Stop") : m_form->testSummary().isEmpty() ? tr("Test") : tr("Test again"));
    m_test->setEnabled(m_form->isTesting() || m_form->canTest());
    const auto tested = m_form->testError();
    const auto error = tested || !m_form->testSummary().isEmpty() ? tested : m_form->damage();
    if (m_form->isTestOutdated()) {
        m_band->showText(Meaning::Warning, QStringLiteral("clock"), tr("The form was changed since: test again."));
    } else if (error) {
        m_band->showError(*error);
    }
    m_band->setVisible(error.has_value() || m_form->isTestOutdated());
    m_steps->setEnabled(!m_form->isTestOutdated());
}

} // namespace isthmus::views
