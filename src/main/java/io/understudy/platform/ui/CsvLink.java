package io.understudy.platform.ui;

import java.util.function.Supplier;

/** A link that writes a table as CSV while it is downloaded. */
public class CsvLink extends DownloadLink {
    /** @param what the file holds, as a person says it */
    public CsvLink(String what, Supplier<String> fileName, Text table) {
        super("Export CSV", what, "text/csv", fileName, table);
    }
}
