package io.understudy.cli;

import io.understudy.cli.client.ApiClient;
import java.io.IOException;
import me.tongfei.progressbar.ProgressBar;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
        name = "follow",
        sortOptions = false,
        description = "Shows what a run does until it is over, across lost connections. With --json each event is a"
                + " line.",
        exitCodeListHeading = ClientCommand.STATUS,
        exitCodeList = {
            "0:the run succeeded",
            "1:it failed or was lost",
            ClientCommand.STATUS_INPUT,
            ClientCommand.STATUS_NO_ANSWER,
            ClientCommand.STATUS_DECLINED,
            "5:it was cancelled"
        })
final class FollowCommand extends ClientCommand {
    @Parameters(paramLabel = "RUN", description = "Its number.")
    private long run;

    @Override
    public Integer call() throws IOException, InterruptedException {
        try (ApiClient api = client();
                ProgressBar bar = bar("Run " + run, -1)) {
            return new RunFollowing(api, run, pause, bar, this::report).toItsEnd();
        }
    }
}
