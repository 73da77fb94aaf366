package io.understudy.cli;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Unmatched;

@Command(
        name = "fsck",
        customSynopsis = "understudy fsck [-h] [--SETTING=VALUE...]",
        description = "Reads every stored file back and compares it with its hash, and the files with the database."
                + " Takes the settings of the server, such as --understudy.data=DIR, and starts none.",
        exitCodeListHeading = ClientCommand.STATUS,
        exitCodeList = {
            "0:every file is there and has its hash",
            "1:some are not; they are named",
            "2:the storage or the database cannot be read, or a setting is wrong"
        })
final class FsckCommand extends CliCommand {
    @ParentCommand
    private CommandLineTool.@Nullable Root tool;

    @Unmatched
    private List<String> settings = new ArrayList<>();

    @Override
    public Integer call() {
        for (String setting : settings) {
            if (!setting.startsWith("--")) {
                throw new BadInputException(
                        "“%s” is no setting: one begins with two dashes, as --understudy.data=DIR.".formatted(setting));
            }
        }
        try {
            return tool == null ? CommandLineTool.BAD_INPUT : tool.checkStorage(settings);
        } catch (RuntimeException unstarted) {
            // Status 1 would say that it looked and found something.
            throw new BadInputException("The check could not start. The lines above say why.");
        }
    }
}
