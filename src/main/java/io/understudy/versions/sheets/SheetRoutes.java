package io.understudy.versions.sheets;

import io.understudy.versions.VersionId;

/** Where test sheets are found; all without a leading slash. */
public final class SheetRoutes {
    public static final String SHEET = "sheets/:id";
    public static final String NEW = "versions/:id/sheets/new";
    public static final String PLAN = "characters/:slug/sheet-plan";
    public static final String TAB = "characters/:slug/sheets";
    public static final String HISTORY = "characters/:slug/sheets/through-versions";

    private SheetRoutes() {}

    public static String of(SheetId id) {
        return "sheets/" + id.value();
    }

    public static String zip(SheetId id) {
        return of(id) + "/pictures.zip";
    }

    public static String newSheet(VersionId version) {
        return "versions/" + version.value() + "/sheets/new";
    }

    /** The same page, set to the checkpoints of the version's run. */
    public static String newCheckpointSheet(VersionId version) {
        return newSheet(version) + "?columns=checkpoints";
    }

    public static String plan(String slug) {
        return "characters/" + slug + "/sheet-plan";
    }

    /** The same cells through all versions of a character; {@code ?strength=0.9} chooses the strength. */
    public static String history(String slug) {
        return tab(slug) + "/through-versions";
    }

    public static String tab(String slug) {
        return "characters/" + slug + "/sheets";
    }
}
