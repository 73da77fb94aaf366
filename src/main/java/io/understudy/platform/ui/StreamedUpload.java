package io.understudy.platform.ui;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.UIDetachedException;
import com.vaadin.flow.server.Command;
import com.vaadin.flow.server.streams.UploadEvent;
import com.vaadin.flow.server.streams.UploadHandler;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Streams files from the browser to where they are kept, outside of the session's lock and without holding them in memory. */
public class StreamedUpload<T> implements UploadHandler {
    private static final Logger LOG = LoggerFactory.getLogger(StreamedUpload.class);

    private final long largest;
    private final transient Receiver<T> receiver;
    private final transient Consumer<T> taken;
    private final transient Consumer<String> refused;
    private boolean namesFiles;

    @FunctionalInterface
    public interface Receiver<T> {
        T receive(UploadEvent file, InputStream in) throws IOException;
    }

    /**
     * @param largest number of bytes of one file
     * @param taken gets, under the session's lock, what became of a file
     * @param refused likewise, why it was not taken
     */
    public StreamedUpload(long largest, Receiver<T> receiver, Consumer<T> taken, Consumer<String> refused) {
        this.largest = largest;
        this.receiver = receiver;
        this.taken = taken;
        this.refused = refused;
    }

    /** Refusals begin with the name of the file: several are sent at once. */
    public StreamedUpload<T> namingFiles() {
        namesFiles = true;
        return this;
    }

    @Override
    public void handleUploadRequest(UploadEvent event) throws IOException {
        UI page = event.getUI();
        try (InputStream in = event.getInputStream()) {
            T result = receiver.receive(event, in);
            tell(page, () -> taken.accept(result));
        } catch (RuntimeException problem) {
            String words = (namesFiles ? event.getFileName() + ": " : "") + ErrorMessages.message(problem);
            tell(page, () -> refused.accept(words));
            event.reject(words);
        }
    }

    /** Does something on a page that may have been closed. */
    public static void tell(UI page, Command words) {
        try {
            page.access(words);
        } catch (UIDetachedException closed) {
            LOG.debug("No page shows this upload any longer", closed);
        }
    }

    @Override
    public long getFileSizeMax() {
        return largest;
    }
}
