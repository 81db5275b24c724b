// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "parts/objecticons.h"

#include <QString>
#include <QStringList>

class QComboBox;
class QWidget;

namespace isthmus::models {
class FactsModel;
class KnownRoles;
} // namespace isthmus::models

namespace isthmus::views {

class SuggestingEdit;

/// Of which system a part of a dialog is.
enum class PartOf : quint8 { Neither, Hologres, MaxCompute };

/// A part of a PlanDialog: \a content under its title.
[[nodiscard]] QWidget *makePlanPart(const QString &title, PartOf system, QWidget *content, QWidget *parent);

/// A part that only tells, \a mostLines without scrolling; \a objectName is that of the lines.
[[nodiscard]] QWidget *makeFactsPart(const QString &title, PartOf system, models::FactsModel *facts,
                                     const QString &objectName, int mostLines, QWidget *parent);

/// What may be chosen in \a combo, each with \a mark, and \a current even where it is not among \a names. Silently.
void showNames(QComboBox *combo, const QStringList &names, const QString &current, const Mark &mark);

/// Offers \a roles in \a edit, now and whenever others are known.
void offerRoles(SuggestingEdit *edit, const models::KnownRoles &roles);

} // namespace isthmus::views
