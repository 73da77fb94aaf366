package io.understudy.lora.passport;

import io.understudy.lora.Identified;
import io.understudy.lora.ModelPart;
import io.understudy.lora.layers.Spectra;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The long part of a passport.
 *
 * @param layers   every module, in the order of the file
 * @param rankUse  how much of the rank is used; null where no layer is a product of two factors of rank up to {@value
 *     Spectra#MOST_RANK}
 * @param metadata every text of the file, cut where it is long
 */
public record PassportDetails(
        List<Layer> layers, @Nullable RankUse rankUse, List<Text> metadata, TrainingData trainingData) {
    public static final PassportDetails NONE =
            new PassportDetails(List.of(), null, List.of(), new TrainingData(List.of(), 0, List.of(), List.of()));

    /**
     * One module of the file.
     *
     * @param block      -1 where the layer is in no block known here
     * @param role       the layer's name within its block; empty where it is not known
     * @param norm       Frobenius norm of its change; where it is not {@code exact}, an upper bound, or an estimate
     *     from the others where only a part was measured
     * @param share      part of the whole file's change, 0 to 1, by the squares of the norms
     * @param directions how many of the rank carry 95 % of the layer's change, 0 where that was not measured
     */
    public record Layer(
            String module,
            ModelPart part,
            int block,
            String role,
            int rank,
            double alpha,
            double scale,
            double norm,
            boolean exact,
            double share,
            int directions,
            Condition condition) {}

    public enum Condition implements Identified {
        HEALTHY(""),
        DEAD("dead: changes nothing"),
        ALMOST_DEAD("almost dead: below a hundredth of the middle layer"),
        RUNAWAY("ran away: outweighs the layer it changes"),
        STANDS_OUT("stands out: over ten times the middle layer"),
        BROKEN("broken: values that are no numbers");

        private final String words;

        Condition(String words) {
            this.words = words;
        }

        public String words() {
            return words;
        }
    }

    /**
     * How much of the rank is used, over all layers that were measured.
     *
     * @param rank      the usual one
     * @param carry95   the lowest rank that keeps 95 % of the change, by the squares of the singular values
     * @param resizeTo  the rank advised, the same as {@code rank} where nothing is gained
     * @param lost      part of the change, 0 to 1, that this resize loses
     * @param kept      part of the change, 0 to 1, that each rank from 1 on keeps
     */
    public record RankUse(
            int measured, int notMeasured, int rank, int carry95, int resizeTo, double lost, List<Double> kept) {
        public RankUse {
            kept = List.copyOf(kept);
        }

        public String advice() {
            String used = "Rank %d, of which %d %s 95 %% of the change: "
                    .formatted(rank, carry95, carry95 == 1 ? "carries" : "carry");
            return resizeTo < rank
                    ? used + "resize to %d loses %s %%.".formatted(resizeTo, percent(lost))
                    : used + "a resize gains nothing.";
        }

        static String percent(double part) {
            return part < 0.001 ? "less than 0.1" : String.format(Locale.ROOT, "%.1f", 100 * part);
        }
    }

    /**
     * A text of the metadata.
     *
     * @param value  its beginning where it is long
     * @param length of the whole text in characters
     */
    public record Text(String key, String value, int length) {
        public boolean isCut() {
            return value.length() < length;
        }
    }

    /**
     * What the metadata says about the pictures. Nothing of it is proven.
     *
     * @param tags     the most frequent ones
     * @param allTags  how many there are
     * @param mergedFrom files that this one was merged from
     */
    public record TrainingData(List<Tag> tags, int allTags, List<Folder> folders, List<String> mergedFrom) {
        public TrainingData {
            tags = List.copyOf(tags);
            folders = List.copyOf(folders);
            mergedFrom = List.copyOf(mergedFrom);
        }
    }

    public record Tag(String folder, String tag, long count) {}

    /** @param images 0 where they are not counted */
    public record Folder(String name, long images, long repeats) {}

    public PassportDetails {
        layers = List.copyOf(layers);
        metadata = List.copyOf(metadata);
    }
}
