package io.understudy.providers.fal.messages;

/** Something that claims to be a message from fal, and is not taken for one. Nothing of its content is repeated. */
public final class FalMessageRejected extends Exception {
    public enum Reason {
        MALFORMED,
        /** Its time is more than five minutes away from ours. */
        STALE,
        FORGED,
        /** fal's keys cannot be fetched at the moment: it may be genuine, and is worth sending again. */
        UNDECIDED
    }

    private final Reason reason;

    FalMessageRejected(Reason reason, String words) {
        super(words);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }
}
