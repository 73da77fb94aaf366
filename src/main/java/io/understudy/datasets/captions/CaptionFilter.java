package io.understudy.datasets.captions;

import io.understudy.datasets.PictureId;
import io.understudy.datasets.PictureSummary;
import io.understudy.datasets.TriggerUse;
import io.understudy.datasets.captions.text.CaptionLength;
import java.util.Locale;
import java.util.Set;

/**
 * Which captions of a dataset are looked at.
 *
 * @param text words that the caption or the file name has; empty for any
 * @param only the captions of these pictures; empty for all
 */
public record CaptionFilter(Kind kind, String text, Set<PictureId> only) {
    public static final CaptionFilter ALL = new CaptionFilter(Kind.ALL, "");

    public enum Kind {
        ALL("All captions"),
        UNCAPTIONED("Without caption"),
        TRIGGER("Trigger word missing or not first"),
        LONG("Longer than CLIP reads");

        private final String label;

        Kind(String label) {
            this.label = label;
        }

        public String label() {
            return label;
        }
    }

    public CaptionFilter {
        only = Set.copyOf(only);
    }

    public CaptionFilter(Kind kind, String text) {
        this(kind, text, Set.of());
    }

    public static CaptionFilter only(Set<PictureId> pictures) {
        return new CaptionFilter(Kind.ALL, "", pictures);
    }

    boolean takes(PictureSummary picture) {
        if (!only.isEmpty() && !only.contains(picture.id())) {
            return false;
        }
        boolean kindFits =
                switch (kind) {
                    case ALL -> true;
                    case UNCAPTIONED -> picture.caption().isEmpty();
                    case TRIGGER -> picture.trigger() != TriggerUse.FIRST;
                    case LONG -> CaptionLength.of(picture.caption()).beyondClip();
                };
        return kindFits && (contains(picture.caption()) || contains(picture.fileName()));
    }

    private boolean contains(String where) {
        return where.toLowerCase(Locale.ROOT).contains(text.strip().toLowerCase(Locale.ROOT));
    }
}
