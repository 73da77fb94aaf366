package io.understudy.bundle.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("slow")
class MerkleProofsTest {
    private static final int LARGEST = 70;
    private static final TreeHash OTHER = SampleLog.leaf("another");

    @Test
    void theWorkedExampleHasTheseHashes() {
        List<TreeHash> leaves = SampleLog.LEAVES;

        assertThat(leaves)
                .extracting(TreeHash::toString)
                .containsExactly(
                        "e83de2b083ba33fe00932a08fd11d4fa85c02851da4e217e5c6e69717c482aa6",
                        "e158c3528abfa6253b99085b630e6999c6d570e67a258303b5e31749b0de9275",
                        "0b18f2ff8b7c8e07ef79656ba1738f3de9219021a56ac5bef1788b776be4f442");
        assertThat(SampleLog.root(leaves.subList(0, 2)))
                .hasToString("e45b09596a069d55c4f1c241efd061a1896f9885b669cf02d08d08adc6912048");
        assertThat(SampleLog.root(leaves))
                .hasToString("5b07fa181722df3a4603ab3b61dde36d3217d68ef481510846bf339940419724");
        assertThat(SampleLog.root(List.of()))
                .hasToString("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
        assertThat(TreePass.roots(Span.inclusion(1, 3), leaves)).containsExactly(leaves.get(0), leaves.get(2));
        assertThat(TreePass.roots(Span.consistency(2, 3), leaves)).containsExactly(leaves.get(2));
    }

    @Test
    void everyLeafOfATreeIsProvedAndNothingElseIs() {
        for (int size = 1; size <= LARGEST; size++) {
            List<TreeHash> leaves = SampleLog.leaves(size);
            TreeHash root = SampleLog.root(leaves);
            for (int index = 0; index < size; index++) {
                List<TreeHash> proof = TreePass.roots(Span.inclusion(index, size), leaves);
                TreeHash leaf = leaves.get(index);
                assertThat(MerkleProofs.includes(root, size, index, leaf, proof))
                        .isTrue();

                assertThat(MerkleProofs.includes(root, size, index, OTHER, proof))
                        .isFalse();
                assertThat(MerkleProofs.includes(OTHER, size, index, leaf, proof))
                        .isFalse();
                assertThat(MerkleProofs.includes(root, size, index ^ 1, leaf, proof))
                        .isFalse();
                for (List<TreeHash> bent : bent(proof)) {
                    assertThat(MerkleProofs.includes(root, size, index, leaf, bent))
                            .isFalse();
                }
            }
            assertThat(MerkleProofs.includes(root, size, size, OTHER, List.of()))
                    .isFalse();
            assertThat(MerkleProofs.includes(root, size, -1, OTHER, List.of())).isFalse();
        }
    }

    @Test
    void everyOlderTreeIsProvedAndNoOtherIs() {
        for (int size = 1; size <= LARGEST; size++) {
            List<TreeHash> leaves = SampleLog.leaves(size);
            TreeHash root = SampleLog.root(leaves);
            for (int old = 1; old <= size; old++) {
                TreeHash oldRoot = SampleLog.root(leaves.subList(0, old));
                List<TreeHash> proof = TreePass.roots(Span.consistency(old, size), leaves);
                assertThat(MerkleProofs.isExtension(oldRoot, old, root, size, proof))
                        .isTrue();

                assertThat(MerkleProofs.isExtension(OTHER, old, root, size, proof))
                        .isFalse();
                assertThat(MerkleProofs.isExtension(oldRoot, old, OTHER, size, proof))
                        .isFalse();
                for (List<TreeHash> bent : bent(proof)) {
                    assertThat(MerkleProofs.isExtension(oldRoot, old, root, size, bent))
                            .isFalse();
                }
                List<TreeHash> rewritten = SampleLog.with(leaves, old - 1, OTHER);
                assertThat(MerkleProofs.isExtension(
                                oldRoot,
                                old,
                                SampleLog.root(rewritten),
                                size,
                                TreePass.roots(Span.consistency(old, size), rewritten)))
                        .isFalse();
            }
        }
    }

    @Test
    void everyTreeExtendsTheEmptyOneAndNoneALargerOne() {
        TreeHash empty = SampleLog.root(List.of());
        TreeHash root = SampleLog.root(SampleLog.LEAVES);

        assertThat(MerkleProofs.isExtension(empty, 0, root, 3, List.of())).isTrue();
        assertThat(MerkleProofs.isExtension(root, 0, root, 3, List.of())).isFalse();
        assertThat(MerkleProofs.isExtension(empty, 0, root, 3, List.of(root))).isFalse();
        assertThat(MerkleProofs.isExtension(root, 3, root, 2, List.of())).isFalse();
        assertThatThrownBy(() -> Span.consistency(3, 2)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Span.inclusion(3, 3)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void onePassOverManyLeavesGivesRootsAndProofsOfAllSizes() {
        int size = 100_000;
        List<Span> spans = new ArrayList<>(Span.inclusion(77_777, size));
        spans.addAll(Span.consistency(54_321, size));
        spans.add(Span.firstLeaves(54_321));
        spans.add(Span.firstLeaves(size));
        TreePass pass = new TreePass(spans);
        LongStream.range(0, size).forEach(number -> pass.add(SampleLog.leaf("event " + number)));

        TreeHash root = pass.roots(List.of(Span.firstLeaves(size))).getFirst();
        assertThat(MerkleProofs.includes(
                        root, size, 77_777, SampleLog.leaf("event 77777"), pass.roots(Span.inclusion(77_777, size))))
                .isTrue();
        assertThat(MerkleProofs.isExtension(
                        pass.roots(List.of(Span.firstLeaves(54_321))).getFirst(),
                        54_321,
                        root,
                        size,
                        pass.roots(Span.consistency(54_321, size))))
                .isTrue();
        assertThatThrownBy(() -> new TreePass(spans).roots(spans)).isInstanceOf(IllegalStateException.class);
    }

    /** A flipped bit in each hash, one hash less, one more, two exchanged. */
    private static List<List<TreeHash>> bent(List<TreeHash> proof) {
        List<List<TreeHash>> bent = new ArrayList<>();
        for (int i = 0; i < proof.size(); i++) {
            byte[] flipped = proof.get(i).bytes();
            int bit = (proof.size() * 31 + i * 7) % 256;
            flipped[bit / 8] ^= (byte) (1 << bit % 8);
            bent.add(SampleLog.with(proof, i, TreeHash.of(flipped)));
            if (i > 0) {
                bent.add(SampleLog.with(SampleLog.with(proof, i, proof.get(i - 1)), i - 1, proof.get(i)));
            }
        }
        if (!proof.isEmpty()) {
            bent.add(proof.subList(1, proof.size()));
            bent.add(proof.subList(0, proof.size() - 1));
        }
        List<TreeHash> longer = new ArrayList<>(proof);
        longer.add(OTHER);
        bent.add(longer);
        return bent;
    }
}
