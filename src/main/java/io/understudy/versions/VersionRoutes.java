package io.understudy.versions;

import io.understudy.storage.BlobHash;

/** Where versions are found; all without a leading slash. */
public final class VersionRoutes {
    public static final String VERSION = "versions/:id";
    public static final String REVIEWS = "reviews";
    public static final String CHECKLIST = "settings/checklist";
    public static final String TAB = "characters/:slug/versions";

    public static final String PASSPORT = "versions/:id/passport";
    public static final String PASSPORTS = "versions/:id/passport/compare/:other";
    public static final String INSPECT = "inspect";
    public static final String IMPORT = "import";

    private VersionRoutes() {}

    public static String of(VersionId id) {
        return "versions/" + id.value();
    }

    public static String file(VersionId id) {
        return of(id) + "/file";
    }

    public static String lineage(VersionId id) {
        return of(id) + "/lineage";
    }

    public static String production(String slug, String model) {
        return "characters/" + slug + "/production/" + model + "/file";
    }

    public static String releaseBundle(VersionId id) {
        return of(id) + "/bundle";
    }

    public static String releaseFolder(VersionId id) {
        return of(id) + "/release";
    }

    public static String passport(VersionId id) {
        return of(id) + "/passport";
    }

    public static String passports(VersionId id, VersionId other) {
        return passport(id) + "/compare/" + other.value();
    }

    public static String importFor(String slug) {
        return IMPORT + "?character=" + slug;
    }

    public static String evidenceFile(VersionId id, BlobHash file) {
        return of(id) + "/evidence/" + file.hex();
    }

    public static String tab(String slug) {
        return "characters/" + slug + "/versions";
    }
}
