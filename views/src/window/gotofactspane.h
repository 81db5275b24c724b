// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <isthmus/models/catalog/gotofacts.h>

#include <QWidget>

class QLabel;
class QPushButton;
class QTableView;

namespace isthmus::views {

class ElidedLabel;
class FactsView;
class IconLabel;
class SectionTitle;
class ToneLabel;

/// The facts of the current hit, beside the list of *Go to anything*. Takes no focus: that stays where one types.
class GoToFactsPane final : public QWidget {
    Q_OBJECT

public:
    /// \a facts outlives it.
    explicit GoToFactsPane(models::GoToFacts &facts, QWidget *parent = nullptr);

private:
    void showHit();
    void showColumns();

    models::GoToFacts &m_model;
    IconLabel *m_icon;
    ElidedLabel *m_title;
    ToneLabel *m_subtitle;
    FactsView *m_facts;
    ToneLabel *m_error;
    SectionTitle *m_columnsTitle;
    QTableView *m_columns;
    SectionTitle *m_placesTitle;
    ToneLabel *m_places;
    ToneLabel *m_source;
    QPushButton *m_read;
};

} // namespace isthmus::views
