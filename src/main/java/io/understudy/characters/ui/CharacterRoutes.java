package io.understudy.characters.ui;

public final class CharacterRoutes {
    public static final String GALLERY = "characters";

    static final String NEW_PARAMETER = "new";
    /** The gallery with the dialog for a new character. */
    static final String NEW = GALLERY + "?" + NEW_PARAMETER;

    static final String OVERVIEW = "characters/:slug";
    static final String CONSENT = "characters/:slug/consent";
    static final String SLUG = "slug";

    private CharacterRoutes() {}

    public static String overview(String slug) {
        return GALLERY + "/" + slug;
    }

    public static String consent(String slug) {
        return overview(slug) + "/consent";
    }

    static String consentFile(String slug) {
        return consent(slug) + "/file";
    }
}
