package io.understudy.versions.sheets.measures;

import io.understudy.datasets.quality.vision.FaceBox;
import io.understudy.lora.Strength;
import io.understudy.storage.BlobHash;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What was measured over a sheet. Numbers for people who look at the pictures as well, never a verdict.
 *
 * @param strengths the candidate's columns, ascending
 * @param withoutLora how far the model follows the prompts on its own
 * @param faces null while faces are not read or fewer than {@link Faces#LEAST} were found
 * @param faceCount faces found in the candidate's columns of standard strength
 * @param trainingPictures how many there are to compare with; none where the version was trained elsewhere
 * @param nearest the candidate's pictures that look most like a training picture, the closest first
 * @param columns the candidate's, by strength or by step
 * @param choice what they speak for
 * @param recommended the strengths that it means; null where none is decided, and on sheets over checkpoints
 * @param boxes of the largest face of each picture that has one, by position
 */
public record SheetMeasures(
        List<AtStrength> strengths,
        Map<PromptWish, Followed> withoutLora,
        @Nullable Faces faces,
        int faceCount,
        int trainingPictures,
        List<Nearest> nearest,
        List<ColumnMeasure> columns,
        ColumnChoice choice,
        @Nullable Recommended recommended,
        Map<Integer, FaceBox> boxes) {
    public SheetMeasures {
        boxes = Map.copyOf(boxes);
        withoutLora = Map.copyOf(withoutLora);
        strengths = List.copyOf(strengths);
        columns = List.copyOf(columns);
        nearest = List.copyOf(nearest);
    }

    /**
     * A column of the candidate. Pictures whose prompt does not name the character are counted, and not measured here.
     *
     * @param pictures that are there
     * @param change median colour difference to the picture without the LoRA, same prompt and seed; null without pairs
     * @param variety how much pictures of different prompts differ, as a share of how much they do without the LoRA;
     *     null with one prompt
     * @param followed how often its pictures show what their prompts ask for; wishes that no prompt has, or that cannot
     *     be told on any of the pictures, are missing
     * @param faceDistance median distance of its faces to those of the training pictures; null without faces
     */
    public record AtStrength(
            Strength strength,
            int pictures,
            @Nullable Double change,
            @Nullable Double variety,
            Map<PromptWish, Followed> followed,
            @Nullable Double faceDistance) {
        public AtStrength {
            followed = Map.copyOf(followed);
        }

        public Optional<Followed> allFollowed() {
            return followed.values().stream().reduce(Followed::plus);
        }
    }

    /**
     * How often a wish of prompts was followed.
     *
     * @param pictures that show it
     * @param of so many on which it can be judged, 1 or more
     */
    public record Followed(int pictures, int of) {
        Followed plus(Followed other) {
            return new Followed(pictures + other.pictures, of + other.of);
        }

        public double share() {
            return (double) pictures / of;
        }

        /** {@code 3 of 4}. */
        public String inWords() {
            return pictures + " of " + of;
        }
    }

    /**
     * How alike the faces of the standard strengths are.
     *
     * @param median distance of a face to the others
     * @param worst of these distances
     * @param within share of the faces whose distance is that of one person, 0 to 1
     */
    public record Faces(int count, double median, double worst, double within) {
        /** As many generations as the guide asks for. */
        public static final int LEAST = 10;
    }

    /**
     * A picture that looks like a training picture.
     *
     * @param position of the place within the sheet
     * @param bits in which the perceptual hashes differ, 0 to 64
     * @param faceDistance between the two faces; null unless both were read
     */
    public record Nearest(
            int position,
            BlobHash picture,
            String trainingFile,
            BlobHash trainingPicture,
            int bits,
            @Nullable Double faceDistance) {}

    /**
     * What the numbers speak for.
     *
     * @param from the lowest strength at which most faces are those of one person with the training pictures
     * @param strength the best one
     * @param to the highest below 1.3 that is no worse
     * @param reason in a sentence with the numbers
     */
    public record Recommended(Strength from, Strength strength, Strength to, String reason) {}
}
