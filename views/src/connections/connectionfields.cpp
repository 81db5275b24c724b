// SPDX-License-Identifier: GPL-3.0-or-later
#include "connections/connectionfields.h"

#include "parts/formfields.h"
#include "parts/messageband.h"
#include "parts/sectiontitle.h"
#include "parts/tonelabel.h"

#include <isthmus/views/connections/connectiondialog.h>
#include <isthmus/views/style/icons.h>

#include <QButtonGroup>
#include <QComboBox>
#include <QHBoxLayout>
#include <QRadioButton>
#include <QSignalBlocker>
#include <QSpinBox>
#include <QVBoxLayout>

#include <memory>

namespace isthmus::views {

using connections::ConnectionField;
using connections::Profile;
using models::ConnectionForm;

namespace {

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

ConnectionFields::ConnectionFields(ConnectionForm &form, QFormLayout *layout, QObject *parent)
    : QObject(parent), m_form(form), m_layout(layout), m_urlBand(new MessageBand(layout->parentWidget()))
{
    m_urlBand->setObjectName(QStringLiteral("urlNotes"));
    m_urlBand->hide();
    addName();
    m_layout->addRow(m_urlBand);
    for (const ConnectionField &field : m_form.kind().fields)
        addField(field);
}

QLineEdit *ConnectionFields::addEdit(const QString &label, const QString &id)
{
    const auto [box, edit, problem] = addTextRow(m_layout, label, objectNameOf(id));
    m_fields.append({id, edit, problem,
                     [edit = edit, id](const Profile &profile) {
                         const QString text = id == ConnectionForm::nameField ? profile.name : profile.text(id);
                         if (edit->text().trimmed() != text)
                             showText(edit, text);
                     },
                     [layout = m_layout, box = box](bool visible) { layout->setRowVisible(box, visible); }});
    return edit;
}

// A URL of another program fills the form, wherever it is pasted, or once it is typed to its end; the text with its
// secret is gone from the field then, and cannot be undone into it.
void ConnectionFields::textTyped(QLineEdit *edit, const std::function<void(const QString &)> &take)
{
    const auto before = std::make_shared<qsizetype>(0);
    connect(edit, &QLineEdit::textEdited, &m_form, [this, before, take](const QString &text) {
        const bool isPasted = text.size() > *before + 1;
        *before = text.size();
        if (!isPasted || !fillFromUrl(text))
            take(text.trimmed());
    });
    connect(edit, &QLineEdit::editingFinished, &m_form, [this, edit] { fillFromUrl(edit->text()); });
}

bool ConnectionFields::fillFromUrl(const QString &text)
{
    if (!text.contains(u':') || !m_form.takeUrl(text))
        return false;
    for (const FieldView &field : std::as_const(m_fields))
        field.show(m_form.profile());
    const QStringList notes = m_form.urlNotes();
    m_urlBand->showText(notes.isEmpty() ? Meaning::Ok : Meaning::Warning,
                        notes.isEmpty() ? QStringLiteral("ok") : QStringLiteral("warn"),
                        ConnectionDialog::tr("The form was filled from the URL.") + u' ' + notes.join(u' '));
    m_urlBand->show();
    return true;
}

void ConnectionFields::addName()
{
    m_name = addEdit(ConnectionDialog::tr("&Name"), ConnectionForm::nameField.toString());
    textTyped(m_name, [this](const QString &text) { m_form.edit([&](Profile &profile) { profile.name = text; }); });
}

void ConnectionFields::addField(const ConnectionField &field)
{
    if (field.section)
        m_layout->addRow(new SectionTitle(connections::kindText(field.section)));
    switch (field.type) {
    case ConnectionField::Type::Text: {
        if (!field.choices.isEmpty()) {
            addSuggestions(field);
            break;
        }
        auto *edit = addEdit(connections::kindText(field.label), field.id);
        edit->setPlaceholderText(connections::kindText(field.placeholder));
        textTyped(edit, [this, id = field.id](const QString &text) { m_form.setValue(id, text); });
        break;
    }
    case ConnectionField::Type::Number:
        addNumber(field);
        break;
    case ConnectionField::Type::Choice:
        if (field.hasButtons)
            addButtons(field);
        else
            addChoice(field);
        break;
    }
}

// A row with a problem below it. \a row: what holds \a input where that is several widgets.
void ConnectionFields::addRow(const ConnectionField &field, QWidget *input, QLayout *row,
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
    m_layout->addRow(label, column);
    m_fields.append({field.id, nullptr, problem, show,
                     [layout = m_layout, column](bool visible) { layout->setRowVisible(column, visible); }});
}

// A list that proposes, and a text that may be any.
void ConnectionFields::addSuggestions(const ConnectionField &field)
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
    connect(list, &QComboBox::activated, &m_form, [this, list, show, id = field.id](int row) {
        m_form.choose(id, list->itemData(row).toString());
        show(m_form.profile()); // the value alone, also where it is the one it was
    });
    textTyped(list->lineEdit(), [this, id = field.id](const QString &text) { m_form.setValue(id, text); });
    addRow(field, list, nullptr, show);
}

void ConnectionFields::addNumber(const ConnectionField &field)
{
    auto *number = new QSpinBox;
    number->setObjectName(objectNameOf(field.id));
    number->setAccessibleName(connections::titleOf(field));
    number->setRange(field.minimum, field.maximum);
    number->setSpecialValueText(connections::kindText(field.placeholder));
    number->setMaximumWidth(96);
    connect(number, &QSpinBox::valueChanged, &m_form, [this, id = field.id](int value) { m_form.setValue(id, value); });
    addRow(field, number, nullptr, [number, id = field.id](const Profile &profile) {
        const QSignalBlocker blocker(number);
        number->setValue(profile.number(id));
    });
}

void ConnectionFields::addChoice(const ConnectionField &field)
{
    auto *list = new QComboBox;
    list->setObjectName(objectNameOf(field.id));
    list->setAccessibleName(connections::titleOf(field));
    for (const auto &choice : field.choices) {
        list->addItem(choice.icon ? icon(QLatin1String(choice.icon)) : QIcon(), connections::kindText(choice.title),
                      choice.value);
    }
    connect(list, &QComboBox::activated, &m_form,
            [this, list, id = field.id](int row) { m_form.setValue(id, list->itemData(row).toString()); });
    addRow(field, list, nullptr,
           [list, id = field.id](const Profile &profile) { list->setCurrentIndex(list->findData(profile.text(id))); });
}

void ConnectionFields::addButtons(const ConnectionField &field)
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
        connect(button, &QRadioButton::clicked, &m_form,
                [this, id = field.id, value = choice.value] { m_form.setValue(id, value); });
    }
    row->addStretch(1);
    addRow(field, buttons.isEmpty() ? nullptr : buttons.first().second, row,
           [buttons, id = field.id](const Profile &profile) {
               for (const auto &[value, button] : buttons)
                   button->setChecked(value == profile.text(id));
           });
}

void ConnectionFields::show()
{
    const Profile &profile = m_form.profile();
    for (const FieldView &field : std::as_const(m_fields)) {
        field.show(profile);
        const ConnectionField *known = m_form.kind().field(field.id);
        if (field.setVisible && known && known->applies)
            field.setVisible(known->applies(profile));
        const QString problem = m_form.problem(field.id);
        if (field.edit) {
            // An untouched new form is not covered in complaints: the foot says what is missing.
            const bool tell = field.edit->isModified() || !m_form.isNew();
            showProblem(field.edit, field.problem, tell ? problem : QString());
        } else {
            field.problem->setText(problem);
            field.problem->setVisible(!problem.isEmpty());
        }
    }
}

} // namespace isthmus::views
