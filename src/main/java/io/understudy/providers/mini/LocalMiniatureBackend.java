package io.understudy.providers.mini;

import io.understudy.platform.jobs.ThreadedBackend;
import jakarta.annotation.PreDestroy;

/** What the miniature's training and its generation have in common as backends: they compute on this server. */
public abstract class LocalMiniatureBackend extends ThreadedBackend {
    /** Stored with every run and every job. */
    protected static final String ID = "miniature";

    public final String id() {
        return ID;
    }

    public final String displayName() {
        return "Miniature on this server";
    }

    @PreDestroy
    public void stop() {
        cancelAll();
    }
}
