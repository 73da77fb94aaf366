package io.understudy.datasets;

/** Where a character's pictures are. */
public final class DatasetRoutes {
    public static final String TEMPLATE = "characters/:slug/dataset";

    public static final String SNAPSHOTS_TEMPLATE = TEMPLATE + "/snapshots";

    /** The page that shows what came of a snapshot. */
    public static final String LINEAGE_TEMPLATE = "snapshots/:hash/lineage";

    private DatasetRoutes() {}

    /** The URL of a character's dataset, without a leading slash. */
    public static String of(String slug) {
        return "characters/" + slug + "/dataset";
    }

    /** The pictures of a dataset that a filter lets through. */
    public static String filtered(String slug, PictureFilter filter) {
        return of(slug) + "?filter=" + filter.name();
    }

    /** The captions of a dataset, beside their pictures. */
    public static String captions(String slug) {
        return of(slug) + "?show=captions";
    }

    /** The URL of a snapshot as a zip, without a leading slash. */
    public static String export(SnapshotId id, ExportLayout layout) {
        return "snapshots/" + id.hash() + "/" + layout.slug() + ".zip";
    }

    /** The URL of what came of a snapshot, without a leading slash. */
    public static String lineage(SnapshotId id) {
        return "snapshots/" + id.hash() + "/lineage";
    }

    /** The URL of a character's snapshots, without a leading slash. */
    public static String snapshots(String slug) {
        return of(slug) + "/snapshots";
    }
}
