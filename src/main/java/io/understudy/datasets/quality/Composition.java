package io.understudy.datasets.quality;

import io.understudy.datasets.quality.vision.ShotType;
import io.understudy.prompting.guide.CompositionTarget;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Objects;

/**
 * The guide's composition table, filled in with the pictures that count for the guide.
 *
 * @param rows in the order of the guide
 * @param unknown pictures that count and whose shot type nobody knows: not measured yet, or nobody found on them
 */
public record Composition(List<Row> rows, int unknown) {
    public Composition {
        rows = List.copyOf(rows);
    }

    /**
     * How many pictures of one kind there are.
     *
     * @param have pictures; for lighting, groups of pictures that are lit differently
     */
    public record Row(CompositionTarget target, int have) {
        public String missing() {
            int missing = target.missing(have);
            return missing == 0 ? "" : missing + " more: " + advice(target);
        }
    }

    static Composition of(Collection<MeasuredPicture> counted, int unmeasured) {
        long lightings = counted.stream()
                .map(MeasuredPicture::lightGroup)
                .filter(Objects::nonNull)
                .distinct()
                .count();
        List<Row> rows = Arrays.stream(CompositionTarget.values())
                .map(target -> new Row(
                        target,
                        target == CompositionTarget.LIGHTING
                                ? (int) lightings
                                : (int) counted.stream()
                                        .filter(picture -> counts(picture, target))
                                        .count()))
                .toList();
        int withoutShot =
                (int) counted.stream().filter(picture -> picture.shot() == null).count();
        return new Composition(rows, unmeasured + withoutShot);
    }

    static boolean counts(MeasuredPicture picture, CompositionTarget target) {
        ShotType shot = picture.shot();
        return switch (target) {
            case FACE_CLOSE_UPS -> shot == ShotType.CLOSE_UP;
            // Down to the knees says something about proportions, not about the whole figure.
            case UPPER_BODY -> shot == ShotType.UPPER_BODY || shot == ShotType.THREE_QUARTER;
            case FULL_BODY -> shot == ShotType.FULL_BODY;
            case ANGLES -> picture.showsAnotherAngle();
            case LIGHTING -> picture.lightGroup() != null;
        };
    }

    private static String advice(CompositionTarget target) {
        return switch (target) {
            case FACE_CLOSE_UPS -> "fill the frame with the face, from the front and from both sides";
            case UPPER_BODY -> "from the waist up, with both arms in the picture";
            case FULL_BODY -> "from head to feet, at full height, from two sides";
            case ANGLES -> "turn the head: three-quarter left and right, profile, from above, from behind";
            case LIGHTING -> "daylight by a window, shade outdoors, evening light, a lamp from the side";
        };
    }
}
