package io.understudy.versions.ui;

import com.vaadin.flow.server.streams.UploadEvent;
import com.vaadin.flow.server.streams.UploadHandler;
import java.io.IOException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Reads files without keeping them, but for the one that someone asked to import. */
class InspectUpload implements UploadHandler {
    private final transient UploadHandler read;
    private final transient UploadHandler keep;
    private final Set<String> wanted = ConcurrentHashMap.newKeySet();

    InspectUpload(UploadHandler read, UploadHandler keep) {
        this.read = read;
        this.keep = keep;
    }

    void keepNext(String fileName) {
        wanted.add(fileName);
    }

    @Override
    public void handleUploadRequest(UploadEvent event) throws IOException {
        boolean isWanted = wanted.remove(event.getFileName());
        (isWanted ? keep : read).handleUploadRequest(event);
    }
}
