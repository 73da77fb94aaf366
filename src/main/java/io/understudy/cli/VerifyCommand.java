package io.understudy.cli;

import io.understudy.bundle.BundleKey;
import io.understudy.bundle.BundleVerifier;
import io.understudy.bundle.Finding;
import io.understudy.bundle.Trust;
import io.understudy.bundle.Verdict;
import io.understudy.bundle.folder.ReleaseFolderVerifier;
import io.understudy.bundle.log.NoteKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "verify",
        sortOptions = false,
        description =
                "Verifies a signed release bundle or a release folder without network: the signature, every hash, four"
                        + " eyes among the signers, the checklist and, when given, the LoRA file or the audit trail.",
        exitCodeListHeading = "Exit status:%n",
        exitCodeList = {
            "0:it verifies: nothing is broken, and --key names the key that signed it",
            "1:it does not; what is broken is named",
            "2:the file is missing or not a release bundle; the reason is on the error stream",
            "3:it is consistent, but signed by an unknown key: without --key nothing says who signed it"
        })
final class VerifyCommand extends CliCommand {
    private static final int BROKEN = 1;
    private static final int UNKNOWN_KEY = 3;

    @Parameters(
            paramLabel = "BUNDLE",
            description = "The zip that the page of an approved version offers, or the unpacked release folder.")
    private Path bundle = Path.of("");

    @Option(
            names = "--key",
            paramLabel = "FINGERPRINT_OR_FILE",
            description =
                    "The key that must have signed it: its fingerprint, or the file with the public key. Get it from"
                            + " the team that released the LoRA, never from the release bundle.")
    private @Nullable String key;

    @Option(names = "--lora", paramLabel = "FILE", description = "The LoRA file that it must be about.")
    private @Nullable Path lora;

    @Option(
            names = "--log",
            paramLabel = "KEY_OR_FILE",
            description =
                    "Of a release folder: the key of the team's audit trail, one line from their Settings, or a file with it.")
    private @Nullable String log;

    @Option(
            names = "--anchor",
            paramLabel = "FILE",
            description = "Of a release folder: signed states of the audit trail that you kept, one after the other.")
    private @Nullable Path anchor;

    @Override
    public Integer call() throws IOException {
        List<Finding> findings = Files.isDirectory(bundle) ? verifyFolder() : verifyBundle();
        Verdict verdict = Verdict.of(findings);
        print(out -> {
            findings.forEach(finding -> out.println(line(finding)));
            out.println(conclusion(verdict));
        });
        return switch (verdict) {
            case VERIFIED -> 0;
            case UNKNOWN_KEY -> UNKNOWN_KEY;
            case BROKEN -> BROKEN;
        };
    }

    private List<Finding> verifyBundle() throws IOException {
        requireFile(bundle);
        if (lora != null) {
            requireFile(lora);
        }
        return BundleVerifier.verify(bundle, key == null ? null : trust(key), lora);
    }

    /** A folder does not bring its key. */
    private List<Finding> verifyFolder() throws IOException {
        if (key == null || !Files.isRegularFile(Path.of(key))) {
            throw new BadInputException(
                    "A release folder is verified with --key FILE, the public key of release folders.");
        }
        if (anchor != null) {
            requireFile(anchor);
        }
        return ReleaseFolderVerifier.verify(
                bundle,
                BundleKey.ofPem(Files.readString(Path.of(key))),
                log == null ? null : NoteKey.ofVkey(line(log)),
                anchor == null ? "" : Files.readString(anchor));
    }

    private static String line(String given) throws IOException {
        Path file = Path.of(given);
        return Files.isRegularFile(file) ? Files.readString(file).strip() : given.strip();
    }

    private static String conclusion(Verdict verdict) {
        return switch (verdict) {
            case VERIFIED -> "This release verifies.";
            case UNKNOWN_KEY ->
                "This release bundle is consistent, but signed by an unknown key. Ask the team that released it for"
                        + " the fingerprint (their Settings show it under “Signed release bundles”), compare it with the one"
                        + " above, and verify again with --key.";
            case BROKEN -> "This release does not verify.";
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

    private static Trust trust(String given) throws IOException {
        if (given.strip().matches("(?i)(sha256:)?[0-9a-f]{64}")) {
            return Trust.fingerprint(given);
        }
        Path file = Path.of(given);
        requireFile(file);
        return Trust.key(BundleKey.ofPem(Files.readString(file)));
    }
}
