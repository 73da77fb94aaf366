package io.understudy.audit;

import io.understudy.bundle.BundleKey;
import io.understudy.bundle.log.Checkpoint;
import io.understudy.bundle.log.ConsistencyProof;
import io.understudy.bundle.log.InclusionProof;
import io.understudy.bundle.log.NoteKey;
import io.understudy.bundle.log.NoteSigner;
import io.understudy.bundle.log.SignedNote;
import io.understudy.bundle.log.Span;
import io.understudy.bundle.log.TreeHash;
import io.understudy.bundle.log.TreePass;
import io.understudy.identity.MembersAndSystem;
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
import java.util.Optional;
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
    private static final int ORIGIN_DIGITS = 32;

    private final AuditRepository trail;
    private final TrailCheckpointRepository checkpoints;
    private final SecretService secrets;
    private final Clock clock;

    TrailCheckpointService(
            AuditRepository trail, TrailCheckpointRepository checkpoints, SecretService secrets, Clock clock) {
        this.trail = trail;
        this.checkpoints = checkpoints;
        this.secrets = secrets;
        this.clock = clock;
    }

    /** What a verifier of checkpoints is given. */
    public NoteKey key() {
        return signer().key();
    }

    public List<TrailCheckpoint> all() {
        return checkpoints.all();
    }

    /**
     * Signs the trail as it is, unless nothing was added since the last time.
     *
     * @throws DomainException.Conflict when rows that were signed before are gone or are not what they were
     */
    public TrailCheckpoint sign() {
        NoteSigner signer = signer();
        long size = trail.head().sequence();
        Optional<TrailCheckpoint> last = checkpoints.last();
        if (last.isPresent() && last.get().size() >= size) {
            requireUnchanged(last.get(), pass(last.get().size(), List.of()), signer);
            return last.get();
        }
        TreePass pass = pass(
                size, last.map(one -> Span.firstLeaves(one.size())).stream().toList());
        last.ifPresent(before -> requireUnchanged(before, pass, signer));
        TreeHash root = pass.roots(List.of(Span.firstLeaves(size))).getFirst();
        Checkpoint checkpoint = new Checkpoint(signer.key().name(), size, root);
        checkpoints.add(new TrailCheckpoint(size, checkpoint.signed(signer).toString(), clock.instant()));
        return checkpoints.covering(size).orElseThrow();
    }

    /**
     * Proves that a row is in the trail, and that the trail only grew since the row before it with the same verb.
     *
     * @throws DomainException.Conflict when rows that were signed are gone or are not what they were
     */
    public TrailProof prove(long sequence, String verb) {
        NoteSigner signer = signer();
        TrailCheckpoint checkpoint = checkpoints.covering(sequence).orElseGet(this::sign);
        long size = checkpoint.size();
        Optional<TrailCheckpoint> earlier = trail.lastBefore(sequence, verb).flatMap(checkpoints::covering);
        List<Span> inclusion = Span.inclusion(sequence - 1, size);
        List<Span> consistency =
                earlier.map(before -> Span.consistency(before.size(), size)).orElse(List.of());
        List<Span> wanted = new ArrayList<>(inclusion);
        wanted.addAll(consistency);
        earlier.ifPresent(before -> wanted.add(Span.firstLeaves(before.size())));
        TreePass pass = pass(size, wanted);
        requireUnchanged(checkpoint, pass, signer);
        earlier.ifPresent(before -> requireUnchanged(before, pass, signer));
        byte[] leaf = HexFormat.of().parseHex(trail.hashes(sequence - 1, 1).getFirst());
        return new TrailProof(
                InclusionProof.of(leaf, sequence - 1, pass.roots(inclusion), SignedNote.of(checkpoint.note()))
                        .text(),
                earlier.map(before ->
                                new ConsistencyProof(before.size(), pass.roots(consistency), checkpoint.note()).text())
                        .orElse(null),
                signer.key().vkey());
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

    private static void requireUnchanged(TrailCheckpoint signed, TreePass pass, NoteSigner signer) {
        Checkpoint checkpoint = Checkpoint.opened(signed.note(), signer.key());
        TreeHash root = pass.root(Span.firstLeaves(checkpoint.size()));
        if (root == null || !checkpoint.root().equals(root)) {
            throw new DomainException.Conflict(
                    "The first %s rows of the audit trail are not those that were signed on %s: the trail was rewritten."
                                    .formatted(
                                            RowNumbers.count(checkpoint.size()),
                                            LocalDate.ofInstant(signed.at(), ZoneOffset.UTC))
                            + " Compare the database with a backup.");
        }
    }

    private NoteSigner signer() {
        KeyPair keys = BundleKey.ofText(RunAs.get(() -> secrets.own(KEY, () -> BundleKey.toText(BundleKey.newPair()))));
        // A new key, such as after the loss of the old one, begins a new log.
        String fingerprint = BundleKey.of(keys.getPublic()).fingerprint().replaceAll("[^0-9a-f]", "");
        return NoteSigner.log("understudy.io/log/" + fingerprint.substring(0, ORIGIN_DIGITS), keys);
    }
}
