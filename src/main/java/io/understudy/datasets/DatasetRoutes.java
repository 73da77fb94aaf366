package io.understudy.datasets;

import io.understudy.datasets.quality.PictureFilter;
import io.understudy.datasets.snapshots.export.ExportLayout;

public final class DatasetRoutes {
    public static final String TEMPLATE = "characters/:slug/dataset";

    public static final String SNAPSHOTS_TEMPLATE = TEMPLATE + "/snapshots";

    public static final String PROPOSALS_TEMPLATE = TEMPLATE + "/proposals";

    public static final String LINEAGE_TEMPLATE = "snapshots/:hash/lineage";

    private DatasetRoutes() {}

    public static String of(String slug) {
        return "characters/" + slug + "/dataset";
    }

    public static String filtered(String slug, PictureFilter filter) {
        return of(slug) + "?filter=" + filter.name();
    }

    public static String captions(String slug) {
        return of(slug) + "?show=captions";
    }

    /** The captions, narrowed to that of one picture. */
    public static String caption(String slug, PictureId picture) {
        return captions(slug) + "&only=" + picture.value();
    }

    public static String export(SnapshotId id, ExportLayout layout) {
        return "snapshots/" + id.hash() + "/" + layout.slug() + ".zip";
    }

    public static String lineage(SnapshotId id) {
        return "snapshots/" + id.hash() + "/lineage";
    }

    public static String proposals(String slug) {
        return of(slug) + "/proposals";
    }

    public static String snapshots(String slug) {
        return of(slug) + "/snapshots";
    }
}
