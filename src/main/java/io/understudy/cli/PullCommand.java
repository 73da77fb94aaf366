package io.understudy.cli;

import io.understudy.bundle.Trust;
import io.understudy.cli.client.ApiClient;
import io.understudy.cli.client.ApiException;
import io.understudy.cli.client.FileHashes;
import io.understudy.cli.client.LorasFolder;
import io.understudy.cli.client.ReleasePull;
import io.understudy.cli.client.ServerLogin;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import me.tongfei.progressbar.ProgressBar;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.node.ObjectNode;

@Command(
        name = "pull",
        sortOptions = false,
        description = "Brings a folder of LoRAs to what of a character, or of all, is in production: writes the file"
                + " with its model card and its A1111 sidecar once signature, approval and hash are verified, and removes"
                + " what it wrote when that is recalled or revoked.",
        exitCodeListHeading = ClientCommand.STATUS,
        exitCodeList = {
            "0:the folder has what is in production",
            "1:something is not approved, recalled, or not what was signed; none of it was written",
            ClientCommand.STATUS_INPUT,
            ClientCommand.STATUS_NO_ANSWER,
            ClientCommand.STATUS_DECLINED,
            "5:a file that a person changed or put there was left as it is; it is named"
        })
final class PullCommand extends ClientCommand {
    private static final int REFUSED = 1;
    private static final int LEFT = 5;

    @Parameters(paramLabel = "CHARACTER", arity = "0..1", description = "Its name in the address of its page.")
    private String character = "";

    @Option(names = "--all", description = "All characters that the token opens, instead of one.")
    private boolean all;

    @Option(names = "--model", paramLabel = "ID", description = "Only what is in production for this model.")
    private String model = "";

    @Option(
            names = "--to",
            paramLabel = "DIR",
            description = "The folder, such as ComfyUI/models/loras. Otherwise this one.")
    private Path folder = Path.of("");

    @Option(
            names = "--watch",
            paramLabel = "SECONDS",
            description = "Looks again after this time, until the command is ended. Says only what changed.")
    private @Nullable Integer watch;

    @Option(
            names = "--key",
            paramLabel = "FINGERPRINT_OR_FILE",
            description = "The key that must have signed, where login was not given it. Get it from the team.")
    private @Nullable String key;

    private final FileHashes hashes = new FileHashes();
    private String said = "";

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (all != character.isEmpty()) {
            throw new BadInputException("Name a character, or give --all instead.");
        }
        ServerLogin login = login();
        Trust trust = trust(login);
        if (!Files.isDirectory(folder)) {
            throw new BadInputException("There is no folder %s.".formatted(folder));
        }
        Integer seconds = watch;
        if (seconds != null && seconds < 1) {
            throw new BadInputException("--watch takes a number of seconds from 1.");
        }
        try (ApiClient api = new ApiClient(login, pause)) {
            if (seconds == null) {
                return pull(api, trust);
            }
            while (true) {
                pullOrSay(api, trust);
                pause.of(Duration.ofSeconds(seconds));
            }
        }
    }

    private Trust trust(ServerLogin login) throws IOException {
        String known = key == null ? login.key() : key;
        if (known == null) {
            throw new BadInputException("Give the key of the team's release bundles with --key, here or at login. Their"
                    + " Settings show its fingerprint under “Signed release bundles”.");
        }
        return Trust.fingerprint(VerifyCommand.fingerprint(known));
    }

    /** A server or folder that is away for a while is tried again; a server that declines the token is not. */
    private void pullOrSay(ApiClient api, Trust trust) throws InterruptedException {
        try {
            pull(api, trust);
        } catch (ApiException lost) {
            if (!lost.isPassing()) {
                throw lost;
            }
            sayError(String.valueOf(lost.getMessage()));
        } catch (IOException unusable) {
            sayError(CommandLineTool.describe(unusable));
        }
    }

    private void sayError(String words) {
        say(object().put("error", words), List.of(words));
    }

    private int pull(ApiClient api, Trust trust) throws IOException, InterruptedException {
        try (LorasFolder loras = LorasFolder.open(folder, hashes);
                ProgressBar bar = bar("Fetching", -1)) {
            ReleasePull pull = new ReleasePull(api, loras, trust, bar::stepTo);
            ReleasePull.Outcome outcome = all ? pull.runAll(model) : pull.run(character, model);
            say(json(outcome), lines(outcome));
            if (!outcome.refused().isEmpty()) {
                return REFUSED;
            }
            return outcome.left().isEmpty() ? 0 : LEFT;
        }
    }

    private void say(ObjectNode result, List<String> lines) {
        if (!said.equals(result.toString())) {
            said = result.toString();
            report(result, lines);
        }
    }

    private static ObjectNode json(ReleasePull.Outcome outcome) {
        ObjectNode result = object();
        result.set("written", array(outcome.written()));
        result.set("current", array(outcome.current()));
        result.set("removed", array(outcome.removed()));
        result.set("left", array(outcome.left()));
        result.set("refused", array(outcome.refused()));
        return result;
    }

    private static List<String> lines(ReleasePull.Outcome outcome) {
        List<String> lines = new ArrayList<>();
        outcome.written().forEach(name -> lines.add(name + " is verified and written."));
        outcome.current().forEach(name -> lines.add(name + " is in place."));
        outcome.removed().forEach(name -> lines.add(name + " was withdrawn and is removed."));
        outcome.left().forEach(name -> lines.add(name + " is not as it was written, and is left as it is."));
        lines.addAll(outcome.refused());
        return lines;
    }
}
