package io.understudy.bundle.log;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Roots of any spans of leaves from one pass over the leaves, of which it keeps a few hashes only. */
public final class TreePass {
    /** By their first leaf; each gives the roots of all spans that begin there. */
    private final Map<Long, Subtree> waiting = new HashMap<>();

    private final List<Subtree> running = new ArrayList<>();
    private final Map<Span, TreeHash> roots = new HashMap<>();
    private long count;

    public TreePass(Collection<Span> spans) {
        for (Span span : spans) {
            if (span.end() == span.first()) {
                roots.put(span, TreeHash.OF_NOTHING);
            } else {
                waiting.computeIfAbsent(span.first(), first -> new Subtree())
                        .ends
                        .put(span.end(), span);
            }
        }
    }

    /** The roots of a tree that is at hand. */
    public static List<TreeHash> roots(List<Span> spans, List<TreeHash> leaves) {
        TreePass pass = new TreePass(spans);
        leaves.forEach(pass::add);
        return pass.roots(spans);
    }

    public void add(TreeHash leaf) {
        Subtree beginning = waiting.remove(count);
        if (beginning != null) {
            running.add(beginning);
        }
        count++;
        for (Iterator<Subtree> each = running.iterator(); each.hasNext(); ) {
            Subtree subtree = each.next();
            subtree.add(leaf);
            Span done = subtree.ends.remove(count);
            if (done != null) {
                roots.put(done, subtree.root());
            }
            if (subtree.ends.isEmpty()) {
                each.remove();
            }
        }
    }

    public long count() {
        return count;
    }

    /** @return null while leaves of it are missing */
    public @Nullable TreeHash root(Span span) {
        return roots.get(span);
    }

    /** @throws IllegalStateException when leaves are missing */
    public List<TreeHash> roots(List<Span> spans) {
        if (!roots.keySet().containsAll(spans)) {
            throw new IllegalStateException("The tree has only %d leaves.".formatted(count));
        }
        return spans.stream()
                .map(span -> Objects.requireNonNull(roots.get(span)))
                .toList();
    }

    private static final class Subtree {
        private final Map<Long, Span> ends = new HashMap<>();
        private final List<TreeHash> complete = new ArrayList<>();
        private long size;

        /** Keeps the roots of the complete subtrees, one for each bit that is set in the size, the largest first. */
        void add(TreeHash leaf) {
            TreeHash hash = leaf;
            for (long bits = size; (bits & 1) == 1; bits >>= 1) {
                hash = TreeHash.node(complete.removeLast(), hash);
            }
            complete.add(hash);
            size++;
        }

        TreeHash root() {
            TreeHash root = complete.getLast();
            for (int i = complete.size() - 2; i >= 0; i--) {
                root = TreeHash.node(complete.get(i), root);
            }
            return root;
        }
    }
}
