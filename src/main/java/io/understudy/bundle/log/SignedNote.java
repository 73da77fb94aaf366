package io.understudy.bundle.log;

import io.understudy.bundle.MalformedBundleException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A text with signatures below it.
 *
 * @param text ends with a line feed
 */
public record SignedNote(String text, List<SignatureLine> signatures) {
    private static final String DASH = "\u2014 ";
    private static final int MOST_SIGNATURES = 100;
    private static final int ID_LENGTH = 4;

    /** @param value Base64 of the key's id and the signature */
    public record SignatureLine(String name, String value) {}

    public SignedNote {
        if (!text.endsWith("\n") || text.chars().anyMatch(letter -> letter < ' ' && letter != '\n')) {
            throw new MalformedBundleException(
                    "The text of a note ends with a line feed and has no other control characters.");
        }
        signatures = List.copyOf(signatures);
    }

    public static SignedNote sign(String text, NoteSigner signer) {
        return new SignedNote(text, List.of(signer.sign(text, Instant.EPOCH)));
    }

    public static SignedNote of(String note) {
        int empty = note.lastIndexOf("\n\n");
        if (empty < 0 || !note.endsWith("\n") || empty + 2 == note.length()) {
            throw new MalformedBundleException("The note has no signatures.");
        }
        List<SignatureLine> signatures = Arrays.stream(
                        note.substring(empty + 2, note.length() - 1).split("\n", -1))
                .map(SignedNote::line)
                .toList();
        if (signatures.size() > MOST_SIGNATURES) {
            throw new MalformedBundleException("The note has more than %d signatures.".formatted(MOST_SIGNATURES));
        }
        return new SignedNote(note.substring(0, empty + 1), signatures);
    }

    /** Notes one after the other, as a file or, indented, a log keeps them; between two is an empty line. */
    public static List<String> split(String text) {
        List<String> notes = new ArrayList<>();
        StringBuilder note = new StringBuilder();
        boolean signed = false;
        for (String line : text.replaceAll("(?m)^ +|\r", "").split("\n", -1)) {
            boolean signature = line.startsWith(DASH);
            if (signed && !signature) {
                notes.add(note.toString());
                note.setLength(0);
                signed = false;
            }
            if (!note.isEmpty() || !line.isBlank()) {
                note.append(line).append('\n');
            }
            signed |= signature;
        }
        if (!note.isEmpty()) {
            notes.add(note.toString());
        }
        return notes;
    }

    private static SignatureLine line(String line) {
        String[] parts = line.split(" ", -1);
        if (!line.startsWith(DASH) || parts.length != 3 || parts[1].isEmpty()) {
            throw new MalformedBundleException("“%s” is not a signature of a note.".formatted(line));
        }
        if (Notes.decoded(parts[2]).length <= ID_LENGTH) {
            throw new MalformedBundleException("A signature of the note is too short.");
        }
        return new SignatureLine(parts[1], parts[2]);
    }

    /** Whether a signature of the key is there and every one that claims to be the key's verifies. */
    public boolean isSignedBy(NoteKey key) {
        List<byte[]> claimed = signatures.stream()
                .filter(line -> line.name().equals(key.name()))
                .map(line -> Notes.decoded(line.value()))
                .filter(value -> Arrays.equals(value, 0, ID_LENGTH, key.id(), 0, ID_LENGTH))
                .toList();
        return !claimed.isEmpty()
                && claimed.stream()
                        .allMatch(value -> key.verifies(text, Arrays.copyOfRange(value, ID_LENGTH, value.length)));
    }

    @Override
    public String toString() {
        return text + "\n"
                + signatures.stream()
                        .map(line -> DASH + line.name() + " " + line.value() + "\n")
                        .collect(Collectors.joining());
    }
}
