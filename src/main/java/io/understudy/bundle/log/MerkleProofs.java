package io.understudy.bundle.log;

import java.util.ArrayList;
import java.util.List;

/** Verifies proofs as RFC 9162 does in 2.1.3.2 and 2.1.4.2. */
public final class MerkleProofs {
    private MerkleProofs() {}

    public static boolean includes(TreeHash root, long size, long index, TreeHash leaf, List<TreeHash> proof) {
        if (index < 0 || index >= size) {
            return false;
        }
        long node = index;
        long last = size - 1;
        TreeHash hash = leaf;
        for (TreeHash sibling : proof) {
            if (last == 0) {
                return false;
            }
            if ((node & 1) == 1 || node == last) {
                hash = TreeHash.node(sibling, hash);
                int up = levelsWithoutSibling(node);
                node >>= up;
                last >>= up;
            } else {
                hash = TreeHash.node(hash, sibling);
            }
            node >>= 1;
            last >>= 1;
        }
        return last == 0 && hash.equals(root);
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
        long node = (oldSize - 1) >> shared;
        long last = (size - 1) >> shared;
        TreeHash before = path.getFirst();
        TreeHash now = path.getFirst();
        for (TreeHash sibling : path.subList(1, path.size())) {
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
        return last == 0 && before.equals(oldRoot) && now.equals(root);
    }

    /** A last node without a right sibling moves up unchanged. */
    private static int levelsWithoutSibling(long node) {
        return node == 0 ? 0 : Long.numberOfTrailingZeros(node);
    }
}
