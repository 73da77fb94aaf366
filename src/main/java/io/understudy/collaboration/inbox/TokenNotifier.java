package io.understudy.collaboration.inbox;

import io.understudy.identity.Role;
import io.understudy.identity.access.AccessTokenId;
import io.understudy.identity.access.TokenEnded;
import io.understudy.identity.access.TokenEndsSoon;
import io.understudy.platform.core.RunAs;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

@Component
class TokenNotifier {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("d MMM yyyy, HH:mm 'UTC'", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);

    private final InboxService inbox;

    TokenNotifier(InboxService inbox) {
        this.inbox = inbox;
    }

    @EventListener
    void remind(TokenEndsSoon token) {
        Notice notice = new Notice(
                NoticeKind.REQUEST,
                "Token “%s” ends in %s".formatted(token.name(), days(token.in())),
                "%s is valid until %s. Rotate it, or the machine that uses it is refused from then on."
                        .formatted(
                                token.ofService() ? "This token of " + token.ownerName() : "It",
                                TIME.format(token.at())),
                path(token.token()));
        if (token.ofService()) {
            inbox.sendToAll(Role.ADMIN, notice);
        } else {
            inbox.send(token.owner(), notice);
        }
    }

    /** As the product: a link for a new password ends tokens, too, and its user is not signed in. */
    @EventListener
    void settle(TokenEnded ended) {
        RunAs.run(() -> inbox.settle(path(ended.token())));
    }

    private static String path(AccessTokenId token) {
        return "tokens?token=" + token.value();
    }

    /** Rounded up. */
    private static String days(Duration left) {
        long days = left.plusDays(1).minusNanos(1).toDays();
        return days == 1 ? "1 day" : days + " days";
    }
}
