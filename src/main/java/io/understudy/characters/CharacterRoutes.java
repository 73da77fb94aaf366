package io.understudy.characters;

public final class CharacterRoutes {
    public static final String GALLERY = "characters";

    public static final String NEW_PARAMETER = "new";
    /** The gallery with the dialog for a new character. */
    public static final String NEW = GALLERY + "?" + NEW_PARAMETER;

    public static final String OVERVIEW = "characters/:slug";
    public static final String CONSENT = "characters/:slug/consent";
    public static final String SLUG = "slug";

    private CharacterRoutes() {}

    public static String overview(String slug) {
        return GALLERY + "/" + slug;
    }

    public static String consent(String slug) {
        return overview(slug) + "/consent";
    }

    public static String consentFile(String slug) {
        return consent(slug) + "/file";
    }
}
