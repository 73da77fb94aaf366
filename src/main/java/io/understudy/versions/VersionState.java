package io.understudy.versions;

/** Where a version stands on its way to production. Which verb leads where is the table in {@link ReviewAction}. */
public enum VersionState {
    DRAFT("draft", "Review has not been requested."),
    IN_REVIEW("in review", "A reviewer ticks the checklist and signs off or sends back."),
    CHANGES_REQUESTED("changes requested", "Sent back with a reason; a maker answers it and asks again."),
    SIGNED_OFF("signed off", "A reviewer vouches for its quality; an admin releases it."),
    APPROVED("approved", "The character's production LoRA."),
    SUPERSEDED("superseded", "Was in production until another version took its place."),
    REVOKED("revoked", "Withdrawn with a reason; it can no longer be downloaded.");

    private final String word;
    private final String meaning;

    VersionState(String word, String meaning) {
        this.word = word;
        this.meaning = meaning;
    }

    public String word() {
        return word;
    }

    public String label() {
        return Character.toUpperCase(word.charAt(0)) + word.substring(1);
    }

    public String meaning() {
        return meaning;
    }

    /** Whether checklist items may be ticked and unticked, and the strength stated: never once it is signed off. */
    public boolean checklistIsOpen() {
        return this == DRAFT || this == IN_REVIEW || this == CHANGES_REQUESTED;
    }

    /** Whether it is or was in production, or was revoked, perhaps before it was. */
    public boolean wasReleased() {
        return this == APPROVED || this == SUPERSEDED || this == REVOKED;
    }

    public boolean isDownloadable() {
        return this != REVOKED;
    }
}
