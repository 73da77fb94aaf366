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
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
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
    private final @Nullable BundleKey key;
    private final List<Finding> findings = new ArrayList<>();

    private ReleaseFolderVerifier(Path folder, @Nullable BundleKey key) {
        this.folder = folder;
        this.key = key;
    }

    /**
     * Verifies a release folder.
     *
     * @param key of release folders, from the team that released it, or null when it is unknown: no signature is checked then
     * @param log the key of its audit trail, or null when it is unknown
     * @param kept signed states of that trail, one after the other, to compare with it; may be empty
     * @throws MalformedBundleException when the folder is none of a release, or what was kept is no state of the trail
     */
    public static List<Finding> verify(Path folder, @Nullable BundleKey key, @Nullable NoteKey log, String kept)
            throws IOException {
        ReleaseFolderVerifier verifier = new ReleaseFolderVerifier(folder, key);
        verifier.findings.add(
                key == null
                        ? Finding.unchecked(
                                Finding.KEY, "is unknown and not in the folder, so no signature was checked")
                        : Finding.holds(Finding.KEY, "is the one that you trust, " + key.fingerprint()));
        verifier.checkFiles();
        InclusionProof proof = verifier.proof();
        verifier.checkReview(proof);
        verifier.checkTrail(proof, log, SignedNote.split(kept));
        return List.copyOf(verifier.findings);
    }

    private void checkFiles() throws IOException {
        if (!Files.isRegularFile(folder.resolve(ModelSignature.FILE))) {
            throw new MalformedBundleException(
                    "%s is no release folder: it has no %s.".formatted(folder, ModelSignature.FILE));
        }
        findings.addAll(ModelSignature.verify(folder, key));
    }

    /** @return null when it is missing or cannot be read, which is a finding */
    private @Nullable InclusionProof proof() throws IOException {
        Path file = folder.resolve(InclusionProof.FILE);
        if (!Files.isRegularFile(file)) {
            findings.add(Finding.broken(TRAIL, InclusionProof.FILE + " is missing"));
            return null;
        }
        try {
            return InclusionProof.of(text(file));
        } catch (MalformedBundleException e) {
            findings.add(Finding.broken(TRAIL, String.valueOf(e.getMessage())));
            return null;
        }
    }

    /** Of every LoRA in it, so that none is there that was not reviewed. */
    private void checkReview(@Nullable InclusionProof proof) throws IOException {
        List<Path> loras;
        try (Stream<Path> files = Files.list(folder)) {
            loras = files.filter(file -> file.toString().endsWith(LORA))
                    .sorted()
                    .toList();
        }
        if (loras.stream().noneMatch(Files::isRegularFile)) {
            throw new MalformedBundleException("%s is no release folder: it has no LoRA.".formatted(folder));
        }
        for (Path lora : loras) {
            if (Files.isRegularFile(lora, LinkOption.NOFOLLOW_LINKS)) {
                checkReview(lora, proof);
            } else {
                findings.add(Finding.broken(String.valueOf(lora.getFileName()), "is not a plain file"));
            }
        }
    }

    private void checkReview(Path lora, @Nullable InclusionProof proof) throws IOException {
        String sha256 = Hashes.ofFile(lora);
        for (String ending : List.of(ReviewAttestation.BUNDLE_ENDING, ReviewAttestation.LINES_ENDING)) {
            Path attestation = folder.resolve(lora.getFileName() + ending);
            if (Files.isRegularFile(attestation)) {
                findings.addAll(ReviewAttestation.verify(text(attestation), key, sha256, proof));
            } else {
                findings.add(Finding.broken("review attestation", attestation.getFileName() + " is missing"));
            }
        }
    }

    private void checkTrail(@Nullable InclusionProof proof, @Nullable NoteKey log, List<String> kept)
            throws IOException {
        if (log == null) {
            findings.add(Finding.unchecked(TRAIL, "give the key of the trail with --log"));
            return;
        }
        if (proof == null) {
            return;
        }
        Finding included = proof.check(log);
        findings.add(included);
        if (included.outcome() == Finding.Outcome.HOLDS) {
            Checkpoint released = Checkpoint.opened(proof.checkpoint(), log);
            ConsistencyProof growth = growth(released, log);
            compare(kept, released, growth, log);
        }
    }

    /** A file of states gains one whenever the trail grew, and a release carries proofs about two of them: one is enough. */
    private void compare(List<String> kept, Checkpoint released, @Nullable ConsistencyProof growth, NoteKey log) {
        boolean held = false;
        List<Long> otherSizes = new ArrayList<>();
        for (String note : kept) {
            if (!note.startsWith(log.name() + "\n")) {
                findings.add(
                        Finding.unchecked(Finding.KEPT, "one of them is of another log than the one of this release"));
                continue;
            }
            Checkpoint known = Checkpoint.opened(note, log);
            Finding compared = compared(note, known, released, growth, log);
            if (compared == null) {
                otherSizes.add(known.size());
            } else {
                findings.add(compared);
                held |= compared.outcome() == Finding.Outcome.HOLDS;
            }
        }
        if (!otherSizes.isEmpty()) {
            String words = notCompared(otherSizes);
            findings.add(
                    held
                            ? Finding.unchecked(TRAIL, "of what you kept, " + words)
                            : Finding.unchecked(Finding.KEPT, words));
        }
    }

    private static String notCompared(List<Long> sizes) {
        return sizes.size() == 1
                ? "the one of %d events needs the trail itself: an admin compares it on the Audit page, or exports the trail for understudy verify"
                        .formatted(sizes.getFirst())
                : "the %d of other sizes, from %d to %d events, need the trail itself: an admin compares them on the Audit page, or exports the trail for understudy verify"
                        .formatted(sizes.size(), Collections.min(sizes), Collections.max(sizes));
    }

    /** @return null when it is missing, as in a first release, or broken, which is a finding */
    private @Nullable ConsistencyProof growth(Checkpoint released, NoteKey log) throws IOException {
        Path file = folder.resolve(ConsistencyProof.FILE);
        if (!Files.isRegularFile(file)) {
            return null;
        }
        try {
            ConsistencyProof growth = ConsistencyProof.of(text(file));
            if (Checkpoint.opened(growth.checkpoint(), log).equals(released)) {
                return growth;
            }
            findings.add(Finding.broken(
                    TRAIL,
                    "the states in %s and %s are two different ones"
                            .formatted(ConsistencyProof.FILE, InclusionProof.FILE)));
        } catch (MalformedBundleException e) {
            findings.add(Finding.broken(TRAIL, String.valueOf(e.getMessage())));
        }
        return null;
    }

    /** @return null where the release proves nothing about a state of this size */
    private static @Nullable Finding compared(
            String note, Checkpoint known, Checkpoint released, @Nullable ConsistencyProof growth, NoteKey log) {
        if (known.size() == released.size()) {
            return known.contradicts(released)
                    ? Finding.broken(TRAIL, "has another history of %d events than you kept".formatted(known.size()))
                    : Finding.holds(TRAIL, "is the one of %d events that you kept".formatted(known.size()));
        }
        return growth != null && growth.oldSize() == known.size() ? growth.check(log, note) : null;
    }

    private static String text(Path file) throws IOException {
        return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
    }
}
