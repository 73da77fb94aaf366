package io.understudy.cli;

import io.understudy.bundle.BundleKey;
import io.understudy.bundle.BundleVerifier;
import io.understudy.bundle.Finding;
import io.understudy.bundle.Trust;
import io.understudy.bundle.Verdict;
import io.understudy.bundle.folder.ReleaseFolderVerifier;
import io.understudy.bundle.log.NoteKey;
import io.understudy.bundle.log.SignedNote;
import io.understudy.bundle.trail.TrailVerifier;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.json.JsonMapper;

@Command(
        name = "verify",
        sortOptions = false,
        description =
                "Verifies a signed release bundle or a release folder without network: the signature, every hash, four"
                        + " eyes among the signers, the checklist and, when given, the LoRA file or the audit trail. Of an"
                        + " exported audit trail it verifies every row, their chain and the signed states that you kept.",
        exitCodeListHeading = "Exit status:%n",
        exitCodeList = {
            "0:it verifies: nothing is broken, and --key, or --log of an audit trail, names the key that signed it",
            "1:it does not; what is broken is named",
            "2:the file is missing, or neither a release bundle nor an audit trail; the reason is on the error stream",
            "3:it is consistent, but signed by an unknown key: without --key, or for an audit trail without --log and"
                    + " --anchor or where all of --anchor is later than it, nothing says who signed it",
            "4:nothing is broken, but none of the signed states in --anchor could be compared with the release, or one of"
                    + " them is of another log or later than the exported audit trail"
        })
final class VerifyCommand extends CliCommand {
    private static final int BROKEN = 1;
    private static final int UNKNOWN_KEY = 3;
    private static final int NOT_COMPARED = 4;

    @Parameters(
            paramLabel = "BUNDLE",
            description =
                    "The zip that the page of an approved version offers, the unpacked release folder, or the audit trail as"
                            + " an admin exports it for verification on the Audit page.")
    private Path bundle = Path.of("");

    @Option(
            names = "--key",
            paramLabel = "FINGERPRINT_OR_FILE",
            description =
                    "The key that must have signed it: its fingerprint, or the file with the public key, which a release"
                            + " folder needs. Get it from the team that released the LoRA, never from the release.")
    private @Nullable String key;

    @Option(
            names = "--lora",
            paramLabel = "FILE",
            description = "Of a release bundle: the LoRA file that it must be about.")
    private @Nullable Path lora;

    @Option(
            names = "--log",
            paramLabel = "KEY_OR_FILE",
            description =
                    "Of a release folder or an audit trail: the key of the team's audit trail, one line from their Settings,"
                            + " or a file with it.")
    private @Nullable String log;

    @Option(
            names = "--anchor",
            paramLabel = "FILE",
            description =
                    "Of a release folder, with --log: signed states of the audit trail that you kept, one after the other."
                            + " Those of the size of this release's state or of the release's before it are compared: one of"
                            + " them has to hold. The file that the server writes will do. Of an audit trail, with --log: all"
                            + " of them are compared, and the first row that differs is named.")
    private @Nullable Path anchor;

    @Option(names = "--json", description = "Prints JSON instead of text.")
    private boolean json;

    @Override
    public Integer call() throws IOException {
        boolean trail = TrailVerifier.isTrail(bundle);
        List<Finding> findings = trail ? verifyTrail() : Files.isDirectory(bundle) ? verifyFolder() : verifyBundle();
        Verdict verdict = Verdict.of(findings);
        print(out -> {
            if (json) {
                out.println(JsonMapper.shared()
                        .writeValueAsString(new TreeMap<>(Map.of("verdict", verdict, "findings", findings))));
                return;
            }
            findings.forEach(finding -> out.println(line(finding)));
            out.println(trail ? conclusion(verdict) : conclusion(verdict, Files.isDirectory(bundle)));
        });
        return switch (verdict) {
            case VERIFIED -> 0;
            case UNKNOWN_KEY -> UNKNOWN_KEY;
            case NOT_COMPARED -> NOT_COMPARED;
            case BROKEN -> BROKEN;
        };
    }

