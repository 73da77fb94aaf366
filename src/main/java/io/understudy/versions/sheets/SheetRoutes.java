package io.understudy.versions.sheets;

import io.understudy.versions.VersionId;

/** Where test sheets are found; all without a leading slash. */
public final class SheetRoutes {
    public static final String SHEET = "sheets/:id";
    public static final String NEW = "versions/:id/sheets/new";
    public static final String PLAN = "characters/:slug/sheet-plan";
    public static final String TAB = "characters/:slug/sheets";

    private SheetRoutes() {}

    public static String of(SheetId id) {
        return "sheets/" + id.value();
    }

    /** The page that makes a sheet of a version. */
    public static String newSheet(VersionId version) {
        return "versions/" + version.value() + "/sheets/new";
    }

    /** The plan of a character. */
    public static String plan(String slug) {
        return "characters/" + slug + "/sheet-plan";
    }

    /** All sheets of a character. */
    public static String tab(String slug) {
        return "characters/" + slug + "/sheets";
    }
}
