package io.understudy.providers.ssh;

/** @param exitCode 128 and the signal's number where a signal ended the command */
public record CommandResult(int exitCode, String output, String errors) {
    public boolean succeeded() {
        return exitCode == 0;
    }
}
