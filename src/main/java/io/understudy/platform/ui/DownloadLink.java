package io.understudy.platform.ui;

import com.vaadin.flow.component.html.Anchor;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.function.Supplier;

/** A link that writes a text while it is downloaded. */
public class DownloadLink extends Anchor {
    @FunctionalInterface
    public interface Text {
        /** Called outside of the session's lock. */
        void write(Writer out) throws IOException;
    }

    /**
     * @param label what the link says
     * @param what the file holds, as a person says it
     * @param type such as {@code text/csv}
     */
    public DownloadLink(String label, String what, String type, Supplier<String> fileName, Text text) {
        super(
                event -> {
                    event.setFileName(fileName.get());
                    event.setContentType(type + ";charset=utf-8");
                    Writer out = new OutputStreamWriter(event.getOutputStream(), StandardCharsets.UTF_8);
                    text.write(out);
                    out.flush();
                },
                label);
        getElement().setAttribute("download", true);
        setTitle(what);
    }
}
