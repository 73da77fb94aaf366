package io.understudy.versions.lineage;

import io.understudy.storage.BlobHash;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where something comes from and what became of it: stage after stage, from photos to production and beyond.
 *
 * @param stages in order; each node of a stage comes from the stage before
 */
public record Lineage(List<Stage> stages) {
    public Lineage {
        stages = List.copyOf(stages);
    }

    /**
     * Things of one kind.
     *
     * @param more how many there are besides those that are shown
     */
    public record Stage(String heading, List<Node> nodes, long more) {
        public Stage {
            nodes = List.copyOf(nodes);
        }
    }

    public enum Standing {
        PLAIN,
        GOOD,
        BAD
    }

    /**
     * One thing.
     *
     * @param path of its page, without a leading slash; empty where there is none
     * @param state in a word or two; empty where there is nothing to say
     * @param here whether it is what the reader looks at
     */
    public record Node(
            String name,
            String fact,
            String path,
            @Nullable BlobHash picture,
            String state,
            Standing standing,
            boolean here) {}
}
