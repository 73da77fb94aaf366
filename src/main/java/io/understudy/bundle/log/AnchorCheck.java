package io.understudy.bundle.log;

import io.understudy.bundle.Finding;
import java.util.List;

/** Compares the leaves as they are now with checkpoints that left the house: each convicts a rewrite of what came before it. */
public final class AnchorCheck {
    private static final String PART = "audit trail";

    private final List<Checkpoint> anchors;
    private final TreePass pass;

    public AnchorCheck(List<Checkpoint> anchors) {
        this.anchors = List.copyOf(anchors);
        this.pass = new TreePass(
                anchors.stream().map(anchor -> Span.firstLeaves(anchor.size())).toList());
    }

    /** In their order, every one. */
    public void add(TreeHash leaf) {
        pass.add(leaf);
    }

    /** @return one for each anchor, in their order */
    public List<Finding> findings() {
        return anchors.stream().map(this::finding).toList();
    }

    private Finding finding(Checkpoint anchor) {
        if (anchor.size() > pass.count()) {
            return Finding.broken(
                    PART, "had %d events and has %d now: some are gone".formatted(anchor.size(), pass.count()));
        }
        return anchor.root().equals(pass.root(Span.firstLeaves(anchor.size())))
                ? Finding.holds(PART, "the first %d events are those that were signed".formatted(anchor.size()))
                : Finding.broken(PART, "the first %d events are not those that were signed".formatted(anchor.size()));
    }
}
