package io.understudy.bundle.trail;

import io.understudy.bundle.Finding;
import io.understudy.bundle.MalformedBundleException;
import io.understudy.bundle.log.Checkpoint;
import io.understudy.bundle.log.NoteKey;
import io.understudy.bundle.log.SignedNote;
import io.understudy.bundle.log.Span;
import io.understudy.bundle.log.TreeHash;
import io.understudy.bundle.log.TreePass;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Verifies an exported audit trail without its server: each row's hash, the chain through all of them, and signed states that
 * were kept. Reads the file once and keeps no row.
 */
public final class TrailVerifier {
    private static final String ROWS = "rows";
    private static final String TRAIL = "audit trail";

    private final @Nullable NoteKey log;
    private final List<Finding> findings = new ArrayList<>();
    private final List<Checkpoint> states = new ArrayList<>();
    private long count;
    private String last = TrailRow.NO_ROW;
    private @Nullable String broken;

    private TrailVerifier(@Nullable NoteKey log) {
        this.log = log;
    }

    /** Whether a file is an exported trail, as far as its first byte says. */
    public static boolean isTrail(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            return false;
        }
        try (InputStream in = Files.newInputStream(file)) {
            return in.read() == '{';
        }
    }

    /**
     * @param log the key of the trail; without it nothing says whose trail this is
     * @param kept signed states of the trail, one after the other; may be empty
     * @throws MalformedBundleException when the file does not begin with a row of a trail
     */
    public static List<Finding> verify(Path file, @Nullable NoteKey log, String kept) throws IOException {
        TrailVerifier verifier = new TrailVerifier(log);
        verifier.open(SignedNote.split(kept));
        TreePass pass = verifier.read(file);
        verifier.findings.addFirst(verifier.key());
        if (verifier.broken == null) {
            verifier.findings.add(Finding.holds(
                    ROWS,
                    "%s, each with the hash of its content and of the row before it; the last hash is %s"
                            .formatted(events(verifier.count), verifier.last)));
            verifier.compare(pass);
        } else {
            verifier.findings.add(Finding.broken(ROWS, verifier.broken));
        }
        return verifier.findings;
    }

    private void open(List<String> kept) {
        List<String> unusable = new ArrayList<>();
        for (String note : kept) {
            try {
                if (log != null) {
                    Checkpoint state = Checkpoint.opened(note, log);
                    if (state.size() == 0) {
                        throw new MalformedBundleException("A state of no events says nothing about any row.");
                    }
                    states.add(state);
                }
            } catch (MalformedBundleException e) {
                unusable.add(String.valueOf(e.getMessage()));
            }
        }
        if (!unusable.isEmpty()) {
            findings.add(Finding.unchecked(
                    Finding.KEPT,
                    "%d of %d cannot be compared: %s".formatted(unusable.size(), kept.size(), unusable.getFirst())));
        }
    }

    private Finding key() {
        if (log == null || states.isEmpty()) {
            return Finding.unchecked(
                    Finding.KEY,
                    "no state that it signed was compared: give the key of the trail with --log and signed"
                            + " states that you kept with --anchor");
        }
        return broken == null && comparable().isEmpty()
                ? Finding.unchecked(
                        Finding.KEY,
                        "no state that the log %s signed was compared: all that you kept are later than this file"
                                .formatted(log.name()))
                : Finding.holds(Finding.KEY, "of the log %s signed what is compared".formatted(log.name()));
    }

    private List<Checkpoint> comparable() {
        return states.stream()
                .filter(state -> state.size() <= count)
                .sorted(Comparator.comparingLong(Checkpoint::size))
                .toList();
    }

    private TreePass read(Path file) throws IOException {
        TreePass pass = new TreePass(
                states.stream().map(state -> Span.firstLeaves(state.size())).toList());
        // Bytes that are no UTF-8 become other letters, with which a row has another hash.
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(Files.newInputStream(file), StandardCharsets.UTF_8))) {
            String line = lines.readLine();
            while (line != null && broken == null) {
                add(line, pass);
                line = lines.readLine();
            }
        }
        return pass;
    }

    private void add(String line, TreePass pass) {
        TrailRow row;
        try {
            row = TrailRow.parsed(line);
        } catch (MalformedBundleException unreadable) {
            if (count == 0) {
                throw unreadable;
            }
            broken = "What comes behind row %s is not a row of the trail".formatted(TrailRow.number(count));
            return;
        }
        Optional<TrailRow.Break> found = row.breakBehind(count, last);
        if (found.isPresent()) {
            broken = found.get().words();
            return;
        }
        count = row.sequence();
        last = row.hash();
        pass.add(TreeHash.leaf(HexFormat.of().parseHex(last)));
    }

    /**
     * A trail that was chained again has rows that fit together: what was signed before tells where it differs. An export is
     * often older than the last state of the file that keeps them, which it says nothing about then.
     */
    private void compare(TreePass pass) {
        List<Checkpoint> comparable = comparable();
        long held = 0;
        for (Checkpoint state : comparable) {
            if (!state.root().equals(pass.root(Span.firstLeaves(state.size())))) {
                findings.add(Finding.broken(TRAIL, rewritten(held, state.size())));
                return;
            }
            held = state.size();
        }
        if (!comparable.isEmpty()) {
            findings.add(Finding.holds(
                    TRAIL,
                    comparable.size() == 1
                            ? "begins with the %s that were signed".formatted(events(held))
                            : "begins with what was signed %d times, the last time with %s"
                                    .formatted(comparable.size(), events(held))));
        }
        if (!states.isEmpty() && held < count) {
            findings.add(Finding.unchecked(TRAIL, "no state that you kept covers %s".formatted(rows(held + 1, count))));
        }
        states.stream()
                .mapToLong(Checkpoint::size)
                .filter(size -> size > count)
                .max()
                .ifPresent(size -> findings.add(Finding.unchecked(
                        Finding.KEPT,
                        ("a later one is of %s, and this file ends with row %s: it was exported before that was signed, or"
                                        + " row %s and those behind it are missing")
                                .formatted(events(size), TrailRow.number(count), TrailRow.number(count + 1)))));
    }

    private static String rewritten(long held, long size) {
        return held == size
                ? "is not the one of %s that was signed, of which two histories were".formatted(events(size))
                : "does not begin with the %s that were signed: the first row that was altered, added or removed is %s"
                        .formatted(events(size), (held + 1 == size ? "" : "one of ") + rows(held + 1, size));
    }

    private static String rows(long first, long last) {
        return first == last
                ? "row " + TrailRow.number(first)
                : "rows %s to %s".formatted(TrailRow.number(first), TrailRow.number(last));
    }

    private static String events(long number) {
        return TrailRow.number(number) + (number == 1 ? " event" : " events");
    }
}
