package io.understudy.cli;

import io.understudy.cli.client.ApiClient;
import io.understudy.cli.client.Pause;
import io.understudy.cli.client.ServerLogin;
import io.understudy.cli.client.Shown;
import java.io.Console;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import me.tongfei.progressbar.DelegatingProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** A command that speaks with the server of a login. */
abstract class ClientCommand extends CliCommand {
    static final int NO_ANSWER = 3;
    static final int DECLINED = 4;

    static final String STATUS = "Exit status:%n";
    static final String STATUS_INPUT =
            "2:the input is wrong, a file cannot be used, or no one logged in; the reason is on the error stream";
    static final String STATUS_NO_ANSWER = "3:the server gave no usable answer; the same command may succeed later";
    static final String STATUS_DECLINED =
            "4:the server declines the token or the request; the reason is on the error stream";

    static final JsonMapper JSON = JsonMapper.builder().build();

    @Option(names = "--json", description = "Prints JSON instead of text, also of what fails.")
    boolean json;

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "The file of the login. Otherwise UNDERSTUDY_URL, UNDERSTUDY_TOKEN and UNDERSTUDY_KEY of the"
                    + " environment, or else client.json in understudy in your folder of settings.")
    private @Nullable Path config;

    Pause pause = Thread::sleep;
    Map<String, String> environment = System.getenv();

    final Path config() {
        return config == null ? ServerLogin.usualFile(environment) : config;
    }

    final ServerLogin login() throws IOException {
        Optional<ServerLogin> given = config == null ? ServerLogin.of(environment) : Optional.empty();
        return given.isPresent() ? given.get() : ServerLogin.read(config());
    }

    final ApiClient client() throws IOException {
        return new ApiClient(login(), pause);
    }

    /** Of a request that is to be done once, however often it is sent. */
    static String newKey() {
        return UUID.randomUUID().toString();
    }

    final void report(JsonNode result, List<String> lines) {
        print(out -> {
            if (json) {
                out.println(result);
            } else {
                lines.stream().map(Shown::of).forEach(out::println);
            }
        });
    }

    static ObjectNode object() {
        return JSON.createObjectNode();
    }

    static ArrayNode array(List<String> words) {
        ArrayNode array = JSON.createArrayNode();
        words.forEach(array::add);
        return array;
    }

    /** Shows itself to a person at a terminal and to no program. */
    final ProgressBar bar(String task, long most) {
        ProgressBarBuilder bar = new ProgressBarBuilder()
                .setTaskName(task)
                .setInitialMax(most)
                .setStyle(ProgressBarStyle.ASCII)
                .setUpdateIntervalMillis(500);
        if (json || terminal().isEmpty()) {
            Consumer<String> nowhere = line -> {};
            bar.setConsumer(new DelegatingProgressBarConsumer(nowhere));
        }
        return bar.build();
    }

    static Optional<Console> terminal() {
        return Optional.ofNullable(System.console()).filter(Console::isTerminal);
    }
}
