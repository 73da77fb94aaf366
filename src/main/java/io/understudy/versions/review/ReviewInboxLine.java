package io.understudy.versions.review;

import io.understudy.versions.VersionCard;
import java.util.List;

public record ReviewInboxLine(VersionCard card, Need need, String askedBy, List<String> asked) {
    public ReviewInboxLine {
        asked = List.copyOf(asked);
    }

    public boolean askedByName() {
        return !askedBy.isEmpty();
    }

    public enum Need {
        FOR_MY_SIGNATURE("Waiting for your sign-off"),
        FOR_MY_APPROVAL("Waiting for your approval"),
        FOR_MY_RENEWAL("Changed since you signed"),
        FOR_MY_ANSWER("Sent back to you"),
        FOR_MY_SUBMISSION("Your drafts, review not requested"),
        FOR_OTHERS("Waiting for someone else"),
        NOT_ASKED("Drafts of others");

        private final String heading;

        Need(String heading) {
            this.heading = heading;
        }

        public String heading() {
            return heading;
        }

        /** Whether someone else waits for this person: what the side bar counts. */
        public boolean isMine() {
            return this == FOR_MY_SIGNATURE
                    || this == FOR_MY_APPROVAL
                    || this == FOR_MY_RENEWAL
                    || this == FOR_MY_ANSWER;
        }
    }
}
