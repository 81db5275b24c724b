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
    addName(form);
    for (const ConnectionField &field : m_form->kind().fields)
        addField(form, field);
    if (m_form->kind().needsSecret())
        addSecret(form);
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
    m_fields.append({id, edit, problem, [edit, id](const Profile &profile) {
                         const QString text = id == ConnectionForm::nameField ? profile.name : profile.text(id);
                         if (edit->text().trimmed() != text)
                             showText(edit, text);
                     }});
    return edit;
}

void ConnectionDialog::addName(QFormLayout *form)
{
    auto *edit = addEdit(form, tr("&Name"), ConnectionForm::nameField.toString());
    connect(edit, &QLineEdit::textEdited, m_form.get(),
            [this](const QString &text) { m_form->edit([&](Profile &profile) { profile.name = text.trimmed(); }); });
}

void ConnectionDialog::addField(QFormLayout *form, const ConnectionField &field)
{
    if (field.section)
        form->addRow(new SectionTitle(connections::kindText(field.section)));
    switch (field.type) {
    case ConnectionField::Type::Text: {
        auto *edit = addEdit(form, connections::kindText(field.label), field.id);
        edit->setPlaceholderText(connections::kindText(field.placeholder));
        connect(edit, &QLineEdit::textEdited, m_form.get(),
                [this, id = field.id](const QString &text) { m_form->setValue(id, text.trimmed()); });
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
    m_fields.append({field.id, nullptr, problem, show});
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

void ConnectionDialog::addSecret(QFormLayout *form)
{
    auto *box = new QWidget;
    m_secret = new QLineEdit(box);
    m_secret->setObjectName(QStringLiteral("secret"));
    m_secret->setEchoMode(QLineEdit::Password);
    m_secret->setAccessibleName(tr("Secret"));
    if (!m_form->isNew())
        m_secret->setPlaceholderText(tr("unchanged"));
    m_secretProblem = new ToneLabel(ToneLabel::Tone::Error, box);
    m_secretProblem->setWordWrap(true);
    auto *place = new ToneLabel(ToneLabel::Tone::Muted, box);
    place->setWordWrap(true);
    place->setText(tr("Kept in %1, never in task files or logs").arg(m_form->secretPlace()));
    auto *lock = new IconLabel(box, 12);
    lock->setIcon(QStringLiteral("lock"), IconRole::Ok);
    auto *placeRow = makeFormRow();
    placeRow->setSpacing(6);
    placeRow->addWidget(lock);
    placeRow->addWidget(place, 1);
    auto *column = new QVBoxLayout(box);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(2);
    column->addWidget(m_secret);
    column->addWidget(m_secretProblem);
    column->addLayout(placeRow);
    auto *label = new QLabel(tr("&Secret"));
    label->setBuddy(m_secret);
    form->addRow(label, box);
    connect(m_secret, &QLineEdit::textEdited, m_form.get(), &ConnectionForm::setSecret);
}

void ConnectionDialog::addUse(QFormLayout *form)
{
    form->addRow(new SectionTitle(tr("Use")));
    m_readOnly = new QCheckBox(tr("&Read-only: refuse plans that write to this side"));
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
    auto *steps = new StepsView(StepsView::Kind::Test, m_form->steps(), part);
    steps->setObjectName(QStringLiteral("testSteps"));
    steps->setAccessibleName(tr("Steps of the test"));
    m_band = new MessageBand(part);
    m_band->hide();
    auto *hint = new ToneLabel(ToneLabel::Tone::Muted, part);
    hint->setText(tr("The test reads only. It writes nothing on the server."));
    hint->setWordWrap(true);
    auto *column = new QVBoxLayout(part);
    column->setContentsMargins(12, 10, 12, 12);
    column->setSpacing(8);
    column->addLayout(head);
    column->addWidget(steps);
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
    if (m_secret) {
        showProblem(m_secret, m_secretProblem,
                    m_secret->isModified() || !m_form->isNew() ? m_form->problem(ConnectionForm::secretField)
                                                               : QString());
    }
    {
        const QSignalBlocker blocker(m_readOnly);
        m_readOnly->setChecked(profile.readOnly);
    }
    const QStringList problems = m_form->problems();
    m_foot->setText(problems.isEmpty() ? QString() : tr("Save waits: %1").arg(problems.first()));
    m_save->setEnabled(m_form->canSave());
    m_save->setToolTip(problems.join(u'\n'));
    m_save->setAccessibleDescription(problems.join(u'\n'));
    showTest();
}

void ConnectionDialog::showTest()
{
    m_testTitle->setRemark(m_form->testSummary());
    m_test->setText(m_form->isTesting() ? tr("Stop") : m_form->testSummary().isEmpty() ? tr("Test") : tr("Test again"));
    m_test->setEnabled(m_form->isTesting() || m_form->canTest());
    const auto tested = m_form->testError();
    const auto error = tested || !m_form->testSummary().isEmpty() ? tested : m_form->damage();
    if (error)
        m_band->showError(*error);
    m_band->setVisible(error.has_value());
}

} // namespace isthmus::views
