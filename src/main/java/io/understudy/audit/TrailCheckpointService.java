package io.understudy.audit;

import io.understudy.bundle.BundleKey;
import io.understudy.bundle.MalformedBundleException;
import io.understudy.bundle.log.Checkpoint;
import io.understudy.bundle.log.ConsistencyProof;
import io.understudy.bundle.log.InclusionProof;
import io.understudy.bundle.log.NoteKey;
import io.understudy.bundle.log.NoteSigner;
import io.understudy.bundle.log.SignedNote;
import io.understudy.bundle.log.Span;
import io.understudy.bundle.log.TreeHash;
import io.understudy.bundle.log.TreePass;
import io.understudy.bundle.trail.TrailRow;
import io.understudy.identity.MembersAndSystem;
import io.understudy.platform.core.AuditEvents;
import io.understudy.platform.core.DomainException;
import io.understudy.platform.core.RunAs;
import io.understudy.settings.SecretName;
import io.understudy.settings.SecretService;
import java.security.KeyPair;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * The trail as a transparency log (C2SP): leaf i is the hash of row i + 1. A checkpoint that left the house convicts every
 * later rewrite of the rows it covers. Signing and proving read the hashes of all rows, a second for a million of them.
 */
@Service
@MembersAndSystem
@Transactional(propagation = Propagation.NOT_SUPPORTED)
public class TrailCheckpointService {
    private static final SecretName KEY = new SecretName("audit.log-key");
    private static final int BATCH = 10_000;
    private static final Pattern NUMBER = Pattern.compile("[1-9][0-9]{0,8}");

    private final AuditRepository trail;
    private final TrailCheckpointRepository checkpoints;
    private final AnchorFile anchors;
    private final SecretService secrets;
    private final AuditEvents auditEvents;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    TrailCheckpointService(
            AuditRepository trail,
            TrailCheckpointRepository checkpoints,
            AnchorFile anchors,
            SecretService secrets,
            AuditEvents auditEvents,
            ApplicationEventPublisher events,
            Clock clock) {
        this.trail = trail;
        this.checkpoints = checkpoints;
        this.anchors = anchors;
        this.secrets = secrets;
        this.auditEvents = auditEvents;
        this.events = events;
        this.clock = clock;
    }

    /** The logs of one key: a first, and another each time that the trail was no longer what had left the house as signed. */
    private record Logs(KeyPair keys) {
        private static final int ORIGIN_DIGITS = 32;

        NoteSigner signer(int number) {
            // A new key, such as after the loss of the old one, begins a new log, too.
            return NoteSigner.log(number == 1 ? first() : first() + "/" + number, keys);
        }

        private String first() {
            String fingerprint = BundleKey.of(keys.getPublic()).fingerprint().replaceAll("[^0-9a-f]", "");
            return "understudy.io/log/" + fingerprint.substring(0, ORIGIN_DIGITS);
        }

        /** @return 0 for a log of another key */
        int numberOf(String note) {
            String origin = note.lines().findFirst().orElse("");
            if (origin.equals(first())) {
                return 1;
            }
            String number = origin.startsWith(first() + "/") ? origin.substring(first().length() + 1) : "";
            return NUMBER.matcher(number).matches() ? Integer.parseInt(number) : 0;
        }

        NoteKey keyOf(String note) {
            return signer(Math.max(1, numberOf(note))).key();
        }

        Checkpoint opened(String note) {
            return Checkpoint.opened(note, keyOf(note));
        }
    }

    /** What a verifier of checkpoints is given. */
    public NoteKey key() {
        Logs logs = logs();
        return logs.signer(current(logs, anchors.notes())).key();
    }

    public List<TrailCheckpoint> all() {
        return checkpoints.all();
    }

    /**
     * Reads signed states; throws {@link MalformedBundleException} when this installation did not sign one, or with another key
     * than it has now.
     */
    public Function<String, Checkpoint> opener() {
        return logs()::opened;
    }

    /**
     * Signs the trail as it is, unless nothing was added since the last time. Where the anchor file keeps a state that the
     * trail does not continue, such as after a restore, what is signed is another log: of one log there is no second history.
     *
     * @throws DomainException.Conflict when rows that were signed before are gone or are not what they were, or the anchor
     *     file cannot be read
     */
    public TrailCheckpoint sign() {
        Logs logs = logs();
        List<String> outside = anchors.notes();
        int number = current(logs, outside);
        TrailCheckpoint signed = sign(logs, number, outside);
        anchors.keep(signed.note());
        return signed;
    }

    private TrailCheckpoint sign(Logs logs, int number, List<String> outside) {
        long size = trail.head().sequence();
        Optional<TrailCheckpoint> last = checkpoints.last();
        List<Checkpoint> kept = outside.stream()
                .filter(note -> logs.numberOf(note) == number)
                .map(note -> readable(note, logs))
                .toList();
        List<Span> spans = new ArrayList<>(
                kept.stream().map(state -> Span.firstLeaves(state.size())).toList());
        last.ifPresent(before -> spans.add(Span.firstLeaves(before.size())));
        TreePass pass = pass(size, spans);
        last.ifPresent(before -> requireUnchanged(before, pass, logs));
        Optional<Checkpoint> contradicted = kept.stream()
                .filter(state -> !state.root().equals(pass.root(Span.firstLeaves(state.size()))))
                .findFirst();
        if (contradicted.isPresent()) {
            return beginAnother(logs, number + 1, contradicted.get());
        }
        if (last.isPresent() && last.get().size() >= size) {
            return last.get();
        }
        NoteSigner signer = logs.signer(number);
        TreeHash root = pass.roots(List.of(Span.firstLeaves(size))).getFirst();
        Checkpoint checkpoint = new Checkpoint(signer.key().name(), size, root);
        checkpoints.add(new TrailCheckpoint(size, checkpoint.signed(signer).toString(), clock.instant()));
        return checkpoints.covering(size, signer.key().name()).orElseThrow();
    }

