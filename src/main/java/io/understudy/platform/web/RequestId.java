package io.understudy.platform.web;

import jakarta.servlet.ServletRequest;
import java.util.UUID;

/** Names a request in its answer and in the audit trail. */
public final class RequestId {
    private static final String NAME = RequestId.class.getName();

    private RequestId() {}

    /** The same for every part of a request; made here, so that no sender chooses it. */
    public static String of(ServletRequest request) {
        if (request.getAttribute(NAME) instanceof String known) {
            return known;
        }
        String id = UUID.randomUUID().toString();
        request.setAttribute(NAME, id);
        return id;
    }
}
