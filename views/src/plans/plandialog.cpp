// SPDX-License-Identifier: GPL-3.0-or-later
#include "code/codeview.h"
#include "parts/buttons.h"
#include "parts/chip.h"
#include "parts/copying.h"
#include "parts/elidedlabel.h"
#include "parts/formfields.h"
#include "parts/iconlabel.h"
#include "parts/line.h"
#include "parts/messageband.h"
#include "parts/sectiontitle.h"
#include "parts/stepsview.h"
#include "parts/tonelabel.h"

#include <isthmus/views/plans/plandialog.h>
#include <isthmus/views/style/theme.h>

#include <QDir>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLineEdit>
#include <QScreen>
#include <QScrollArea>
#include <QScrollBar>
#include <QShortcut>
#include <QShowEvent>
#include <QSplitter>
#include <QVBoxLayout>

#include <algorithm>

namespace isthmus::views {

using models::PlanForm;

PlanDialog::PlanDialog(std::unique_ptr<PlanForm> form, tasks::Runs &runs, QWidget *parent)
    : QDialog(parent), m_form(std::move(form)), m_runs(runs)
{
    setWindowTitle(m_form->title());
    setModal(false);

    m_scroll = new QScrollArea(this);
    m_scroll->setWidgetResizable(true);
    m_scroll->setFrameShape(QFrame::NoFrame);
    m_scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAsNeeded);
    m_scroll->setWidget(makeForm());
    m_splitter = new QSplitter(Qt::Horizontal, this);
    m_splitter->setChildrenCollapsible(false);
    m_splitter->addWidget(m_scroll);
    m_splitter->addWidget(makePlan());
    m_splitter->setStretchFactor(0, 9);
    m_splitter->setStretchFactor(1, 5);
    m_splitter->setSizes({900, 470});
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_splitter, 1);
    column->addWidget(makeLine(Qt::Horizontal, this));
    column->addWidget(makeProduction());
    column->addWidget(makeFoot());
    const QSize room = parent ? parent->window()->size() : screen()->availableSize();
    resize(withLetters({1372, 752}).boundedTo(room.expandedTo({1024, 640})));
}

PlanDialog::~PlanDialog() = default;

QSize PlanDialog::withLetters(QSize size) const
{
    return size * std::max(1.0, fontMetrics().height() / 16.0);
}

void PlanDialog::setStartSize(QSize size)
{
    resize(withLetters(size).boundedTo(this->size()));
}

QWidget *PlanDialog::makeForm()
{
    auto *page = new QWidget(this);
    m_top = makeFormRow();
    m_top->setSpacing(24);
    m_readingBand = new MessageBand(page);
    m_readingBand->setObjectName(QStringLiteral("readingBand"));
    auto *retry = m_readingBand->addAction(tr("Retry"), QStringLiteral("retryReading"));
    connect(retry, &QPushButton::clicked, m_form.get(), &PlanForm::retry);
    m_edit = m_readingBand->addAction(tr("Edit connection…"), QStringLiteral("editSourceConnection"));
    connect(m_edit, &QPushButton::clicked, this,
            [this] { Q_EMIT editConnectionRequested(m_form->connectionToEdit()); });
    m_readingBand->hide();
    m_savedBand = new MessageBand(page);
    m_savedBand->setObjectName(QStringLiteral("savedBand"));
    auto *close = m_savedBand->addAction(tr("Close"), QStringLiteral("closeSavedBand"));
    connect(close, &QPushButton::clicked, m_savedBand, &QWidget::hide);
    m_savedBand->hide();
    m_notices = new QVBoxLayout;
    m_notices->setSpacing(8);

    m_column = new QVBoxLayout(page);
    m_column->setContentsMargins(16, 10, 16, 12);
    m_column->setSpacing(8);
    m_column->addLayout(m_top);
    m_column->addWidget(m_readingBand);
    m_column->addWidget(m_savedBand);
    m_column->addLayout(m_notices);
    return page;
}

void PlanDialog::setParts(QWidget *what, QWidget *how, QWidget *rows)
{
    if (what)
        m_top->addWidget(what, 9);
    if (how)
        m_top->addWidget(how, 16);
    if (rows)
        m_column->insertWidget(m_column->count() - 1, rows, 1); // the notices stay last
    else
        m_column->addStretch(1);
}

