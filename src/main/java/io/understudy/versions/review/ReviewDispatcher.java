package io.understudy.versions.review;

import io.understudy.identity.MembersOnly;
import io.understudy.identity.accounts.Reauthentication;
import io.understudy.versions.ReviewAction;
import io.understudy.versions.VersionId;
import org.springframework.stereotype.Service;

/** Takes the step that a person chose. Each of {@link ReviewService} asks for its own role, so that is called from outside. */
@Service
@MembersOnly
public class ReviewDispatcher {
    private final ReviewService reviews;
    private final Reauthentication passwords;

    ReviewDispatcher(ReviewService reviews, Reauthentication passwords) {
        this.reviews = reviews;
        this.passwords = passwords;
    }

    /**
     * @param reason empty where none is asked for
     * @param password empty where none is asked for
     */
    public void take(ReviewAction action, VersionId id, ReviewedRevision seen, String reason, String password) {
        switch (action) {
            case SUBMIT -> reviews.submit(id, seen);
            case SIGN_OFF -> reviews.signOff(id, seen);
            case WITHDRAW -> reviews.withdraw(id, seen);
            case SEND_BACK -> reviews.sendBack(id, seen, reason);
            case RENEW -> {
                if (password.isEmpty()) {
                    reviews.renew(id, seen);
                } else {
                    reviews.renew(id, seen, passwords.prove(password));
                }
            }
            case APPROVE -> reviews.approve(id, seen, passwords.prove(password));
            case REVOKE -> reviews.revoke(id, seen, reason, passwords.prove(password));
            case SUPERSEDE -> throw new IllegalArgumentException("Superseding follows from an approval");
        }
    }
}
