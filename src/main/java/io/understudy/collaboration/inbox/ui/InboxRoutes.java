package io.understudy.collaboration.inbox.ui;

public final class InboxRoutes {
    public static final String INBOX = "inbox";

    private InboxRoutes() {}
}
