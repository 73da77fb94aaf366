package io.understudy.cli;

import io.understudy.cli.client.ApiClient;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

@Command(
        name = "cancel",
        sortOptions = false,
        description = "Cancels a run that is not over.",
        exitCodeListHeading = ClientCommand.STATUS,
        exitCodeList = {
            "0:the run is cancelled",
            ClientCommand.STATUS_INPUT,
            ClientCommand.STATUS_NO_ANSWER,
            "4:the server declines the token or the request, or the run was over; the reason is on the error stream"
        })
final class CancelCommand extends ClientCommand {
    @Parameters(paramLabel = "RUN", description = "Its number.")
    private long run;

    @Override
    public Integer call() throws IOException, InterruptedException {
        try (ApiClient api = client()) {
            JsonNode now = api.post("runs/" + run + "/cancel", "", newKey());
            String state = now.path("state").asString("").replace('_', ' ').toLowerCase(Locale.ROOT);
            report(now, List.of("Run %d is %s.".formatted(run, state)));
        }
        return 0;
    }
}
