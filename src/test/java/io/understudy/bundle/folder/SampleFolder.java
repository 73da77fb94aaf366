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
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.IntStream;

/** A release folder as the product writes it, with five events in its trail, of which the first three were released before. */
public final class SampleFolder {
    public static final String LORA = "mira_v3.safetensors";
    private static final int EARLIER = 3;
    private static final int NOW = 5;
    private static final String HONEST = "event ";
    private static final String FORGED = "forged ";

    private final KeyPair keys = KeyType.P256.newPair();
    private final NoteSigner log = NoteSigner.log("studio.example/log", BundleKey.newPair());
    private final Path folder;

    public SampleFolder(Path parent) throws IOException {
        folder = Files.createDirectory(parent.resolve("mira-v3"));
        Path lora = Files.writeString(folder.resolve(LORA), "tiny LoRA bytes");
        Review review = new Review(
                "mira v3",
                "APPROVED",
                List.of(new Review.Author("u-1", "Ada", "launched the run", null, null)),
                List.of(new Review.Signer("u-2", "Ben", "2026-11-27T10:00:00Z", null, null)),
                new Review.Signer("u-3", "Cem", "2026-11-27T11:00:00Z", null, null),
                false,
                new Review.Checked(2, List.of(new Review.Item("likeness", true, null))),
                null,
                HexFormat.of().formatHex(data(NOW - 1)),
                null);
        ReviewAttestation attestation = ReviewAttestation.sign(review, LORA, Hashes.ofFile(lora), keys);
        write(LORA + ReviewAttestation.BUNDLE_ENDING, attestation.bundle());
        write(LORA + ReviewAttestation.LINES_ENDING, attestation.lines());
        List<TreeHash> leaves = leaves(NOW, HONEST);
        writeProof(NOW - 1, leaves);
        write(
                ConsistencyProof.FILE,
                new ConsistencyProof(EARLIER, TreePass.roots(Span.consistency(EARLIER, NOW), leaves), state(NOW))
                        .text());
        sign();
    }

    private void writeProof(int event, List<TreeHash> leaves) throws IOException {
        write(
                InclusionProof.FILE,
                InclusionProof.of(
                                data(event),
                                event,
                                TreePass.roots(Span.inclusion(event, NOW), leaves),
                                SignedNote.of(state(leaves)))
                        .text());
    }

    /** As the team itself can, which has the keys. */
    public void sign() throws IOException {
        Files.writeString(folder.resolve(ModelSignature.FILE), ModelSignature.sign(folder, keys));
    }

    /** What came before the approval is another history; the proof that the trail only grew is still the honest one. */
    public void rewriteTrail() throws IOException {
        List<TreeHash> leaves = new ArrayList<>(leaves(NOW - 1, FORGED));
        leaves.add(TreeHash.leaf(data(NOW - 1)));
        writeProof(NOW - 1, leaves);
        sign();
    }

    /** The trail is the honest one, the event in it another than the approval. */
    public void proveAnotherEvent() throws IOException {
        writeProof(1, leaves(NOW, HONEST));
        sign();
    }

    private static byte[] data(int event) {
        return (HONEST + event).getBytes(StandardCharsets.UTF_8);
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
        return state(leaves(events, HONEST));
    }

    /** Signed with the same key, of a trail in which other things happened. */
    public String otherState(int events) {
        return state(leaves(events, FORGED));
    }

    private static List<TreeHash> leaves(int events, String what) {
        return IntStream.range(0, events)
                .mapToObj(event -> TreeHash.leaf((what + event).getBytes(StandardCharsets.UTF_8)))
                .toList();
    }

    private String state(List<TreeHash> leaves) {
        TreeHash root =
                TreePass.roots(List.of(Span.firstLeaves(leaves.size())), leaves).getFirst();
        return new Checkpoint(log.key().name(), leaves.size(), root).signed(log).toString();
    }
}