QWidget *PlanDialog::makePlan()
{
    auto *part = new QWidget(this);
    m_planTitle = new SectionTitle(tr("Plan"), part);
    m_planTitle->remarkLabel()->setObjectName(QStringLiteral("planSummary"));
    auto *copy = makeIconButton(QStringLiteral("copy"), tr("Copy the plan's SQL"), QStringLiteral("copyPlan"), part);
    connect(copy, &QToolButton::clicked, this, [this, copy] { copyAndTell(m_form->planText(), copy); });
    auto *save =
        makeIconButton(QStringLiteral("save"), tr("Save the task to a file…"), QStringLiteral("saveTask"), part);
    connect(save, &QToolButton::clicked, this, &PlanDialog::saveTaskRequested);
    auto *head = makeFormRow();
    head->addWidget(m_planTitle, 1);
    head->addWidget(copy);
    head->addWidget(save);
    m_steps = new StepsView(StepsView::Kind::Plan, m_form->steps(), part);
    m_steps->setObjectName(QStringLiteral("planSteps"));
    m_steps->setAccessibleName(tr("Steps of the plan"));
    m_sql = new CodeView(part);
    m_sql->setObjectName(QStringLiteral("planSql"));
    m_sql->setAccessibleName(tr("SQL of the plan"));
    m_sql->setProperty("framed", true);
    auto *column = new QVBoxLayout(part);
    column->setContentsMargins(12, 10, 12, 12);
    column->setSpacing(6);
    column->addLayout(head);
    column->addWidget(m_steps);
    column->addWidget(m_sql, 1);
    part->setMinimumWidth(280);
    return part;
}

// Above the foot: what is asked there may have to be confirmed as well.
QWidget *PlanDialog::makeProduction()
{
    m_production = new QWidget(this);
    m_production->setObjectName(QStringLiteral("production"));
    auto *chip = new ChipLabel(m_production);
    chip->setChip(
        {connections::environmentTitle(connections::Environment::Production), QString(), Meaning::Error, true, true});
    m_productionText = new ToneLabel(ToneLabel::Tone::Plain, m_production);
    m_productionText->setWordWrap(true);
    m_confirmProduction = new QLineEdit(m_production);
    m_confirmProduction->setObjectName(QStringLiteral("confirmProduction"));
    m_confirmProduction->setMinimumWidth(240);
    m_productionText->setBuddy(m_confirmProduction);
    connect(m_confirmProduction, &QLineEdit::textEdited, m_form.get(), &PlanForm::setProductionConfirmation);
    auto *row = new QHBoxLayout(m_production);
    row->setContentsMargins(16, 9, 16, 0);
    row->setSpacing(8);
    row->addWidget(chip);
    row->addWidget(m_productionText, 1);
    row->addWidget(m_confirmProduction);
    return m_production;
}

QWidget *PlanDialog::makeFoot()
{
    auto *foot = new QWidget(this);
    m_footIcon = new IconLabel(foot);
    auto *text = new ElidedLabel(foot);
    text->setObjectName(QStringLiteral("footText"));
    text->setFont(resized(font(), -1));
    m_footText = text;
    m_confirmLabel = new ToneLabel(ToneLabel::Tone::Plain, foot);
    m_confirm = new QLineEdit(foot);
    m_confirm->setObjectName(QStringLiteral("confirmName"));
    m_confirm->setMinimumWidth(160);
    m_confirmLabel->setBuddy(m_confirm);
    auto *cancel = new QPushButton(tr("Cancel"), foot);
    cancel->setObjectName(QStringLiteral("cancel"));
    cancel->setAutoDefault(false);
    m_run = new QPushButton(tr("Run"), foot);
    m_run->setObjectName(QStringLiteral("run"));
    m_run->setIcon(icon(QStringLiteral("play"), IconRole::OnAccent));
    m_run->setDefault(true);
    connect(cancel, &QPushButton::clicked, this, &QDialog::reject);
    connect(m_run, &QPushButton::clicked, this, &PlanDialog::run);
    connect(m_confirm, &QLineEdit::textEdited, m_form.get(), &models::PlanForm::setConfirmation);
    for (const auto key : {Qt::Key_Return, Qt::Key_Enter}) {
        auto *shortcut = new QShortcut(QKeySequence(Qt::CTRL | key), this);
        connect(shortcut, &QShortcut::activated, this, [this] {
            if (m_run->isEnabled())
                run();
        });
    }

    auto *row = new QHBoxLayout(foot);
    row->setContentsMargins(16, 9, 16, 9);
    row->setSpacing(8);
    row->addWidget(m_footIcon);
    row->addWidget(m_footText, 1);
    row->addWidget(m_confirmLabel);
    row->addWidget(m_confirm);
    row->addWidget(cancel);
    row->addWidget(m_run);
    return foot;
}

void PlanDialog::follow()
{
    connect(m_form.get(), &PlanForm::changed, this, &PlanDialog::showForm);
    connect(m_form.get(), &PlanForm::planChanged, this, &PlanDialog::showPlan);
    connect(m_form.get(), &PlanForm::shownSqlChanged, this, [this] { m_sql->setCode(m_form->shownSql()); });
    showForm();
    showPlan();
}

void PlanDialog::showForm()
{
    showFields();
    const auto error = m_form->error();
    if (error)
        m_readingBand->showError(*error);
    m_readingBand->setVisible(error.has_value());
    m_edit->setVisible(!m_form->connectionToEdit().isEmpty());
    showFoot();
}

