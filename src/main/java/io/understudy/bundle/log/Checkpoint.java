package io.understudy.bundle.log;

import io.understudy.bundle.MalformedBundleException;

/**
 * What a log commits to: its first leaves and their order.
 *
 * @param origin the log's id, which is also the name of its key
 * @param size how many leaves it has
 */
public record Checkpoint(String origin, long size, TreeHash root) {
    public static Checkpoint of(String text) {
        String[] lines = text.split("\n", -1);
        // Lines behind the third are extensions, which mean nothing here; the last is empty.
        if (lines.length < 4 || lines[0].isEmpty()) {
            throw new MalformedBundleException("This is not a checkpoint.");
        }
        return new Checkpoint(lines[0], Notes.number(lines[1]), TreeHash.ofBase64(lines[2]));
    }

    /** @throws MalformedBundleException when it is not a checkpoint that the log signed */
    public static Checkpoint opened(String note, NoteKey log) {
        SignedNote signed = SignedNote.of(note);
        Checkpoint checkpoint = of(signed.text());
        if (!checkpoint.origin.equals(log.name())) {
            throw new MalformedBundleException(
                    "The checkpoint is of the log %s, not of %s.".formatted(checkpoint.origin, log.name()));
        }
        if (!signed.isSignedBy(log)) {
            throw new MalformedBundleException("The checkpoint is not signed with the key of the log.");
        }
        return checkpoint;
    }

    public String text() {
        return "%s\n%d\n%s\n".formatted(origin, size, root.base64());
    }

    public SignedNote signed(NoteSigner log) {
        if (!log.key().name().equals(origin)) {
            throw new IllegalArgumentException("A log signs its own checkpoints.");
        }
        return SignedNote.sign(text(), log);
    }

    /** Two such checkpoints convict the log: it showed two histories. */
    public boolean contradicts(Checkpoint other) {
        return origin.equals(other.origin) && size == other.size && !root.equals(other.root);
    }
}
