package io.understudy.datasets.images;

public final class IntakeLimits {
    private static final long MEGABYTE = 1_000_000;

    public static final long PICTURE_BYTES = 50 * MEGABYTE;

    /** Bytes of one zip as it is sent. */
    public static final long ZIP_BYTES = 1_000 * MEGABYTE;

    /** Bytes of everything in a zip together, counted while it is unpacked. */
    public static final long UNPACKED_BYTES = 2 * ZIP_BYTES;

    public static final int PICTURES = 500;

    /** Entries of a zip: a caption for each picture, and room for folders and what systems leave behind. */
    public static final int ENTRIES = 4 * PICTURES;

    public static final int CAPTION_BYTES = 64 * 1024;

    /** How many times larger than packed an entry may grow: pictures are compressed already, so hardly at all. */
    public static final int RATIO = 100;

    /** Below this, the ratio of an entry says nothing. */
    public static final long RATIO_COUNTS_FROM = MEGABYTE;

    private IntakeLimits() {}
}
