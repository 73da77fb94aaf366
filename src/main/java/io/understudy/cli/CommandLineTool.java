package io.understudy.cli;

import io.understudy.bundle.MalformedBundleException;
import io.understudy.cli.client.ApiException;
import io.understudy.cli.client.Shown;
import io.understudy.lora.format.MalformedSafetensorsException;
import io.understudy.mini.UnfitLoraException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import java.util.List;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;
import picocli.AutoComplete.GenerateCompletion;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.IFactory;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;
import tools.jackson.databind.node.ObjectNode;

public final class CommandLineTool {
    public static final int BAD_INPUT = 2;

    private static final String NAME = "understudy";
    private static final String INSPECT = "inspect";
    private static final String HELP = "--help";
    private static final String VERSION = "--version";

    private CommandLineTool() {}

    @Command(
            name = NAME,
            description =
                    "Trains and generates with the miniature, inspects LoRA files, verifies release bundles, and works"
                            + " with a server through its API. Without a command the server starts.",
            versionProvider = ToolVersion.class,
            subcommands = {
                TrainCommand.class,
                SampleCommand.class,
                InspectCommand.class,
                VerifyCommand.class,
                LoginCommand.class,
                PushCommand.class,
                BackendsCommand.class,
                LaunchCommand.class,
                FollowCommand.class,
                CancelCommand.class,
                PullCommand.class,
                ReportCommand.class,
                FsckCommand.class,
                ManualCommand.class,
                GenerateCompletion.class,
                HelpCommand.class
            })
    @SuppressWarnings("UnusedVariable") // picocli sets the options and does what they say
    static final class Root {
        private final ToIntFunction<List<String>> storageCheck;

        @Option(
                names = {"-h", HELP},
                usageHelp = true,
                description = "Shows this text.")
        private boolean help;

        @Option(
                names = {"-V", VERSION},
                versionHelp = true,
                description = "Shows the version.")
        private boolean version;

        Root(ToIntFunction<List<String>> storageCheck) {
            this.storageCheck = storageCheck;
        }

        /** @param settings as the server takes them */
        int checkStorage(List<String> settings) {
            return storageCheck.applyAsInt(settings);
        }
    }

    /** Whether this is a call of the tool: the server takes settings only, which begin with two dashes. */
    public static boolean handles(String[] args) {
        return args.length > 0 && (!args[0].startsWith("--") || args[0].equals(HELP) || args[0].equals(VERSION));
    }

    /** @param storageCheck what {@code fsck} does with its settings; gives the exit status */
    public static int run(String[] args, ToIntFunction<List<String>> storageCheck) {
        return run(
                args,
                new PrintWriter(System.out, true, System.out.charset()),
                new PrintWriter(System.err, true, System.err.charset()),
                CommandLine.defaultFactory(),
                storageCheck);
    }

    static int run(String[] args, PrintWriter out, PrintWriter err) {
        return run(args, out, err, CommandLine.defaultFactory(), settings -> BAD_INPUT);
    }

    static int run(
            String[] args,
            PrintWriter out,
            PrintWriter err,
            IFactory commands,
            ToIntFunction<List<String>> storageCheck) {
        System.setProperty("java.awt.headless", "true");
        Refusal refusal = new Refusal(err, List.of(args).contains("--json"));
        return tool(args, commands, storageCheck)
                .setOut(out)
                .setErr(err)
                .setParameterExceptionHandler((wrong, arguments) -> refusal.say(describe(wrong), BAD_INPUT, 0))
                .setExecutionExceptionHandler((failure, command, result) -> {
                    if (failure instanceof ApiException answer) {
                        return refusal.say(
                                answer.getMessage(),
                                answer.isPassing() ? ClientCommand.NO_ANSWER : ClientCommand.DECLINED,
                                answer.status());
                    }
                    if (isBadInput(failure)) {
                        return refusal.say(describe(failure), BAD_INPUT, 0);
                    }
                    throw failure;
                })
                .execute(args);
    }

    /** To set up all commands takes longer than to read a LoRA, so the command that does only that is set up alone. */
    private static CommandLine tool(String[] args, IFactory commands, ToIntFunction<List<String>> storageCheck) {
        return args.length > 0 && args[0].equals(INSPECT)
                ? new CommandLine(CommandSpec.create()
                        .name(NAME)
                        .addSubcommand(INSPECT, new CommandLine(InspectCommand.class, commands)))
                : new CommandLine(new Root(storageCheck), commands);
    }

    /** Says on the error stream why there is no result, as text or as JSON. */
    private record Refusal(PrintWriter err, boolean json) {
        /**
         * @param answer the status that the server answered with; 0 for none
         * @return the status
         */
        int say(@Nullable String message, int status, int answer) {
            String line = Shown.of(String.valueOf(message).lines().findFirst().orElse("wrong input"));
            if (!json) {
                err.println("understudy: " + line);
                return status;
            }
            ObjectNode error = ClientCommand.object().put("error", line).put("exitStatus", status);
            err.println(answer == 0 ? error : error.put("httpStatus", answer));
            return status;
        }
    }

    private static @Nullable String describe(ParameterException wrong) {
        if (wrong instanceof UnmatchedArgumentException unmatched
                && !unmatched.isUnknownOption()
                && wrong.getCommandLine().getParent() == null) {
            return "There is no command “%s”. understudy --help lists them."
                    .formatted(unmatched.getUnmatched().getFirst());
        }
        return wrong.getMessage();
    }

    private static boolean isBadInput(Exception failure) {
        return failure instanceof BadInputException
                || failure instanceof ParameterException
                || failure instanceof IllegalArgumentException
                || failure instanceof MalformedBundleException
                || failure instanceof IOException
                || failure instanceof UncheckedIOException;
    }

    private static @Nullable String describe(Exception failure) {
        return failure instanceof IOException unusable ? describe(unusable) : failure.getMessage();
    }

    static String describe(IOException unusable) {
        if (unusable instanceof UnfitLoraException || unusable instanceof MalformedSafetensorsException) {
            return String.valueOf(unusable.getMessage());
        }
        if (unusable instanceof FileSystemException file) {
            String reason = file.getReason();
            return "Cannot use %s: %s."
                    .formatted(file.getFile(), reason == null ? "not found or not accessible" : reason);
        }
        return "A file cannot be read or written: %s.".formatted(unusable.getMessage());
    }
}