    private TrailCheckpoint beginAnother(Logs logs, int number, Checkpoint contradicted) {
        String name = logs.signer(number).key().name();
        auditEvents.publish(
                "audit.log-begun",
                AuditService.TRAIL,
                Map.of("log", contradicted.origin(), "rows", String.valueOf(contradicted.size())),
                Map.of("log", name));
        events.publishEvent(new TrailProblem(
                "The audit trail is signed as another log",
                "The anchor file keeps a signed state of %s rows that the trail does not have: "
                                .formatted(TrailRow.number(contradicted.size()))
                        + "a backup was restored, or the trail was rewritten. Verify the trail, and give the new key from Settings"
                        + " to those who verify your releases."));
        return sign(logs, number, List.of());
    }

    private static Checkpoint readable(String note, Logs logs) {
        try {
            return logs.opened(note);
        } catch (MalformedBundleException e) {
            throw new DomainException.Conflict(
                    "The anchor file has a signed state of the audit trail that cannot be used: " + e.getMessage());
        }
    }

    /** The number of the newest log that anything was signed as. */
    private int current(Logs logs, List<String> outside) {
        return Stream.concat(checkpoints.last().map(TrailCheckpoint::note).stream(), outside.stream())
                .map(logs::numberOf)
                .reduce(1, Math::max);
    }

    /**
     * Proves that a row is in the trail, and that the trail only grew since the row before it with the same verb.
     *
     * @throws DomainException.Conflict when rows that were signed are gone or are not what they were
     */
    public TrailProof prove(long sequence, String verb) {
        TrailCheckpoint checkpoint =
                checkpoints.covering(sequence, key().name()).orElseGet(this::sign);
        Logs logs = logs();
        NoteKey key = logs.keyOf(checkpoint.note());
        long size = checkpoint.size();
        Optional<TrailCheckpoint> earlier =
                trail.lastBefore(sequence, verb).flatMap(before -> checkpoints.covering(before, key.name()));
        List<Span> inclusion = Span.inclusion(sequence - 1, size);
        List<Span> consistency =
                earlier.map(before -> Span.consistency(before.size(), size)).orElse(List.of());
        List<Span> wanted = new ArrayList<>(inclusion);
        wanted.addAll(consistency);
        earlier.ifPresent(before -> wanted.add(Span.firstLeaves(before.size())));
        TreePass pass = pass(size, wanted);
        requireUnchanged(checkpoint, pass, logs);
        earlier.ifPresent(before -> requireUnchanged(before, pass, logs));
        String row = trail.hashes(sequence - 1, 1).getFirst();
        byte[] leaf = HexFormat.of().parseHex(row);
        return new TrailProof(
                row,
                InclusionProof.of(leaf, sequence - 1, pass.roots(inclusion), SignedNote.of(checkpoint.note()))
                        .text(),
                earlier.map(before ->
                                new ConsistencyProof(before.size(), pass.roots(consistency), checkpoint.note()).text())
                        .orElse(null),
                key.vkey());
    }

    private TreePass pass(long size, List<Span> more) {
        List<Span> spans = new ArrayList<>(more);
        spans.add(Span.firstLeaves(size));
        TreePass pass = new TreePass(spans);
        List<String> hashes = trail.hashes(0, BATCH);
        while (!hashes.isEmpty() && pass.count() < size) {
            hashes.stream().limit(size - pass.count()).forEach(hash -> pass.add(leaf(hash)));
            hashes = trail.hashes(pass.count(), BATCH);
        }
        return pass;
    }

    /** @param hash of a row, in hexadecimal digits; another text is a leaf that no checkpoint has */
    static TreeHash leaf(String hash) {
        return TreeHash.leaf(hash.matches("[0-9a-f]{64}") ? HexFormat.of().parseHex(hash) : new byte[0]);
    }

    private static void requireUnchanged(TrailCheckpoint signed, TreePass pass, Logs logs) {
        Checkpoint checkpoint = logs.opened(signed.note());
        TreeHash root = pass.root(Span.firstLeaves(checkpoint.size()));
        if (root == null || !checkpoint.root().equals(root)) {
            throw new DomainException.Conflict(
                    "The first %s rows of the audit trail are not those that were signed on %s: the trail was rewritten."
                                    .formatted(
                                            TrailRow.number(checkpoint.size()),
                                            LocalDate.ofInstant(signed.at(), ZoneOffset.UTC))
                            + " Compare the database with a backup.");
        }
    }

    private Logs logs() {
        return new Logs(BundleKey.ofText(
                RunAs.get(() -> secrets.own(KEY, () -> BundleKey.toText(BundleKey.newPair())))));
    }
}
