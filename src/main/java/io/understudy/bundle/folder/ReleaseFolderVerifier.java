package io.understudy.bundle.folder;

import io.understudy.bundle.BundleKey;
import io.understudy.bundle.Finding;
import io.understudy.bundle.Hashes;
import io.understudy.bundle.MalformedBundleException;
import io.understudy.bundle.attestation.ModelSignature;
import io.understudy.bundle.attestation.ReviewAttestation;
import io.understudy.bundle.log.Checkpoint;
import io.understudy.bundle.log.ConsistencyProof;
import io.understudy.bundle.log.InclusionProof;
import io.understudy.bundle.log.NoteKey;
import io.understudy.bundle.log.SignedNote;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Verifies a release folder without network: that no file was altered, removed or added, who made, reviewed and approved
 * the LoRA, and that the approval is in the audit trail.
 */
public final class ReleaseFolderVerifier {
    private static final String LORA = ".safetensors";
    private static final String TRAIL = "audit trail";

    private final Path folder;
    private final BundleKey key;
    private final List<Finding> findings = new ArrayList<>();

    private ReleaseFolderVerifier(Path folder, BundleKey key) {
        this.folder = folder;
        this.key = key;
    }

    /**
     * @param key of release folders, from the team that released it
     * @param log the key of its audit trail, or null when it is unknown
     * @param kept signed states of that trail, one after the other; may be empty
     * @throws MalformedBundleException when the folder is none of a release
     */
    public static List<Finding> verify(Path folder, BundleKey key, @Nullable NoteKey log, String kept)
            throws IOException {
        ReleaseFolderVerifier verifier = new ReleaseFolderVerifier(folder, key);
        verifier.findings.add(Finding.holds(Finding.KEY, "is the one that you trust, " + key.fingerprint()));
        verifier.checkFiles();
        verifier.checkReview();
        verifier.checkTrail(log, kept);
        return List.copyOf(verifier.findings);
    }

    private void checkFiles() throws IOException {
        if (!Files.isRegularFile(folder.resolve(ModelSignature.FILE))) {
            throw new MalformedBundleException(
                    "%s is no release folder: it has no %s.".formatted(folder, ModelSignature.FILE));
        }
        findings.addAll(ModelSignature.verify(folder, key));
    }

    private void checkReview() throws IOException {
        Path lora;
        try (Stream<Path> files = Files.list(folder)) {
            lora = files.filter(file -> file.toString().endsWith(LORA))
                    .findFirst()
                    .orElseThrow(() ->
                            new MalformedBundleException("%s is no release folder: it has no LoRA.".formatted(folder)));
        }
        String sha256 = Hashes.ofFile(lora);
        for (String ending : List.of(ReviewAttestation.BUNDLE_ENDING, ReviewAttestation.LINES_ENDING)) {
            Path attestation = folder.resolve(lora.getFileName() + ending);
            if (Files.isRegularFile(attestation)) {
                findings.addAll(ReviewAttestation.verify(Files.readString(attestation), key, sha256));
            } else {
                findings.add(Finding.broken("review attestation", attestation.getFileName() + " is missing"));
            }
        }
    }

    private void checkTrail(@Nullable NoteKey log, String kept) throws IOException {
        Path file = folder.resolve(InclusionProof.FILE);
        if (!Files.isRegularFile(file)) {
            findings.add(Finding.broken(TRAIL, InclusionProof.FILE + " is missing"));
            return;
        }
        if (log == null) {
            findings.add(Finding.unchecked(TRAIL, "give the key of the trail with --log"));
            return;
        }
        InclusionProof proof = InclusionProof.of(Files.readString(file));
        findings.add(proof.check(log));
        for (String anchor : SignedNote.split(kept)) {
            compare(anchor, proof, log);
        }
    }

    private void compare(String anchor, InclusionProof proof, NoteKey log) throws IOException {
        Checkpoint known = Checkpoint.opened(anchor, log);
        Checkpoint released = Checkpoint.opened(proof.checkpoint(), log);
        Path consistency = folder.resolve(ConsistencyProof.FILE);
        if (known.size() == released.size()) {
            findings.add(
                    known.contradicts(released)
                            ? Finding.broken(
                                    TRAIL, "has another history of %d events than you kept".formatted(known.size()))
                            : Finding.holds(TRAIL, "is the one of %d events that you kept".formatted(known.size())));
        } else if (Files.isRegularFile(consistency)
                && ConsistencyProof.of(Files.readString(consistency)).oldSize() == known.size()) {
            findings.add(ConsistencyProof.of(Files.readString(consistency)).check(log, anchor));
        } else {
            findings.add(Finding.unchecked(
                    TRAIL,
                    "the state of %d events that you kept needs the trail itself: an admin compares it on the Audit page"
                            .formatted(known.size())));
        }
    }
}
