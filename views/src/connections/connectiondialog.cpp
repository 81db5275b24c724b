// SPDX-License-Identifier: GPL-3.0-or-later
#include "connections/connectionconflict.h"
#include "connections/connectionfields.h"
#include "connections/connectionsecrets.h"
#include "connections/connectiontestpane.h"
#include "connections/connectionuse.h"
#include "parts/elidedlabel.h"
#include "parts/formfields.h"
#include "parts/line.h"

#include <isthmus/views/connections/connectiondialog.h>
#include <isthmus/views/style/theme.h>

#include <QEvent>
#include <QHBoxLayout>
#include <QPushButton>
#include <QScreen>
#include <QScrollArea>
#include <QVBoxLayout>

#include <algorithm>

namespace isthmus::views {

using models::ConnectionForm;

namespace {

constexpr int formWidth = 620;
constexpr int testWidth = 440;

// What a form needs where its texts are wrapped is reckoned too small, and the fields of it are cut by a pixel each: so
// it gets what it would like.
class FormPage final : public QWidget {
public:
    using QWidget::QWidget;

protected:
    bool event(QEvent *event) override
    {
        if (event->type() == QEvent::LayoutRequest)
            setMinimumHeight(layout()->sizeHint().height());
        return QWidget::event(event);
    }
};

} // namespace

ConnectionDialog::ConnectionDialog(std::unique_ptr<ConnectionForm> form, QWidget *parent)
    : QDialog(parent), m_form(std::move(form))
{
    setObjectName(QStringLiteral("connectionDialog"));
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
    m_testPane = new ConnectionTestPane(*m_form, this);
    halves->addWidget(m_testPane, 2);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    m_conflict = new ConnectionConflict(*m_form, this);
    column->addWidget(m_conflict);
    column->addLayout(halves, 1);
    column->addWidget(makeLine(Qt::Horizontal, this));
    column->addWidget(makeFoot());
    const double letters = std::max(1.0, fontMetrics().height() / 16.0); // it grows with the font
    const QSize room = parent ? parent->window()->size() : screen()->availableSize();
    resize((QSize(formWidth + testWidth, 660) * letters).boundedTo(room.expandedTo({formWidth + testWidth, 560})));

    connect(m_form.get(), &ConnectionForm::changed, this, &ConnectionDialog::showForm);
    connect(m_form.get(), &ConnectionForm::testFinished, m_testPane, &ConnectionTestPane::showTest);
    connect(m_form.get(), &ConnectionForm::saved, this, [this](const QString &name) {
        Q_EMIT saved(name);
        accept();
    });
    connect(m_form.get(), &ConnectionForm::saveFailed, m_testPane, &ConnectionTestPane::showError);
    showForm();
    m_fields->nameEdit()->setFocus();
}

ConnectionDialog::~ConnectionDialog() = default;

void ConnectionDialog::startTest()
{
    m_form->test();
}

QWidget *ConnectionDialog::makeForm()
{
    auto *page = new FormPage(this);
    auto *layout = makeFormLayout(page);
    layout->setContentsMargins(16, 12, 16, 12);
    m_fields = new ConnectionFields(*m_form, layout, this);
    if (m_form->kind().secretMissing)
        m_secrets = std::make_unique<ConnectionSecrets>(*m_form, layout);
    m_use = std::make_unique<ConnectionUse>(*m_form, layout);
    return page;
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
    setWindowTitle(m_form->isNew() ? tr("Connect to %1").arg(m_form->kind().title)
                                   : tr("Edit connection — %1").arg(m_form->savedName()));
    m_conflict->show();
    m_fields->show();
    if (m_secrets)
        m_secrets->show();
    m_use->show();
    showFoot();
    m_testPane->showTest();
}

void ConnectionDialog::showFoot()
{
    const QStringList problems = m_form->problems();
    const bool isDoubtful = problems.isEmpty() && m_form->hasFailed();
    m_foot->setText(m_form->isOutOfDate()     ? tr("Save waits: take over what another program has changed")
                        : !problems.isEmpty() ? tr("Save waits: %1").arg(problems.first())
                        : isDoubtful          ? tr("The test failed. You can save the connection all the same.")
                                              : QString());
    m_save->setText(isDoubtful ? tr("Save anyway") : tr("Save and open"));
    m_save->setEnabled(m_form->canSave());
    m_save->setToolTip(problems.join(u'\n'));
    m_save->setAccessibleDescription(problems.join(u'\n'));
}

} // namespace isthmus::views
