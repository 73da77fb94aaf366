package io.understudy.bundle.log;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Verifies proofs as RFC 9162 does in 2.1.3.2 and 2.1.4.2. */
public final class MerkleProofs {
    private MerkleProofs() {}

    public static boolean includes(TreeHash root, long size, long index, TreeHash leaf, List<TreeHash> proof) {
        if (index < 0 || index >= size) {
            return false;
        }
        return leads(index, size - 1, leaf, proof, null, root);
    }

    /** Whether the tree of {@code size} leaves begins with those of the older one. */
    public static boolean isExtension(TreeHash oldRoot, long oldSize, TreeHash root, long size, List<TreeHash> proof) {
        if (oldSize < 0 || oldSize > size) {
            return false;
        }
        if (oldSize == 0) {
            return proof.isEmpty() && oldRoot.equals(TreeHash.OF_NOTHING);
        }
        if (oldSize == size) {
            return proof.isEmpty() && oldRoot.equals(root);
        }
        List<TreeHash> path = new ArrayList<>(proof);
        if (Long.bitCount(oldSize) == 1) {
            path.addFirst(oldRoot);
        }
        if (path.isEmpty()) {
            return false;
        }
        int shared = Long.numberOfTrailingZeros(oldSize);
        return leads(
                (oldSize - 1) >> shared,
                (size - 1) >> shared,
                path.getFirst(),
                path.subList(1, path.size()),
                oldRoot,
                root);
    }

    /**
     * From a node up to the root of its tree.
     *
     * @param start the hash of the first node
     * @param oldRoot what the nodes to the left alone lead to; null where that does not matter
     */
    private static boolean leads(
            long firstNode,
            long lastNode,
            TreeHash start,
            List<TreeHash> path,
            @Nullable TreeHash oldRoot,
            TreeHash root) {
        long node = firstNode;
        long last = lastNode;
        TreeHash before = start;
        TreeHash now = start;
        for (TreeHash sibling : path) {
            if (last == 0) {
                return false;
            }
            if ((node & 1) == 1 || node == last) {
                before = TreeHash.node(sibling, before);
                now = TreeHash.node(sibling, now);
                int up = levelsWithoutSibling(node);
                node >>= up;
                last >>= up;
            } else {
                now = TreeHash.node(now, sibling);
            }
            node >>= 1;
            last >>= 1;
        }
        return last == 0 && (oldRoot == null || before.equals(oldRoot)) && now.equals(root);
    }

    /** A last node without a right sibling moves up unchanged. */
    private static int levelsWithoutSibling(long node) {
        return node == 0 ? 0 : Long.numberOfTrailingZeros(node);
    }
}
