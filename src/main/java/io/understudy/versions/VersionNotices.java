package io.understudy.versions;

import io.understudy.inbox.InboxService;
import io.understudy.inbox.Notice;
import io.understudy.inbox.NoticeKind;
import io.understudy.people.AccountId;
import java.util.List;
import java.util.UUID;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Tells people what waits for them, what became of what they made, and which file they took they must not use. */
@Component
class VersionNotices {
    private final InboxService inbox;
    private final Participants participants;

    VersionNotices(InboxService inbox, Participants participants) {
        this.inbox = inbox;
        this.participants = participants;
    }

    @EventListener
    void asked(ReviewAsked asked) {
        inbox.tell(
                asked.person(),
                new Notice(
                        NoticeKind.REQUEST,
                        title(
                                asked.name(),
                                asked.verb() == VersionVerb.SIGN_OFF
                                        ? "waits for your sign-off"
                                        : "waits for your approval"),
                        asked.by().name() + " asks you.",
                        VersionRoutes.of(asked.version())));
    }

    @EventListener
    void decided(VersionDecided decided) {
        switch (decided.verb()) {
            case SEND_BACK -> tellMakers(decided, NoticeKind.REQUEST, "was sent back to you");
            case APPROVE -> tellMakers(decided, NoticeKind.DONE, "is in production");
            case REVOKE -> tellMakers(decided, NoticeKind.NEWS, "was revoked");
            case SUBMIT, SIGN_OFF, RENEW, SUPERSEDE -> {
                // Found in Reviews by whoever has to do something.
            }
        }
    }

    private void tellMakers(VersionDecided decided, NoticeKind kind, String what) {
        String reason = decided.reason();
        participants.of(List.of(decided.version().value())).stream()
                .filter(Participant::isMaker)
                .map(Participant::account)
                .filter(maker -> !maker.equals(decided.by().id()))
                .forEach(maker -> inbox.tell(
                        new AccountId(maker),
                        new Notice(
                                kind,
                                title(decided.name(), what),
                                "By " + decided.by().name() + (reason == null ? "." : ": " + reason),
                                VersionRoutes.of(decided.version()))));
    }

    @EventListener
    void recalled(FileRecalled recalled) {
        for (UUID holder : recalled.holders()) {
            inbox.tell(
                    new AccountId(holder),
                    new Notice(
                            NoticeKind.PROBLEM,
                            title(recalled.name(), "is recalled: do not use it any more"),
                            recalled.reason() + " Say in Reviews that it is out of use.",
                            VersionRoutes.REVIEWS));
        }
    }

    static String title(String name, String what) {
        int room = 119 - what.length();
        return (name.length() <= room ? name : name.substring(0, room - 1) + "…") + " " + what;
    }
}
