package io.understudy.characters.ui;

import org.jspecify.annotations.Nullable;

/**
 * One stage on the way from a character's first photo to its LoRA in production.
 *
 * @param note what there is, what is missing or whom it waits for, such as {@code 28 pictures}
 * @param path where it is looked after, without a leading slash; empty while there is nothing to see
 * @param settles whether what came before it no longer matters once it is done
 * @param next what this person can do for it now; null when it is done or waits for someone else
 */
public record Stage(
        String name,
        Status status,
        String note,
        String path,
        boolean settles,
        @Nullable NextStep next) {
    public enum Status {
        DONE,
        OPEN,
        /** Not done, and the way does not wait for it. */
        OPTIONAL
    }

    public static Stage done(String name, String note, String path) {
        return new Stage(name, Status.DONE, note, path, false, null);
    }

    public static Stage open(String name, String note, String path, @Nullable NextStep next) {
        return new Stage(name, Status.OPEN, note, path, false, next);
    }

    public static Stage optional(String name, String note, String path) {
        return new Stage(name, Status.OPTIONAL, note, path, false, null);
    }

    /** The same, after which nobody asks for what came before: a LoRA is there, however few photos there were. */
    public Stage settling() {
        return new Stage(name, status, note, path, true, next);
    }

    public boolean isDone() {
        return status == Status.DONE;
    }

    public boolean isOpen() {
        return status == Status.OPEN;
    }

    /** The same, which the way does not wait for. */
    public Stage passed() {
        return isOpen() ? optional(name, note, path) : this;
    }
}