    private List<Finding> verifyBundle() throws IOException {
        requireFile(bundle);
        if (log != null || anchor != null) {
            throw new BadInputException(
                    "--log and --anchor are for a release folder: a release bundle has no proof of the audit trail.");
        }
        if (lora != null) {
            requireFile(lora);
        }
        return BundleVerifier.verify(bundle, key == null ? null : Trust.fingerprint(fingerprint(key)), lora);
    }

    private List<Finding> verifyFolder() throws IOException {
        if (key != null && !Files.isRegularFile(Path.of(key))) {
            throw new BadInputException(
                    "A release folder is verified with --key FILE, the public key of release folders.");
        }
        if (lora != null) {
            throw new BadInputException("--lora is for a release bundle: a release folder holds its LoRA.");
        }
        return ReleaseFolderVerifier.verify(
                bundle,
                key == null ? null : BundleKey.ofPem(text(Path.of(key))),
                logKey(),
                anchor == null ? "" : kept(anchor));
    }

    private List<Finding> verifyTrail() throws IOException {
        if (key != null || lora != null) {
            throw new BadInputException("--key and --lora are for releases: an audit trail is verified with --log.");
        }
        return TrailVerifier.verify(bundle, logKey(), anchor == null ? "" : kept(anchor));
    }

    private @Nullable NoteKey logKey() throws IOException {
        return log == null ? null : NoteKey.ofVkey(line(log));
    }

    private String kept(Path file) throws IOException {
        requireFile(file);
        if (log == null) {
            throw new BadInputException("--anchor needs --log, the key of the audit trail.");
        }
        String kept = text(file);
        if (SignedNote.split(kept).isEmpty()) {
            throw new BadInputException("%s has no signed state of an audit trail.".formatted(file));
        }
        return kept;
    }

    private static String line(String given) throws IOException {
        Path file = Path.of(given);
        return (Files.isRegularFile(file) ? text(file) : given).strip();
    }

    /** Bytes that are no UTF-8 are not of a key or a signed state, which then says so. */
    private static String text(Path file) throws IOException {
        return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
    }

    private static String conclusion(Verdict verdict, boolean folder) {
        return switch (verdict) {
            case VERIFIED -> "This release verifies.";
            case UNKNOWN_KEY ->
                folder
                        ? "This release folder is consistent, but signed by an unknown key. Ask the team that released it for"
                                + " the key of release folders (their Settings show it under “Signed release bundles”), and verify"
                                + " again with --key."
                        : "This release bundle is consistent, but signed by an unknown key. Ask the team that released it for"
                                + " the fingerprint (their Settings show it under “Signed release bundles”), compare it with the one"
                                + " above, and verify again with --key.";
            case NOT_COMPARED -> "Nothing in this release is broken, but it could not be compared with what you kept.";
            case BROKEN -> "This release does not verify.";
        };
    }

    /** Of an audit trail. */
    private static String conclusion(Verdict verdict) {
        return switch (verdict) {
            case VERIFIED -> "This audit trail verifies.";
            case UNKNOWN_KEY ->
                "The rows of this audit trail fit together, but a person who can write them can chain them again. Verify it"
                        + " with --log and with the signed states that you kept, --anchor.";
            case NOT_COMPARED ->
                "Nothing in this audit trail is broken, but not all that you kept could be compared with it.";
            case BROKEN -> "This audit trail does not verify.";
        };
    }

    private static String line(Finding finding) {
        String mark =
                switch (finding.outcome()) {
                    case HOLDS -> "ok      ";
                    case UNCHECKED -> "not checked ";
                    case BROKEN -> "BROKEN  ";
                };
        return mark + finding.part() + ": " + finding.words();
    }

    /** @param given a fingerprint, or the file with the public key */
    static String fingerprint(String given) throws IOException {
        if (given.strip().matches("(?i)(sha256:)?[0-9a-f]{64}")) {
            return given.strip();
        }
        Path file = Path.of(given);
        requireFile(file);
        return BundleKey.ofPem(text(file)).fingerprint();
    }
}
