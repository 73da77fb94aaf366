package io.understudy.collaboration.inbox.ui;

import io.understudy.collaboration.inbox.NoticeKind;
import java.util.Locale;

public final class InboxRoutes {
    public static final String INBOX = "inbox";

    static final String SUBJECTS = "subjects";
    static final String KIND = "kind";
    static final String BY_SUBJECT = INBOX + "?" + SUBJECTS;

    private InboxRoutes() {}

    static String unread(NoticeKind kind) {
        return BY_SUBJECT + "&" + KIND + "=" + word(kind);
    }

    static String word(NoticeKind kind) {
        return kind.name().toLowerCase(Locale.ROOT);
    }
}
