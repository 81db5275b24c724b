// SPDX-License-Identifier: GPL-3.0-or-later
#include "doctor/checkcard.h"
#include "doctor/outcomes.h"
#include "parts/bar.h"
#include "parts/buttons.h"
#include "parts/chip.h"
#include "parts/copying.h"
#include "parts/elidedlabel.h"
#include "parts/formfields.h"
#include "parts/line.h"
#include "parts/objecticons.h"
#include "parts/sectiontitle.h"
#include "parts/spin.h"
#include "parts/tablesetup.h"
#include "parts/tonelabel.h"

#include <isthmus/mapping/doctor/report.h>
#include <isthmus/plan/words.h>
#include <isthmus/views/doctor/checkspage.h>

#include <QAction>
#include <QComboBox>
#include <QHeaderView>
#include <QKeyEvent>
#include <QPainter>
#include <QScrollArea>
#include <QSignalBlocker>
#include <QSplitter>
#include <QStyledItemDelegate>
#include <QTableView>
#include <QVBoxLayout>

#include <algorithm>

namespace isthmus::views {

using mapping::Finding;
using models::ChecksDocument;
using models::FindingsModel;

namespace {

constexpr int iconSide = 16;
constexpr int timeWidth = 64;
constexpr int widestTitle = 236;

// A heading is bold; a check has its outcome in front, and what was seen muted at the right.
class ChecksDelegate final : public QStyledItemDelegate {
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override
    {
        const bool isHeading = index.data(FindingsModel::HeadingRole).toBool();
        const bool isTitle = index.column() == FindingsModel::Title;
        const bool isSelected = option.state.testFlag(QStyle::State_Selected);
        const auto outcome = Finding::Outcome(index.data(FindingsModel::OutcomeRole).toInt());
        painter->save();
        if (isHeading)
            painter->fillRect(option.rect, option.palette.color(QPalette::Window));
        else if (isSelected)
            painter->fillRect(option.rect, option.palette.color(QPalette::Highlight));
        QRect inner = option.rect.adjusted(8, 0, -8, 0);
        QFont font = option.font;
        if (isHeading && isTitle)
            font = titleFont(font);
        painter->setFont(font);
        if (isTitle && !isHeading) {
            paintMark(painter, option, QRect(inner.left(), inner.top(), iconSide, inner.height()), outcome);
            inner.setLeft(inner.left() + iconSide + 6);
        }
        const QColor plain =
            option.palette.color(isSelected && !isHeading ? QPalette::HighlightedText : QPalette::Text);
        painter->setPen(isTitle || isSelected ? plain : tokensOf(option.palette).muted);
        const auto side = isTitle ? Qt::AlignLeft : Qt::AlignRight;
        const QString text = painter->fontMetrics().elidedText(index.data().toString(), Qt::ElideRight, inner.width());
        painter->drawText(inner, int(side) | Qt::AlignVCenter | Qt::TextSingleLine, text);
        painter->restore();
    }

    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override
    {
        QSize size = QStyledItemDelegate::sizeHint(option, index);
        if (index.column() == FindingsModel::Title)
            size.rwidth() = std::min(size.width() + iconSide + 24, widestTitle);
        return size;
    }

private:
    static void paintMark(QPainter *painter, const QStyleOptionViewItem &option, const QRect &place,
                          Finding::Outcome outcome)
    {
        if (outcome == Finding::Outcome::Waiting)
            paintSpin(painter, place, option.palette.color(QPalette::Link),
                      qobject_cast<const QAbstractItemView *>(option.widget)->viewport());
        else
            paintIcon(painter, place, outcomeIcon(outcome), iconColor(outcomeRole(outcome), option.palette));
    }
};

QLabel *makeBuddyLabel(const QString &text, QWidget *buddy, QWidget *parent)
{
    auto *label = new QLabel(text, parent);
    label->setBuddy(buddy);
    return label;
}

} // namespace

ChecksPage::ChecksPage(ChecksDocument &document, QWidget *parent) : QWidget(parent), m_document(document)
{
    setObjectName(QStringLiteral("checksPage"));
    setAutoFillBackground(true);
    setBackgroundRole(QPalette::Base);
    auto *halves = new QSplitter(Qt::Horizontal, this);
    halves->setObjectName(QStringLiteral("checksSplitter"));
    halves->setChildrenCollapsible(false);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(makeHead());
    column->addWidget(makeFields());
    column->addWidget(makeLine(Qt::Horizontal, this));
    halves->addWidget(makeChecks());
    halves->addWidget(makeToDo());
    halves->setSizes({480, 620});
    column->addWidget(halves, 1);
    column->addWidget(makeLine(Qt::Horizontal, this));
    column->addWidget(makeFoot());

    auto *refresh = new QAction(this);
    refresh->setObjectName(QStringLiteral("reloadPage"));
    refresh->setShortcut(QKeySequence(Qt::Key_F5));
    refresh->setShortcutContext(Qt::WidgetWithChildrenShortcut);
    connect(refresh, &QAction::triggered, &m_document, &ChecksDocument::reload);
    addAction(refresh);

    connect(&m_document, &ChecksDocument::checked, this, &ChecksPage::showFindings);
    connect(&m_document, &ChecksDocument::changed, this, [this] {
        showHead();
        showFields();
    });
    setFocusProxy(m_checks);
    showFields();
    showFindings();
}

QWidget *ChecksPage::makeHead()
{
    auto *bar = makeBar(this);
    QWidget *head = bar->parentWidget();
    m_title = new ElidedLabel(head);
    m_title->setObjectName(QStringLiteral("checksTitle"));
    m_title->setFont(titleFont(font()));
    bar->addWidget(m_title);
    const auto addChip = [&](const QString &name) {
        auto *chip = new ChipLabel(head);
        chip->setObjectName(name);
        bar->addWidget(chip);
        return chip;
    };
    m_failed = addChip(QStringLiteral("failedChip"));
    m_warnings = addChip(QStringLiteral("warningsChip"));
    m_unknown = addChip(QStringLiteral("unknownChip"));
    m_passed = new ToneLabel(ToneLabel::Tone::Muted, head);
    m_passed->setObjectName(QStringLiteral("passedText"));
    bar->addWidget(m_passed);
    bar->addStretch(1);
    auto *copy = makeBarButton(tr("Copy report"), QStringLiteral("copy"), QStringLiteral("copyReport"), head);
    connect(copy, &QPushButton::clicked, this, [this, copy] { copyAndTell(m_document.reportText(), copy); });
    bar->addWidget(copy);
    m_again = makeBarButton(tr("Check again"), QStringLiteral("refresh"), QStringLiteral("checkAgain"), head);
    connect(m_again, &QPushButton::clicked, this, [this] {
        if (m_document.isRunning())
            m_document.cancel();
        else
            m_document.reload();
    });
    bar->addWidget(m_again);
    return head;
}

// What is examined, as far as it can be chosen.
QWidget *ChecksPage::makeFields()
{
    auto *fields = new QWidget(this);
    auto *row = new QHBoxLayout(fields);
    row->setContentsMargins(12, 0, 12, 8);
    row->setSpacing(8);
    const bool isThere = m_document.what().isThere();
    const bool isSchema = m_document.what().way == mapping::Examination::Way::Schema;
    if (!isThere) {
        m_project = new QComboBox(fields);
        m_project->setObjectName(QStringLiteral("checkedProject"));
        m_project->setAccessibleName(tr("Project"));
        m_project->setSizeAdjustPolicy(QComboBox::AdjustToContents);
        connect(m_project, &QComboBox::textActivated, &m_document, &ChecksDocument::setProject);
        row->addWidget(makeBuddyLabel(tr("Project"), m_project, fields));
        row->addWidget(m_project);
    }
    if (isSchema) {
        m_server = new QComboBox(fields);
        m_server->setObjectName(QStringLiteral("checkedServer"));
        m_server->setAccessibleName(tr("Foreign server"));
        m_server->setSizeAdjustPolicy(QComboBox::AdjustToContents);
        connect(m_server, &QComboBox::activated, this,
                [this](int index) { m_document.setForeignServer(m_server->itemData(index).toString()); });
        row->addWidget(makeBuddyLabel(tr("Foreign server"), m_server, fields));
        row->addWidget(m_server);
    } else if (!isThere) {
        m_role = new QLineEdit(fields);
        m_role->setObjectName(QStringLiteral("checkedRole"));
        m_role->setAccessibleName(tr("Role ARN"));
        m_role->setPlaceholderText(tr("none: dual signature"));
        connect(m_role, &QLineEdit::textEdited, &m_document, &ChecksDocument::setRoleArn);
        row->addWidget(makeBuddyLabel(tr("Role ARN"), m_role, fields));
        row->addWidget(m_role, 2);
    }
    m_user = new QLineEdit(fields);
    m_user->setObjectName(QStringLiteral("checkedUser"));
    m_user->setAccessibleName(tr("Hologres user"));
    m_user->setPlaceholderText(tr("found by the name of the role"));
    connect(m_user, &QLineEdit::textEdited, &m_document, &ChecksDocument::setUser);
    row->addWidget(makeBuddyLabel(tr("Hologres user"), m_user, fields));
    row->addWidget(m_user, 1);
    row->addStretch(1);
    return fields;
}

QWidget *ChecksPage::makeChecks()
{
    auto *part = new QWidget(this);
    auto *head = new QHBoxLayout;
    head->setContentsMargins(12, 4, 8, 4);
    m_summary = new ToneLabel(ToneLabel::Tone::Muted, part);
    m_summary->setObjectName(QStringLiteral("checksSummary"));
    m_openOnly = new QToolButton(part);
    m_openOnly->setObjectName(QStringLiteral("openOnly"));
    m_openOnly->setText(tr("Open only"));
    m_openOnly->setAccessibleName(tr("Open only"));
    m_openOnly->setToolTip(tr("Leaves out the checks that passed"));
    m_openOnly->setCheckable(true);
    m_openOnly->setFocusPolicy(Qt::TabFocus);
    connect(m_openOnly, &QToolButton::toggled, m_document.checks(), &FindingsModel::setOpenOnly);
    head->addWidget(m_summary, 1);
    head->addWidget(m_openOnly);

    m_checks = new QTableView(part);
    setUpTable(m_checks);
    m_checks->setObjectName(QStringLiteral("checks"));
    m_checks->setAccessibleName(tr("Checks"));
    m_checks->setModel(m_document.checks());
    m_checks->setItemDelegate(new ChecksDelegate(m_checks));
    m_checks->setSelectionMode(QAbstractItemView::SingleSelection);
    m_checks->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_checks->setShowGrid(false);
    m_checks->horizontalHeader()->hide();
    m_checks->horizontalHeader()->setStretchLastSection(false);
    m_checks->horizontalHeader()->setSectionResizeMode(FindingsModel::Title, QHeaderView::Fixed);
    m_checks->horizontalHeader()->setSectionResizeMode(FindingsModel::Fact, QHeaderView::Fixed);
    m_checks->horizontalHeader()->setSectionResizeMode(FindingsModel::Time, QHeaderView::Fixed);
    m_checks->horizontalHeader()->resizeSection(FindingsModel::Time, timeWidth);
    m_checks->installEventFilter(this);
    m_checks->viewport()->installEventFilter(this);
    connect(m_document.checks(), &QAbstractItemModel::modelReset, this, &ChecksPage::shareWidth);
    connect(m_document.checks(), &QAbstractItemModel::dataChanged, this, &ChecksPage::shareWidth);
    connect(m_checks, &QTableView::doubleClicked, this, &ChecksPage::goToCard);
    auto *column = new QVBoxLayout(part);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addLayout(head);
    column->addWidget(m_checks, 1);
    part->setMinimumWidth(320);
    return part;
}

QWidget *ChecksPage::makeToDo()
{
    auto *part = new QWidget(this);
    auto *head = new SectionTitle(tr("To do"), part);
    m_toDoSummary = head->remarkLabel();
    m_toDoSummary->setObjectName(QStringLiteral("toDoSummary"));
    m_toDo = new QScrollArea(part);
    m_toDo->setObjectName(QStringLiteral("toDo"));
    m_toDo->setAccessibleName(tr("To do"));
    m_toDo->setWidgetResizable(true);
    m_toDo->setFrameShape(QFrame::NoFrame);
    auto *content = new QWidget;
    m_cards = new QVBoxLayout(content);
    m_cards->setContentsMargins(12, 8, 12, 8);
    m_cards->setSpacing(10);
    m_toDo->setWidget(content);
    auto *column = new QVBoxLayout(part);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    auto *row = new QHBoxLayout;
    row->setContentsMargins(12, 6, 12, 4);
    row->addWidget(head);
    column->addLayout(row);
    column->addWidget(m_toDo, 1);
    part->setMinimumWidth(360);
    return part;
}

QWidget *ChecksPage::makeFoot()
{
    auto *foot = new QWidget(this);
    auto *row = new QHBoxLayout(foot);
    row->setContentsMargins(12, 8, 12, 8);
    m_verdict = new ElidedLabel(foot);
    m_verdict->setObjectName(QStringLiteral("verdict"));
    row->addWidget(m_verdict, 1);
    if (!m_document.what().isThere()) {
        m_map = new QPushButton(tr("Map %1…").arg(m_document.what().source.name()), foot);
        m_map->setObjectName(QStringLiteral("mapFromChecks"));
        m_map->setAutoDefault(false);
        connect(m_map, &QPushButton::clicked, this, [this] {
            if (const auto command = m_document.mapCommand())
                Q_EMIT commandRequested(*command);
        });
        row->addWidget(m_map);
    }
    return foot;
}

void ChecksPage::showHead()
{
    const auto counts = mapping::countsOf(m_document.findings());
    m_title->setText(m_document.title());
    const auto show = [](ChipLabel *chip, qsizetype count, const QString &text, const QString &icon, Meaning meaning,
                         bool isOutlined) {
        chip->setChip({text, icon, meaning, isOutlined});
        chip->setVisible(count > 0);
    };
    show(m_failed, counts.failed, tr("%1 failed").arg(counts.failed), QStringLiteral("err"), Meaning::Error, false);
    show(m_warnings, counts.warnings, counts.warnings == 1 ? tr("1 warning") : tr("%1 warnings").arg(counts.warnings),
         QStringLiteral("warn"), Meaning::Warning, false);
    show(m_unknown, counts.unknown, tr("%1 cannot be known").arg(counts.unknown), QStringLiteral("ask"),
         Meaning::Neutral, true);
    m_passed->setText(counts.passed > 0 ? tr("%1 passed").arg(counts.passed) : QString());
    const bool isRunning = m_document.isRunning();
    m_again->setText(isRunning ? tr("Cancel") : tr("Check again"));
    m_again->setIcon(icon(isRunning ? QStringLiteral("stop") : QStringLiteral("refresh"), IconRole::Text));
    m_summary->setText(m_document.summary());
}

void ChecksPage::showFields()
{
    if (m_project) {
        const QSignalBlocker blocker(m_project);
        m_project->clear();
        for (const QString &name : m_document.projects())
            m_project->addItem(name);
        m_project->setCurrentText(m_document.project());
    }
    if (m_server) {
        const QSignalBlocker blocker(m_server);
        const QString chosen = m_document.what().foreignServer;
        QStringList names = m_document.foreignServers();
        if (!chosen.isEmpty() && !names.contains(chosen))
            names.append(chosen);
        m_server->clear();
        m_server->addItem(tr("The one that fits"), QString());
        for (const QString &name : std::as_const(names))
            m_server->addItem(name, name);
        m_server->setCurrentIndex(std::max(0, m_server->findData(chosen)));
    }
    if (m_role)
        showText(m_role, m_document.what().roleArn);
    showText(m_user, m_document.what().user);
}

void ChecksPage::showFindings()
{
    showHead();
    showFields();
    showCards();
    showFoot();
}

void ChecksPage::showCards()
{
    const auto open = m_document.openFindings();
    QString shown;
    for (const Finding &finding : open)
        shown += finding.id + u'\n' + plan::words(finding.trouble) + u'\n' + plan::words(finding.explanation) + u'\n'
            + finding.statement + u'\n' + finding.detail + u'\n';
    if (shown == m_shownCards && m_cards->count() > 0)
        return; // whoever reads or types in one is not disturbed
    m_shownCards = shown;
    while (QLayoutItem *item = m_cards->takeAt(0)) {
        if (QWidget *card = item->widget()) {
            card->hide();
            card->deleteLater();
        }
        delete item;
    }
    for (const Finding &finding : open) {
        auto *card = new CheckCard(finding, m_document.groupText(finding.group), m_document.lookedAt(finding.id),
                                   m_toDo->widget());
        if (finding.fix)
            connect(card, &CheckCard::planRequested, this,
                    [this, task = *finding.fix] { Q_EMIT commandRequested(models::planOf(task)); });
        connect(card, &CheckCard::checkAgainRequested, &m_document, &ChecksDocument::reload);
        connect(card, &CheckCard::looked, &m_document,
                [this, id = finding.id](bool isSo) { m_document.setLooked(id, isSo); });
        m_cards->addWidget(card);
    }
    if (open.isEmpty()) {
        auto *nothing = new ToneLabel(ToneLabel::Tone::Muted, m_toDo->widget());
        nothing->setText(m_document.isRunning() ? tr("Nothing so far") : tr("Nothing to do"));
        nothing->setAlignment(Qt::AlignCenter);
        m_cards->addWidget(nothing);
    }
    m_cards->addStretch(1);
    const auto counts = mapping::countsOf(open);
    m_toDoSummary->setText(counts.failed + counts.unknown + counts.warnings > 0 ? mapping::countsText(counts)
                                                                                : QString());
}

void ChecksPage::showFoot()
{
    const auto open = m_document.openFindings();
    const bool isFailed = !open.isEmpty() && open.first().outcome == Finding::Outcome::Failed;
    m_verdict->setText(m_document.isRunning() ? tr("Checking")
                           : isFailed ? tr("The mapping would not work: %1").arg(plan::words(open.first().trouble))
                           : m_document.findings().isEmpty() ? QString()
                                                             : tr("Nothing was found that holds the mapping up."));
    if (m_map)
        m_map->setEnabled(m_document.mapCommand().has_value());
}

void ChecksPage::goToCard()
{
    const QString id = m_checks->currentIndex().data(FindingsModel::IdRole).toString();
    for (auto *card : m_toDo->widget()->findChildren<CheckCard *>()) {
        if (card->id() != id || card->isHidden())
            continue;
        m_toDo->ensureWidgetVisible(card);
        card->focusFirst();
        return;
    }
}

// Enter jumps from a check to what there is to do about it.
bool ChecksPage::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_checks && event->type() == QEvent::KeyPress) {
        const int key = static_cast<QKeyEvent *>(event)->key();
        if (key == Qt::Key_Return || key == Qt::Key_Enter) {
            goToCard();
            return true;
        }
    }
    if (watched == m_checks->viewport() && event->type() == QEvent::Resize)
        shareWidth();
    return QWidget::eventFilter(watched, event);
}

// What was seen is worth as much as what was asked: a narrow pane cuts both, and neither altogether.
void ChecksPage::shareWidth()
{
    const int room = m_checks->viewport()->width() - timeWidth;
    m_checks->resizeColumnToContents(FindingsModel::Title);
    m_checks->resizeColumnToContents(FindingsModel::Fact);
    const int left = room - m_checks->columnWidth(FindingsModel::Fact);
    const int title = std::min(m_checks->columnWidth(FindingsModel::Title), std::max(left, room * 3 / 5));
    m_checks->setColumnWidth(FindingsModel::Title, title);
    m_checks->setColumnWidth(FindingsModel::Fact, room - title);
}

} // namespace isthmus::views
