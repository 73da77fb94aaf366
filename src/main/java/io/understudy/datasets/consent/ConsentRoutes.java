package io.understudy.datasets.consent;

import io.understudy.storage.BlobHash;

public final class ConsentRoutes {
    public static final String TEMPLATE = "characters/:slug/photo-consent";
    public static final String FILTER = "filter";

    private ConsentRoutes() {}

    public static String of(String slug) {
        return "characters/" + slug + "/photo-consent";
    }

    public static String of(String slug, LedgerFilter filter) {
        return of(slug) + "?" + FILTER + "=" + filter.name();
    }

    public static String document(BlobHash photo) {
        return "photos/" + photo.hex() + "/consent-document";
    }
}
