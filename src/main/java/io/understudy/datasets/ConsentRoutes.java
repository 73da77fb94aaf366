package io.understudy.datasets;

import io.understudy.storage.BlobHash;

/** Where a character's consent ledger is; all without a leading slash. */
public final class ConsentRoutes {
    public static final String TEMPLATE = "characters/:slug/photo-consent";
    public static final String FILTER = "filter";
    public static final String PAGE = "page";

    private ConsentRoutes() {}

    public static String of(String slug) {
        return "characters/" + slug + "/photo-consent";
    }

    public static String of(String slug, LedgerFilter filter) {
        return of(slug) + "?" + FILTER + "=" + filter.name();
    }

    /** The download of the document that is kept for a photo. */
    public static String document(BlobHash photo) {
        return "photos/" + photo.hex() + "/consent-document";
    }
}
