package io.understudy.bundle.log;

import io.understudy.bundle.KeyType;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.spec.EdECPrivateKeySpec;
import java.security.spec.NamedParameterSpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** The worked example: three events, and a log and a witness whose secret keys are known. */
final class SampleLog {
    static final String ORIGIN = "studio.example/understudy/audit";
    static final String LOG = ORIGIN + "+9d60a46c+AYqI4910CfGV/VLbLTy6XXLKZwm/HZQSG/N0iAG0D29c";
    static final String WITNESS = "witness.example/w1+df1c0a35+BIE5dw6ofRdfVqNUZsNMfszLjYqRtO43ol32D1uPybOU";
    static final NoteKey LOG_KEY = NoteKey.ofVkey(LOG);
    static final NoteKey WITNESS_KEY = NoteKey.ofVkey(WITNESS);
    static final List<TreeHash> LEAVES = List.of(
            leaf("{\"seq\":1,\"act\":\"run.launched\"}"),
            leaf("{\"seq\":2,\"act\":\"version.approved\"}"),
            leaf("{\"seq\":3,\"act\":\"version.released\"}"));

    private SampleLog() {}

    static TreeHash leaf(String data) {
        return TreeHash.leaf(data.getBytes(StandardCharsets.UTF_8));
    }

    static TreeHash root(List<TreeHash> leaves) {
        return TreePass.roots(List.of(Span.firstLeaves(leaves.size())), leaves).getFirst();
    }

    static Checkpoint checkpoint(List<TreeHash> leaves) {
        return new Checkpoint(ORIGIN, leaves.size(), root(leaves));
    }

    static List<TreeHash> leaves(int count) {
        return IntStream.range(0, count)
                .mapToObj(number -> leaf("event " + number))
                .toList();
    }

    static List<TreeHash> with(List<TreeHash> leaves, int index, TreeHash other) {
        List<TreeHash> changed = new ArrayList<>(leaves);
        changed.set(index, other);
        return changed;
    }

    static NoteSigner log() {
        return NoteSigner.log(ORIGIN, keys(1, LOG_KEY));
    }

    static NoteSigner witness() {
        return NoteSigner.witness("witness.example/w1", keys(2, WITNESS_KEY));
    }

    static NoteSigner stranger() {
        return NoteSigner.log(ORIGIN, KeyType.ED25519.newPair());
    }

    private static KeyPair keys(int seed, NoteKey key) {
        byte[] secret = new byte[32];
        Arrays.fill(secret, (byte) seed);
        try {
            return new KeyPair(
                    key.key().publicKey(),
                    KeyFactory.getInstance("Ed25519")
                            .generatePrivate(new EdECPrivateKeySpec(NamedParameterSpec.ED25519, secret)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
