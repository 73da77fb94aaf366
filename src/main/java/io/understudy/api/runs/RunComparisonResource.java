package io.understudy.api.runs;

import io.swagger.v3.oas.annotations.media.Schema;
import io.understudy.comparison.ComparedRow;
import io.understudy.comparison.ComparedValue;
import io.understudy.comparison.RunComparison;
import io.understudy.comparison.SampleMatrix;
import io.understudy.storage.BlobHash;
import io.understudy.training.RunDetails;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Runs side by side.
 *
 * @param runs their numbers, in the order of the values of each row
 * @param base number of the run that the others are compared to
 * @param sameTask whether all learned the same pictures on the same backend: only then their losses are comparable
 * @param rows settings first, then results
 * @param page where a person compares them
 */
@Schema(name = "RunComparison")
record RunComparisonResource(
        List<Long> runs, long base, boolean sameTask, List<Row> rows, Samples samples, String page) {
    /** @param essential worth to be seen also where the runs do not differ */
    @Schema(name = "ComparedRow")
    record Row(String label, boolean essential, List<Value> values) {
        private static Row of(ComparedRow row) {
            return new Row(
                    row.label(),
                    row.essential(),
                    IntStream.range(0, row.values().size())
                            .mapToObj(run -> Value.of(row, run))
                            .toList());
        }
    }

    /**
     * The value of a run.
     *
     * @param text as it is shown
     * @param number null for text
     * @param compared false for what says nothing about other runs, such as a setting that the backend ignored
     */
    @Schema(name = "ComparedValue")
    record Value(String text, @Nullable Double number, boolean differs, boolean compared) {
        private static Value of(ComparedRow row, int run) {
            ComparedValue value = row.values().get(run);
            return new Value(value.text(), value.number(), row.differs(run), value.comparable());
        }
    }

    /**
     * The samples of all runs.
     *
     * @param steps at which any of them has one
     * @param commonStep the latest step at which all have samples; the latest of any where there is none
     */
    @Schema(name = "ComparedSamples")
    record Samples(List<Integer> steps, int commonStep, List<Prompt> prompts) {
        private static Samples of(SampleMatrix samples) {
            return new Samples(
                    samples.steps(),
                    samples.commonStep(),
                    samples.rows().stream().map(Prompt::of).toList());
        }
    }

    /** @param pictures their SHA-256, by run, then by step; null where a run has none */
    @Schema(name = "ComparedPrompt")
    record Prompt(String prompt, long seed, List<List<@Nullable String>> pictures) {
        private static Prompt of(SampleMatrix.Row row) {
            List<List<@Nullable String>> pictures = new ArrayList<>();
            for (List<@Nullable BlobHash> run : row.pictures()) {
                pictures.add(hashes(run));
            }
            return new Prompt(row.prompt(), row.seed(), pictures);
        }

        private static List<@Nullable String> hashes(List<@Nullable BlobHash> pictures) {
            List<@Nullable String> hashes = new ArrayList<>();
            for (@Nullable BlobHash picture : pictures) {
                hashes.add(picture == null ? null : picture.hex());
            }
            return hashes;
        }
    }

    static RunComparisonResource of(RunComparison comparison, String page) {
        return new RunComparisonResource(
                comparison.runs().stream().map(RunDetails::number).toList(),
                comparison.runs().get(comparison.base()).number(),
                comparison.sameTask(),
                comparison.rows().stream().map(Row::of).toList(),
                Samples.of(comparison.samples()),
                page);
    }
}
