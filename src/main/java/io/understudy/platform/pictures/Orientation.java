package io.understudy.platform.pictures;

import com.drew.lang.ByteArrayReader;
import com.drew.metadata.Metadata;
import com.drew.metadata.exif.ExifIFD0Directory;
import com.drew.metadata.exif.ExifReader;
import java.awt.geom.AffineTransform;
import org.jspecify.annotations.Nullable;

/**
 * How a stored picture must be turned to stand upright: the EXIF tag 0x0112.
 *
 * @param value 1 (upright) to 8
 */
public record Orientation(int value) {
    public static final Orientation UPRIGHT = new Orientation(1);

    /** Reads the tag; a missing or damaged block means upright, as in every viewer. */
    public static Orientation in(byte @Nullable [] exif) {
        if (exif == null) {
            return UPRIGHT;
        }
        Metadata metadata = new Metadata();
        new ExifReader().extract(new ByteArrayReader(exif), metadata);
        return of(metadata);
    }

    public static Orientation of(Metadata metadata) {
        ExifIFD0Directory directory = metadata.getFirstDirectoryOfType(ExifIFD0Directory.class);
        Integer tag = directory == null ? null : directory.getInteger(ExifIFD0Directory.TAG_ORIENTATION);
        return tag == null || tag < 1 || tag > 8 ? UPRIGHT : new Orientation(tag);
    }

    /** As if the camera had been turned: so many quarter turns to the right stand the picture upright. */
    public static Orientation turned(int quarters) {
        return switch (quarters) {
            case 1 -> new Orientation(6);
            case 2 -> new Orientation(3);
            case 3 -> new Orientation(8);
            default -> UPRIGHT;
        };
    }

    public boolean isUpright() {
        return value == 1;
    }

    public boolean swapsSides() {
        return value >= 5;
    }

    public AffineTransform transform(int width, int height) {
        return switch (value) {
            case 2 -> new AffineTransform(-1, 0, 0, 1, width, 0);
            case 3 -> new AffineTransform(-1, 0, 0, -1, width, height);
            case 4 -> new AffineTransform(1, 0, 0, -1, 0, height);
            case 5 -> new AffineTransform(0, 1, 1, 0, 0, 0);
            case 6 -> new AffineTransform(0, 1, -1, 0, height, 0);
            case 7 -> new AffineTransform(0, -1, -1, 0, height, width);
            case 8 -> new AffineTransform(0, -1, 1, 0, 0, width);
            default -> new AffineTransform();
        };
    }
}
