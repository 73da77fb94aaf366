package io.understudy.training.backends.cluster;

import io.understudy.providers.ssh.CommandResult;
import io.understudy.providers.ssh.SshConnection;
import io.understudy.providers.ssh.SshProblem;
import java.time.Duration;

/** Bash on an engine's host, whatever the account's own shell is. */
public final class EngineShell {
    private static final Duration MOST = Duration.ofMinutes(2);
    private static final int NOT_FOUND = 127;

    private final SshConnection connection;

    public EngineShell(SshConnection connection) {
        this.connection = connection;
    }

    /**
     * @param script read as a whole before its first line is run
     * @throws EngineUnreachable also when a program is missing there: its folder may not be mounted now
     */
    public CommandResult run(String script) {
        try {
            CommandResult result = connection.run("bash -s", "{ exec </dev/null\n" + script + "\nexit; }\n", MOST);
            if (result.exitCode() == NOT_FOUND) {
                throw new EngineUnreachable(
                        "A program is missing on " + connection.target().host() + ": "
                                + result.errors().strip(),
                        "Install it there on the account's path, or enter the folder of Slurm's programs in the engine's"
                                + " settings.",
                        null);
            }
            return result;
        } catch (SshProblem problem) {
            throw new EngineUnreachable(problem);
        }
    }
}
