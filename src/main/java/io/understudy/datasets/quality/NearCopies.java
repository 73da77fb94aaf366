package io.understudy.datasets.quality;

import io.understudy.datasets.PictureId;
import io.understudy.datasets.images.Picture;
import io.understudy.datasets.quality.vision.Face;
import io.understudy.datasets.quality.vision.FaceEmbedding;
import io.understudy.datasets.quality.vision.PerceptualHash;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * Groups pictures around the best of each moment. Each of a group is a copy of its best one, not of another copy: a row
 * of frames is cut where they have moved on.
 */
final class NearCopies {
    /** Degrees by which a crop's face may seem to be turned otherwise. */
    private static final double SAME_ANGLE = 4;

    /** Sharpness and sizes that differ by less are the same. */
    private static final double STEP = 0.1;

    /** @param stranger whether it seems to show another person: it is never the best while there is one that does not */
    record Candidate(
            Picture picture,
            PictureMeasures measures,
            @Nullable FaceEmbedding embedding,
            boolean stranger) {
        PictureId id() {
            return measures.picture();
        }

        /** How another picture is a copy of this one; null when it is none. */
        @Nullable
        SimilarPicture copiedBy(Candidate other) {
            int bits = other.measures.hash().distance(measures.hash());
            boolean crop = bits > PerceptualHash.ALMOST_THE_SAME;
            if (crop && !(mayBeCutFrom(other) && showsTheSameFace(other))) {
                return null;
            }
            boolean mirrored = !crop && other.measures.hash().isMirrorOf(measures.hash());
            return new SimilarPicture(id(), picture.fileName(), bits, mirrored, crop);
        }

        /**
         * Either from the other, perhaps along one side only. Drawn faces, and those of one burst, are as alike as crops:
         * their pictures have one size, or that size turned. A crop that was enlarged to that very size is not found.
         */
        private boolean mayBeCutFrom(Candidate other) {
            int wider = Integer.signum(picture.width() - other.picture.width());
            int taller = Integer.signum(picture.height() - other.picture.height());
            return wider + taller != 0;
        }

        private boolean showsTheSameFace(Candidate other) {
            Face own = measures.face().orElse(null);
            Face its = other.measures.face().orElse(null);
            return embedding != null
                    && other.embedding != null
                    && own != null
                    && its != null
                    && embedding.distance(other.embedding) <= FaceEmbedding.SAME_SHOT
                    && Math.abs(own.yaw() - its.yaw()) <= SAME_ANGLE
                    && Math.abs(own.pitch() - its.pitch()) <= SAME_ANGLE
                    && Math.abs(own.roll() - its.roll()) <= SAME_ANGLE;
        }

        private double pixels() {
            return (double) picture.width() * picture.height();
        }

        private double facePixels() {
            return measures.face().map(face -> face.height() * picture.height()).orElse(0.0);
        }
    }

    private final List<CopyGroup> groups = new ArrayList<>();
    private final Map<PictureId, SimilarPicture> copies = new HashMap<>();

    /** @param candidates in the order of the dataset */
    NearCopies(List<Candidate> candidates) {
        List<Candidate> left = new ArrayList<>(candidates);
        double sharpest = most(left, candidate -> candidate.measures.sharpness().value());
        double largest = most(left, Candidate::pixels);
        double nearest = most(left, Candidate::facePixels);
        left.sort(Comparator.comparing(Candidate::stranger)
                .thenComparing(
                        candidate -> steps(candidate.measures.sharpness().value(), sharpest)
                                + steps(candidate.pixels(), largest)
                                + steps(candidate.facePixels(), nearest),
                        Comparator.reverseOrder())
                .thenComparing(candidate -> candidate.picture.sizeBytes(), Comparator.reverseOrder()));
        while (!left.isEmpty()) {
            Candidate best = left.removeFirst();
            List<PictureId> others = new ArrayList<>();
            left.removeIf(other -> {
                SimilarPicture how = best.copiedBy(other);
                if (how != null) {
                    copies.put(other.id(), how);
                    others.add(other.id());
                }
                return how != null;
            });
            if (!others.isEmpty()) {
                groups.add(new CopyGroup(best.id(), others));
            }
        }
    }

    List<CopyGroup> groups() {
        return groups;
    }

    /** What a picture is a copy of; null when it is the best of its moment, or the only one. */
    @Nullable
    SimilarPicture of(PictureId picture) {
        return copies.get(picture);
    }

    private static double most(List<Candidate> candidates, ToDoubleFunction<Candidate> value) {
        return candidates.stream().mapToDouble(value).max().orElse(0);
    }

    private static double steps(double value, double most) {
        return most == 0 ? 0 : Math.round(value / most / STEP);
    }
}
