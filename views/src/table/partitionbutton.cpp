// SPDX-License-Identifier: GPL-3.0-or-later
#include "table/partitionbutton.h"

#include "parts/buttons.h"
#include "parts/tonelabel.h"

#include <isthmus/core/format.h>
#include <isthmus/views/style/icons.h>
#include <isthmus/views/style/theme.h>

#include <QFrame>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLineEdit>
#include <QListView>
#include <QVBoxLayout>

namespace isthmus::views {

namespace {

constexpr QSize popupSize(280, 320);

} // namespace

PartitionButton::PartitionButton(QWidget *parent)
    : QPushButton(parent), m_popup(new QFrame(this, Qt::Popup)), m_search(new QLineEdit(m_popup)),
      m_list(new QListView(m_popup)), m_remark(new ToneLabel(ToneLabel::Tone::Muted, m_popup))
{
    setProperty("compact", true);
    setProperty("bar", true);
    setFont(resized(font(), -1));
    setIcon(views::icon(QStringLiteral("partition"), IconRole::Text));
    setAutoDefault(false);
    setFocusPolicy(Qt::TabFocus);
    m_popup->setObjectName(QStringLiteral("partitionList"));
    m_popup->setFrameShape(QFrame::StyledPanel);
    m_search->setObjectName(QStringLiteral("partitionSearch"));
    m_search->setPlaceholderText(tr("Filter partitions"));
    m_search->setAccessibleName(m_search->placeholderText());
    m_found.setSourceModel(&m_partitions);
    m_found.setFilterCaseSensitivity(Qt::CaseInsensitive);
    m_remark->setObjectName(QStringLiteral("partitionRemark"));
    m_remark->setWordWrap(true);
    m_list->setObjectName(QStringLiteral("partitionNames"));
    m_list->setAccessibleName(tr("Partitions"));
    m_list->setModel(&m_found);
    m_list->setUniformItemSizes(true);
    m_list->setEditTriggers(QAbstractItemView::NoEditTriggers);
    auto *latest = makeLinkButton(tr("Latest"), QStringLiteral("latestPartition"), m_popup);
    auto *all = makeLinkButton(tr("All partitions"), QStringLiteral("allPartitions"), m_popup);
    auto *links = new QHBoxLayout;
    links->addWidget(latest);
    links->addWidget(all);
    links->addStretch(1);
    auto *column = new QVBoxLayout(m_popup);
    column->setContentsMargins(8, 8, 8, 8);
    column->setSpacing(6);
    column->addWidget(m_search);
    column->addLayout(links);
    column->addWidget(m_list, 1);
    column->addWidget(m_remark);
    m_popup->setFocusProxy(m_search);

    connect(this, &QPushButton::clicked, this, &PartitionButton::openList);
    connect(m_search, &QLineEdit::textChanged, &m_found, &QSortFilterProxyModel::setFilterFixedString);
    connect(m_search, &QLineEdit::returnPressed, this,
            [this] { choose(m_list->currentIndex().isValid() ? m_list->currentIndex() : m_found.index(0, 0)); });
    connect(m_list, &QAbstractItemView::activated, this, &PartitionButton::choose);
    connect(m_list, &QAbstractItemView::clicked, this, &PartitionButton::choose);
    connect(latest, &QPushButton::clicked, this, [this] {
        m_popup->hide();
        Q_EMIT partitionChosen({});
    });
    connect(all, &QPushButton::clicked, this, [this] {
        m_popup->hide();
        Q_EMIT allChosen();
    });
    m_search->installEventFilter(this);
    m_popup->installEventFilter(this);
}

void PartitionButton::showPartition(const QString &shown, bool isLatest)
{
    if (shown.isEmpty())
        setText(isLatest ? tr("Latest partition") : tr("All partitions"));
    else
        setText(isLatest ? tr("%1 (latest)").arg(QString(shown).replace(u'&', QStringLiteral("&&")))
                         : QString(shown).replace(u'&', QStringLiteral("&&")));
    setAccessibleName(tr("Partition: %1").arg(shown.isEmpty() ? text() : shown));
    setToolTip(tr("Choose the partition whose rows are shown"));
}

void PartitionButton::setPartitions(const QStringList &partitions)
{
    m_partitions.setStringList(partitions);
    m_remark->setText(partitions.size() == 1 ? tr("1 partition")
                                             : tr("%1 partitions").arg(core::formatCount(partitions.size())));
}

void PartitionButton::showProblem(const QString &text)
{
    m_remark->setText(text);
}

void PartitionButton::showWaiting(int seconds)
{
    m_remark->setText(tr("Reading partitions: no answer for %1 s. Esc cancels.").arg(seconds));
}

void PartitionButton::closeList()
{
    m_popup->hide();
}

void PartitionButton::openList()
{
    m_partitions.setStringList({});
    m_remark->setText(tr("Reading partitions"));
    m_search->clear();
    m_popup->resize(popupSize);
    m_popup->move(mapToGlobal(QPoint(0, height())));
    m_popup->show();
    m_search->setFocus();
    Q_EMIT listRequested();
}

void PartitionButton::choose(const QModelIndex &index)
{
    if (!index.isValid())
        return;
    m_popup->hide();
    Q_EMIT partitionChosen(index.data().toString());
}

// Up and Down move in the list while one types; however the list is closed, nobody waits for it then.
bool PartitionButton::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_popup && event->type() == QEvent::Hide)
        Q_EMIT listClosed();
    if (watched == m_search && event->type() == QEvent::KeyPress) {
        const auto *key = static_cast<QKeyEvent *>(event);
        const int step = key->key() == Qt::Key_Down ? 1 : key->key() == Qt::Key_Up ? -1 : 0;
        if (step != 0) {
            const int row = m_list->currentIndex().isValid() ? m_list->currentIndex().row() + step : 0;
            if (const QModelIndex next = m_found.index(row, 0); next.isValid())
                m_list->setCurrentIndex(next);
            return true;
        }
    }
    return QPushButton::eventFilter(watched, event);
}

} // namespace isthmus::views
