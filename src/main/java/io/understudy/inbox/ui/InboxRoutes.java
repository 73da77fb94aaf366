package io.understudy.inbox.ui;

/** The address of the inbox. */
public final class InboxRoutes {
    public static final String INBOX = "inbox";

    private InboxRoutes() {}
}
