package io.understudy.bundle.log;

import io.understudy.bundle.Finding;
import io.understudy.bundle.MalformedBundleException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * That a leaf is in a log, as a {@code .tlog-proof} of C2SP.
 *
 * @param extra Base64 of the leaf's data, or null; what it says counts only once it hashes to the leaf
 * @param index of the leaf, from 0
 * @param hashes from the leaf's sibling up
 * @param checkpoint the signed note, verbatim
 */
public record InclusionProof(@Nullable String extra, long index, List<TreeHash> hashes, String checkpoint) {
    public static final String FILE = "audit.tlog-proof";
    private static final String PART = "audit trail";
    private static final String FIRST_LINE = "c2sp.org/tlog-proof@v1";
    private static final String EXTRA = "extra ";
    private static final String INDEX = "index";
    private static final Pattern HEXADECIMAL = Pattern.compile("([0-9a-f]{2})+");

    public InclusionProof {
        hashes = List.copyOf(hashes);
    }

    /** With the data of the leaf, so that nothing else is needed to verify it. */
    public static InclusionProof of(byte[] leafData, long index, List<TreeHash> hashes, SignedNote checkpoint) {
        return new InclusionProof(Base64.getEncoder().encodeToString(leafData), index, hashes, checkpoint.toString());
    }

    public static InclusionProof of(String text) {
        Notes.Parts parts = Notes.split(text);
        List<String> lines = new ArrayList<>(parts.lines());
        if (!FIRST_LINE.equals(lines.removeFirst())) {
            throw new MalformedBundleException("This is not a proof that something is in a log.");
        }
        String extra = null;
        if (!lines.isEmpty() && lines.getFirst().startsWith(EXTRA)) {
            extra = lines.removeFirst().substring(EXTRA.length());
        }
        if (lines.isEmpty()) {
            throw new MalformedBundleException("The proof has no index.");
        }
        long index = Notes.number(INDEX, lines.removeFirst());
        return new InclusionProof(extra, index, Notes.hashes(lines), parts.checkpoint());
    }

    public String text() {
        List<String> lines = new ArrayList<>(List.of(FIRST_LINE));
        if (extra != null) {
            lines.add(EXTRA + extra);
        }
        lines.add(INDEX + " " + index);
        return Notes.joined(lines, hashes, checkpoint);
    }

    /** @throws MalformedBundleException when the checkpoint is not the log's */
    public boolean holds(NoteKey log, TreeHash leaf) {
        Checkpoint signed = Checkpoint.opened(checkpoint, log);
        return MerkleProofs.includes(signed.root(), signed.size(), index, leaf, hashes);
    }

    /** @param data of a leaf in hexadecimal digits, or null when it is unknown */
    public boolean isAbout(@Nullable String data) {
        return data != null
                && HEXADECIMAL.matcher(data).matches()
                && Base64.getEncoder()
                        .encodeToString(HexFormat.of().parseHex(data))
                        .equals(extra);
    }

    /** Whether the log has the leaf that the proof brings the data of. */
    public Finding check(NoteKey log) {
        if (extra == null) {
            return Finding.unchecked(PART, "the proof does not bring what it is about");
        }
        try {
            return holds(log, TreeHash.leaf(Notes.decoded(extra)))
                    ? Finding.holds(
                            PART,
                            "it is event %d of %d in the log %s"
                                    .formatted(
                                            index + 1,
                                            Checkpoint.opened(checkpoint, log).size(),
                                            log.name()))
                    : Finding.broken(PART, "the log does not have what the proof is about");
        } catch (MalformedBundleException e) {
            return Finding.broken(PART, String.valueOf(e.getMessage()));
        }
    }
}
