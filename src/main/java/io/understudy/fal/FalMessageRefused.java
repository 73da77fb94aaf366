package io.understudy.fal;

/** Something that claims to be a message from fal, and is not taken for one. Nothing of its content is repeated. */
public final class FalMessageRefused extends Exception {
    /** Why, as far as the sender needs to know. */
    public enum Reason {
        /** A header is missing or malformed, or the content makes no sense. */
        MALFORMED,
        /** Its time is more than five minutes away from ours. */
        STALE,
        /** None of fal's keys made the signature. */
        FORGED,
        /** fal's keys cannot be fetched at the moment: it may be genuine, and is worth sending again. */
        UNDECIDED
    }

    private final Reason reason;

    FalMessageRefused(Reason reason, String words) {
        super(words);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }
}
