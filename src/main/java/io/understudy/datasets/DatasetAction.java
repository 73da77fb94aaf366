package io.understudy.datasets;

public enum DatasetAction {
    UPLOADED(Reach.PICTURE, "uploaded"),
    CROPPED(Reach.PICTURE, "cropped or turned"),
    CAPTIONED(Reach.PICTURE, "captioned"),
    REPEATED(Reach.PICTURE, "set the repeats of"),
    OVERRULED(Reach.PICTURE, "overruled a measure of"),
    CHOSE_REFERENCE(Reach.DATASET, "chose as reference face"),
    LEFT_OUT(Reach.DATASET, "left out"),
    INCLUDED(Reach.DATASET, "included"),
    REMOVED(Reach.DATASET, "removed"),
    RESTORED(Reach.DATASET, "restored"),
    WITHDREW(Reach.DATASET, "withdrew"),
    RESTORED_SNAPSHOT(Reach.CHARACTER, "restored a snapshot"),
    CHOSE_IMPORTED(Reach.CHARACTER, "shaped a dataset that was imported"),
    CHOSE_TRIGGER(Reach.CHARACTER, "chose the trigger word"),
    CHANGED_TRIGGER(Reach.CHARACTER, "changed the trigger word"),
    CHANGED_SUBJECT(Reach.CHARACTER, "changed the subject");

    private enum Reach {
        /** Counts where this very picture is trained on. */
        PICTURE,
        /** Done to a picture, but shapes which pictures are trained on at all. */
        DATASET,
        CHARACTER
    }

    private final Reach reach;
    private final String words;

    DatasetAction(Reach reach, String words) {
        this.reach = reach;
        this.words = words;
    }

    public boolean isOfPicture() {
        return reach == Reach.PICTURE;
    }

    /** Whether it decides which pictures are trained on. */
    public boolean isChoice() {
        return reach == Reach.DATASET || this == RESTORED_SNAPSHOT || this == CHOSE_IMPORTED;
    }

    /** Whether it goes with the photo into other datasets. */
    public boolean isOfPhoto() {
        return this == UPLOADED || this == CROPPED;
    }

    /**
     * To be read after a name.
     *
     * @param pictures that it was done to; 0 where that is not known
     */
    public String words(int pictures) {
        if (reach == Reach.CHARACTER) {
            return words;
        }
        return words + (pictures == 0 ? " pictures" : pictures == 1 ? " 1 picture" : " " + pictures + " pictures");
    }
}
