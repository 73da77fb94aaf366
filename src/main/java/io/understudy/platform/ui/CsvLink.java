package io.understudy.platform.ui;

import com.vaadin.flow.component.html.Anchor;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.function.Supplier;

/** A link that writes a table as CSV while it is downloaded. */
public class CsvLink extends Anchor {
    @FunctionalInterface
    public interface Table {
        /** Called outside of the session's lock. */
        void write(Writer out) throws IOException;
    }

    /** @param what the file holds, as a person says it */
    public CsvLink(String what, Supplier<String> fileName, Table table) {
        super(
                event -> {
                    event.setFileName(fileName.get());
                    event.setContentType("text/csv;charset=utf-8");
                    Writer out = new OutputStreamWriter(event.getOutputStream(), StandardCharsets.UTF_8);
                    table.write(out);
                    out.flush();
                },
                "Export CSV");
        getElement().setAttribute("download", true);
        setTitle(what);
    }
}
