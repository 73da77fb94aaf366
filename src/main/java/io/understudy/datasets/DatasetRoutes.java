package io.understudy.datasets;

/** Where a character's pictures are. */
public final class DatasetRoutes {
    public static final String TEMPLATE = "characters/:slug/dataset";

    public static final String SNAPSHOTS_TEMPLATE = TEMPLATE + "/snapshots";

    private DatasetRoutes() {}

    /** The URL of a character's dataset, without a leading slash. */
    public static String of(String slug) {
        return "characters/" + slug + "/dataset";
    }

    /** The URL of a character's snapshots, without a leading slash. */
    public static String snapshots(String slug) {
        return of(slug) + "/snapshots";
    }
}
