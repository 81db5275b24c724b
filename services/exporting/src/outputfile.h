// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>

#include <string>
#include <string_view>

namespace isthmus::exporting {

/// A file that is written from begin to end, and knows why it could not be: QFile forgets that where a disk took a part
/// of what it was given. Every call answers 0 or errno, and after an error the same again. Thread: one at a time.
class OutputFile {
public:
    explicit OutputFile(const QString &path);
    ~OutputFile();
    OutputFile(const OutputFile &) = delete;
    OutputFile &operator=(const OutputFile &) = delete;

    [[nodiscard]] int open(); ///< a file that is there is emptied
    [[nodiscard]] int write(std::string_view text);
    [[nodiscard]] int finish(); ///< writes what is left, has the disk keep it, and closes

private:
    void writeAll(std::string_view text);

    QByteArray m_path; // as the system wants names
    std::string m_buffer;
    int m_fd = -1;
    int m_errnum = 0;
};

} // namespace isthmus::exporting