void PlanDialog::showPlan()
{
    m_planTitle->setRemark(m_form->planSummary());
    m_sql->setCode(m_form->shownSql());
    showNotices();
    showFoot();
    if (!m_isFitted && m_form->reading() == PlanForm::Reading::Ready) { // now it has all of its fields
        m_isFitted = true;
        QMetaObject::invokeMethod(this, &PlanDialog::fitForm, Qt::QueuedConnection);
    }
}

void PlanDialog::setFile(const QString &file)
{
    m_file = file;
    setWindowTitle(tr("%1 (%2)").arg(m_form->title(), QFileInfo(file).fileName()));
}

void PlanDialog::showSaved(const QString &file)
{
    m_savedBand->showText(Meaning::Ok, QStringLiteral("ok"),
                          tr("The task is saved in %1.").arg(QDir::toNativeSeparators(file)));
    m_savedBand->show();
}

void PlanDialog::showRefusal(const core::Error &error)
{
    m_savedBand->showError(error);
    m_savedBand->show();
}

void PlanDialog::showNotices()
{
    while (QLayoutItem *item = m_notices->takeAt(0)) {
        if (QWidget *band = item->widget()) {
            band->hide();
            band->deleteLater();
        }
        delete item;
    }
    const QList<plan::Text> besideField = subjectsBesideFields();
    for (const auto &notice : m_form->notices()) {
        if (notice.level == plan::NoticeLevel::Blocker && besideField.contains(notice.subject))
            continue;
        auto *band = new MessageBand(this);
        band->setObjectName(QStringLiteral("notice"));
        band->showNotice(notice);
        m_notices->addWidget(band);
    }
}

void PlanDialog::showProduction()
{
    const QString names = m_form->productionNames();
    m_productionText->setText(tr("The plan writes to %1. Type that name to confirm").arg(names));
    m_confirmProduction->setAccessibleName(m_productionText->text());
    if (m_confirmProduction->text() != m_form->productionConfirmation())
        m_confirmProduction->setText(m_form->productionConfirmation()); // it was about another
    m_production->setVisible(!names.isEmpty());
}

void PlanDialog::showFoot()
{
    showProduction();
    const QString name = m_form->confirmName();
    m_confirmLabel->setText(tr("Type %1 to confirm").arg(name));
    m_confirm->setAccessibleName(m_confirmLabel->text());
    m_confirmLabel->setVisible(!name.isEmpty());
    m_confirm->setVisible(!name.isEmpty());
    if (m_confirm->text() != m_form->confirmation())
        m_confirm->setText(m_form->confirmation());
    if (m_isConfirmationFirst && !name.isEmpty()) {
        m_isConfirmationFirst = false;
        m_confirm->setFocus();
    }

    const QString blocked = m_runError.isEmpty() ? m_form->runBlockedReason() : m_runError;
    m_run->setEnabled(m_form->canRun() && !m_isStarting);
    m_run->setToolTip(blocked.isEmpty() ? tr("Run the plan (Ctrl+Enter)") : blocked);
    m_run->setAccessibleDescription(m_run->toolTip());
    m_footText->setText(blocked.isEmpty() ? m_form->remark() : blocked);
    m_footIcon->setIcon(blocked.isEmpty() ? QStringLiteral("info") : QStringLiteral("warn"),
                        blocked.isEmpty() ? IconRole::Muted : IconRole::Warning);
}

void PlanDialog::run()
{
    m_isStarting = true;
    showFoot();
    core::whenDone(m_form->run(m_runs), this, [this](const core::Result<QString> &runId) {
        m_isStarting = false;
        m_runError = runId ? QString() : runId.error().message;
        if (!runId) {
            showFoot();
            return;
        }
        Q_EMIT runStarted(*runId);
        accept();
    });
}

void PlanDialog::showEvent(QShowEvent *event)
{
    QDialog::showEvent(event);
    if (!event->spontaneous())
        fitForm();
}

// In a small window the plan gives way, so that nobody has to scroll sideways to a field.
void PlanDialog::fitForm()
{
    const int wanted =
        m_scroll->widget()->minimumSizeHint().width() + m_scroll->verticalScrollBar()->sizeHint().width();
    const QList<int> sizes = m_splitter->sizes();
    const int missing = std::min(wanted - sizes.at(0), sizes.at(1) - m_splitter->widget(1)->minimumWidth());
    if (missing > 0)
        m_splitter->setSizes({sizes.at(0) + missing, sizes.at(1) - missing});
}

void PlanDialog::keyPressEvent(QKeyEvent *event)
{
    const bool isEnter = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
    if (!isEnter)
        QDialog::keyPressEvent(event);
    else if (m_run->hasFocus())
        m_run->click(); // Enter in a field must not start a run; Ctrl+Enter does
}

} // namespace isthmus::views
