package io.understudy.datasets.intake;

import io.understudy.datasets.images.IntakeLimits;
import io.understudy.datasets.images.decoding.PictureFormat;
import io.understudy.platform.pictures.UnreadPhoto;
import java.util.ArrayList;
import java.util.List;

/** The reasons for which files are turned away, as ends of sentences that begin with its name, and notes. */
final class RejectionReasons {
    static final String PICTURE_TOO_LARGE = "it is larger than " + IntakeLimits.PICTURE_BYTES / 1_000_000
            + " MB, the most for one picture: save it smaller";
    static final String ZIP_TOO_LARGE =
            "it is larger than " + IntakeLimits.ZIP_BYTES / 1_000_000_000 + " GB, the most for one zip: split it";
    private static final String NO_PICTURE_NAME = "its name does not end in .jpg, .jpeg, .png, .webp or .zip";

    static final String DAMAGED_ENTRY = "it is damaged in the zip and cannot be unpacked: pack it again";

    private RejectionReasons() {}

    /** Of a file whose name is not that of a picture. */
    static String ofName(String name) {
        return UnreadPhoto.isNamed(name) ? UnreadPhoto.REFUSAL : NO_PICTURE_NAME;
    }

    private static String renamed(PictureFormat content, String name, String corrected) {
        return name + " is a " + content.label() + " picture; it is called " + corrected + " here";
    }

    /** What a person should know about a picture that was taken; {@code name} is the one that it has here. */
    static List<String> notes(String sent, String name, PictureFormat format, int bits) {
        List<String> notes = new ArrayList<>();
        if (!name.equals(sent)) {
            notes.add(renamed(format, sent, name));
        }
        if (bits > PictureFormat.USUAL_BITS) {
            notes.add(name + " has " + bits + " bits per colour channel; it is shown and trained on with "
                    + PictureFormat.USUAL_BITS);
        }
        return notes;
    }

    static String duplicateOf(String other) {
        return "the dataset already has this picture, as " + other;
    }
}
