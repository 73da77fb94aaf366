package io.understudy.cli;

import io.understudy.cli.client.ApiClient;
import io.understudy.cli.client.ApiException;
import io.understudy.cli.client.ServerLogin;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

@Command(
        name = "login",
        sortOptions = false,
        description = "Keeps the address of a server and an access token, which it asks for or reads from its input."
                + " The page Access tokens makes one. Only you may read the file.",
        exitCodeListHeading = ClientCommand.STATUS,
        exitCodeList = {
            "0:the server accepts the token",
            ClientCommand.STATUS_INPUT,
            ClientCommand.STATUS_NO_ANSWER,
            ClientCommand.STATUS_DECLINED
        })
final class LoginCommand extends ClientCommand {
    private static final int WITHOUT_SCOPE = 403;
    private static final Path STANDARD_INPUT = Path.of("/proc/self/fd/0");

    @Parameters(paramLabel = "ADDRESS", description = "Such as https://studio.example.")
    private URI address = URI.create("");

    @Option(
            names = "--key",
            paramLabel = "FINGERPRINT_OR_FILE",
            description = "The key that signs the team's release bundles, which pull needs: its fingerprint, or the"
                    + " file with the public key. Get it from the team.")
    private @Nullable String key;

    @Option(
            names = "--plain-http",
            description = "Sends the token to another machine without TLS: everyone on the way can read it.")
    private boolean plainHttp;

    @Override
    public Integer call() throws IOException, InterruptedException {
        ServerLogin login = new ServerLogin(address, token(), key == null ? null : VerifyCommand.fingerprint(key));
        if (login.travelsReadable() && !plainHttp) {
            throw new BadInputException(
                    "Use https: the token would be readable on its way. --plain-http sends it anyway.");
        }
        String name = name(login);
        login.write(config());
        report(
                object().put("address", login.address().toString()).put("name", name),
                List.of("Logged in to %s%s.".formatted(login.address(), name.isEmpty() ? "" : " as " + name)));
        return 0;
    }

    private static String token() throws IOException {
        if (terminal().isPresent()) {
            char[] typed = terminal().get().readPassword("Access token: ");
            return typed == null ? "" : new String(typed).strip();
        }
        if (isTerminal(STANDARD_INPUT)) {
            throw new BadInputException(
                    "The terminal would show the token as you type it. Let the output of login go to the terminal,"
                            + " or give it the token from a file or another program.");
        }
        String line = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)).readLine();
        return Objects.requireNonNullElse(line, "").strip();
    }

    /** @param input a link to what is read, as Linux has it; elsewhere there is none */
    static boolean isTerminal(Path input) {
        try {
            return Files.readSymbolicLink(input).toString().matches("/dev/(pts/\\d+|tty.*|console)");
        } catch (IOException | UnsupportedOperationException none) {
            return false;
        }
    }

    /** Empty when the token is valid but may not read who has it. */
    private String name(ServerLogin login) throws InterruptedException {
        try (ApiClient api = new ApiClient(login, pause)) {
            JsonNode me = api.get("me");
            return me.path("name").asString("");
        } catch (ApiException declined) {
            if (declined.status() == WITHOUT_SCOPE) {
                return "";
            }
            throw declined;
        }
    }
}
