// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QList>

#include <optional>

namespace isthmus::hostile::pg {

// Messages of a PostgreSQL server. Source: PostgreSQL 15 manual, 55.7.

[[nodiscard]] QByteArray int16(int value);
[[nodiscard]] QByteArray int32(qint64 value);
/// With its length; \a announced: another length than the true one.
[[nodiscard]] QByteArray message(char type, const QByteArray &body, std::optional<qint64> announced = {});

[[nodiscard]] QByteArray authentication(int request, const QByteArray &rest = {});
[[nodiscard]] QByteArray parameter(const QByteArray &name, const QByteArray &value);
[[nodiscard]] QByteArray ready(char state = 'I');
/// What a server says when it has accepted the user.
[[nodiscard]] QByteArray welcome();
[[nodiscard]] QByteArray description(int columns, int type = 25, int format = 0);
using Values = QList<std::optional<QByteArray>>;
[[nodiscard]] QByteArray row(const Values &values);
[[nodiscard]] QByteArray complete(const QByteArray &tag);
[[nodiscard]] QByteArray notice(const QByteArray &text);
[[nodiscard]] QByteArray error(const QByteArray &state, const QByteArray &text, const QByteArray &severity = "ERROR");
[[nodiscard]] QByteArray notification();

} // namespace isthmus::hostile::pg
