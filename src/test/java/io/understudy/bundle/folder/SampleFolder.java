package io.understudy.bundle.folder;

import io.understudy.bundle.BundleKey;
import io.understudy.bundle.Hashes;
import io.understudy.bundle.KeyType;
import io.understudy.bundle.attestation.ModelSignature;
import io.understudy.bundle.attestation.Review;
import io.understudy.bundle.attestation.ReviewAttestation;
import io.understudy.bundle.log.Checkpoint;
import io.understudy.bundle.log.ConsistencyProof;
import io.understudy.bundle.log.InclusionProof;
import io.understudy.bundle.log.NoteSigner;
import io.understudy.bundle.log.SignedNote;
import io.understudy.bundle.log.Span;
import io.understudy.bundle.log.TreeHash;
import io.understudy.bundle.log.TreePass;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.util.List;
import java.util.stream.IntStream;

/** A release folder as the product writes it, with five events in its trail, of which the first three were released before. */
public final class SampleFolder {
    public static final String LORA = "mira_v3.safetensors";
    private static final int EARLIER = 3;
    private static final int NOW = 5;

    private final KeyPair keys = KeyType.P256.newPair();
    private final NoteSigner log = NoteSigner.log("studio.example/log", BundleKey.newPair());
    private final Path folder;

    public SampleFolder(Path parent) throws IOException {
        folder = Files.createDirectory(parent.resolve("mira-v3"));
        Path lora = Files.writeString(folder.resolve(LORA), "tiny LoRA bytes");
        Review review = new Review(
                "mira v3",
                "APPROVED",
                List.of(new Review.Author("u-1", "Ada", "launched the run")),
                List.of(new Review.Signer("u-2", "Ben", "2026-11-27T10:00:00Z", null)),
                new Review.Signer("u-3", "Cem", "2026-11-27T11:00:00Z", null),
                false,
                new Review.Checked(2, List.of(new Review.Item("likeness", true, null))),
                null);
        ReviewAttestation attestation = ReviewAttestation.sign(review, LORA, Hashes.ofFile(lora), keys);
        write(LORA + ReviewAttestation.BUNDLE_ENDING, attestation.bundle());
        write(LORA + ReviewAttestation.LINES_ENDING, attestation.lines());
        List<TreeHash> leaves = IntStream.range(0, NOW)
                .mapToObj(event -> TreeHash.leaf(data(event)))
                .toList();
        write(
                InclusionProof.FILE,
                InclusionProof.of(
                                data(NOW - 1),
                                NOW - 1,
                                TreePass.roots(Span.inclusion(NOW - 1, NOW), leaves),
                                SignedNote.of(state(NOW)))
                        .text());
        write(
                ConsistencyProof.FILE,
                new ConsistencyProof(EARLIER, TreePass.roots(Span.consistency(EARLIER, NOW), leaves), state(NOW))
                        .text());
        Files.writeString(folder.resolve(ModelSignature.FILE), ModelSignature.sign(folder, keys));
    }

    private static byte[] data(int event) {
        return ("event " + event).getBytes(StandardCharsets.UTF_8);
    }

    private void write(String name, String text) throws IOException {
        Files.writeString(folder.resolve(name), text);
    }

    public Path path() {
        return folder;
    }

    public BundleKey key() {
        return BundleKey.of(keys.getPublic());
    }

    public String logKey() {
        return log.key().vkey();
    }

    /** The signed state of the trail after so many events. */
    public String state(int events) {
        return state(events, "event ");
    }

    /** Signed with the same key, of a trail in which other things happened. */
    public String otherState(int events) {
        return state(events, "forged ");
    }

    private String state(int events, String what) {
        List<TreeHash> leaves = IntStream.range(0, events)
                .mapToObj(event -> TreeHash.leaf((what + event).getBytes(StandardCharsets.UTF_8)))
                .toList();
        TreeHash root =
                TreePass.roots(List.of(Span.firstLeaves(events)), leaves).getFirst();
        return new Checkpoint(log.key().name(), events, root).signed(log).toString();
    }
}
