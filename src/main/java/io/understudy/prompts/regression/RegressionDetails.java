package io.understudy.prompts.regression;

import io.understudy.generation.GenerationDetails;
import io.understudy.prompts.playground.TemplateExample;
import io.understudy.prompts.stacks.StackPlan;
import io.understudy.storage.BlobHash;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The examples of a character with an earlier version and with this one.
 *
 * @param version file name of that version
 * @param jobs that generate the new pictures
 */
public record RegressionDetails(
        RegressionId id,
        String character,
        String slug,
        String version,
        boolean done,
        List<Pair> pairs,
        List<GenerationDetails> jobs) {
    /**
     * An example and what it is now.
     *
     * @param plan with the new version
     * @param now null until it is generated
     * @param problem why it is not generated again, or null
     * @param verdict null until someone has given one
     */
    public record Pair(
            int position,
            TemplateExample example,
            StackPlan plan,
            @Nullable BlobHash now,
            @Nullable String problem,
            @Nullable RegressionVerdict verdict,
            String note,
            @Nullable String judgedBy,
            @Nullable Instant judgedAt) {}

    public RegressionDetails {
        pairs = List.copyOf(pairs);
        jobs = List.copyOf(jobs);
    }

    public long judged() {
        return pairs.stream().filter(pair -> pair.verdict() != null).count();
    }

    RegressionStatus.Comparison comparison() {
        int pictures = (int) pairs.stream().filter(pair -> pair.now() != null).count();
        RegressionCounts counts =
                RegressionCounts.of(pairs.stream().flatMap(pair -> Stream.ofNullable(pair.verdict())));
        return new RegressionStatus.Comparison(id, done, RegressionState.of(done, pictures, counts), pictures, counts);
    }
}
