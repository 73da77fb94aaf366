package io.understudy.bundle;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What is where in a release bundle, and the parts of it that a verifier reads. Times are ISO 8601, hashes SHA-256 in small
 * hexadecimal digits, accounts the installation's own ids.
 */
public final class BundleFormat {
    public static final String FORM = "understudy.bundle/2";

    /** Its manifest does not name the makers yet. */
    static final String FORM_WITHOUT_MAKERS = "understudy.bundle/1";

    public static final String INDEX = "index.json";

    /** The Ed25519 signature of the bytes of {@link #INDEX}, in Base64. */
    public static final String SIGNATURE = "index.json.ed25519";

    /** The key that made the signature; only as good as the fingerprint that a person compares. */
    public static final String KEY = "public-key.pem";

    public static final String MANIFEST = "manifest.json";

    public static final String DECISIONS = "decisions.json";

    public static final String CHECKLIST = "checklist.json";

    public static final String CONSENT = "consent.json";

    /** The frozen dataset: its SHA-256 is the snapshot's id. */
    public static final String SNAPSHOT = "snapshot.json";

    public static final String COMMENTS = "comments.json";
    public static final String LINEAGE = "lineage.json";
    public static final String PASSPORT = "passport.json";
    public static final String PAGE = "index.html";

    /** For people and programs that use the LoRA; bundles that were written before have neither. */
    public static final String MODEL_CARD = "README.md";

    public static final String SIDECAR = "sidecar.json";

    private static final String EVIDENCE = "evidence/";

    private BundleFormat() {}

    public static String evidence(String sha256, String mediaType) {
        return EVIDENCE + sha256 + pictureEnding(mediaType);
    }

    /** @return {@code .bin} for what is no picture */
    public static String pictureEnding(String mediaType) {
        return switch (mediaType) {
            case "image/png" -> ".png";
            case "image/jpeg" -> ".jpg";
            case "image/webp" -> ".webp";
            default -> ".bin";
        };
    }

    static boolean isEvidence(String name) {
        return name.startsWith(EVIDENCE);
    }

    /** The opposite of {@link #evidence}. */
    public static String mediaType(String evidence) {
        return switch (evidence.substring(evidence.lastIndexOf('.') + 1)) {
            case "png" -> "image/png";
            case "jpg" -> "image/jpeg";
            case "webp" -> "image/webp";
            default -> "application/octet-stream";
        };
    }

    public static String promisedHash(String name) {
        return name.substring(EVIDENCE.length()).replaceFirst("\\.[a-z]+$", "");
    }

    public record Lora(String fileName, String sha256, long size) {}

    public record Head(
            String versionId,
            String version,
            String character,
            String baseModel,
            String state,
            Lora lora,
            String manifest,
            String snapshot,
            String writtenAt,
            String writtenBy) {}

    public record Entry(String name, long size, String sha256) {}

    record Index(String form, Head head, String key, List<Entry> entries) {
        /** What is missing is noticed where the list is read, not where it is used. */
        Index {
            entries = List.copyOf(entries);
            Objects.requireNonNull(form, "form");
            Objects.requireNonNull(key, "key");
            Objects.requireNonNull(head.lora().sha256(), "lora");
            entries.forEach(entry -> Objects.requireNonNull(entry.name(), "name"));
        }
    }

    /**
     * A link by which a person chose a password: the admin who made it could have opened it.
     *
     * @param by account of that admin
     * @param at when the password was chosen
     * @param confirmedBy account of the admin who vouched afterwards that the person has the account, or null
     * @param goesBackTo account of the one, of those that {@code invitedBy} can name, who made the link, confirmed the
     *     account, or is the nearest up the chain of invitations of the person who did, or null
     */
    public record PasswordLink(
            String by,
            String at,
            @Nullable String confirmedBy,
            @Nullable String goesBackTo) {
        public PasswordLink {
            Objects.requireNonNull(by, "by");
            Objects.requireNonNull(at, "at");
        }
    }

    /**
     * A person who made a part.
     *
     * @param passwordLinks those that were used, or null where there are none
     * @param invitedBy account of the nearest signer or approver up the chain of invitations, or null
     */
    public record Maker(
            String account,
            String name,
            String deeds,
            @Nullable List<PasswordLink> passwordLinks,
            @Nullable String invitedBy) {}

    /**
     * A step of the version.
     *
     * @param verb such as {@code SIGN_OFF}
     * @param manifest hash of what its author saw
     * @param signerMayApprove whether the team's rules let a signer approve
     * @param invitedBy account of the nearest maker, other signer or approver up the author's chain of invitations, or
     *     null; of a maker, of the nearest signer or approver
     * @param passwordLink by which the author's password of that time was chosen, or null
     * @param signOffs of an approval, how many people the team's rules asked to sign off; null in other steps, and in
     *     bundles that were written before they stated it
     */
    public record Decision(
            String verb,
            String account,
            String name,
            String at,
            String manifest,
            boolean signerMayApprove,
            @Nullable String reason,
            @Nullable String invitedBy,
            @Nullable PasswordLink passwordLink,
            @Nullable Integer signOffs) {}

    public record Decided(List<Maker> makers, List<Decision> decisions) {
        public Decided {
            makers = List.copyOf(makers);
            decisions = List.copyOf(decisions);
        }
    }

    /**
     * What a tick rests on.
     *
     * @param file path of its picture in the release bundle, or null for what has words only
     */
    public record Piece(String kind, String words, @Nullable String file) {}

    public record Tick(String by, String at, String note, List<Piece> evidence) {
        public Tick {
            evidence = List.copyOf(evidence);
        }
    }

    /** @param tick null while the item is open */
    public record Item(String key, String title, @Nullable Tick tick) {}

    public record Checklist(int edition, List<Item> items) {
        public Checklist {
            items = List.copyOf(items);
        }
    }

    public record Photo(
            String sha256,
            String fileName,
            String state,
            String basis,
            String source,
            String terms,
            String vouchedBy,
            @Nullable String vouchedAt,
            @Nullable String documentSha256) {}

    public record Consent(String likeness, List<Photo> photos) {
        public Consent {
            photos = List.copyOf(photos);
        }
    }
}
