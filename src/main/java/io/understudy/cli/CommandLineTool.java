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
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.AutoComplete.GenerateCompletion;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.IFactory;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

public final class CommandLineTool {
    public static final int BAD_INPUT = 2;

    private static final String HELP = "--help";

    private CommandLineTool() {}

    @Command(
            name = "understudy",
            description =
                    "Trains and generates with the miniature, inspects LoRA files, verifies release bundles, and works"
                            + " with a server through its API. Without a command the server starts.",
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
                PullCommand.class,
                ReportCommand.class,
                ManualCommand.class,
                GenerateCompletion.class,
                HelpCommand.class
            })
    private static final class Root {
        @Option(names = HELP, usageHelp = true, description = "Shows this text.")
        private boolean help;
    }

    /**
     * Whether the first argument names a command of this tool, or asks for help. Read from the annotations alone: picocli's whole model would be
     * built at every start of the server, and twice for a command.
     */
    public static boolean handles(String[] args) {
        return args.length > 0
                && (args[0].equals(HELP)
                        || Arrays.stream(annotation(Root.class).subcommands())
                                .anyMatch(command -> annotation(command).name().equals(args[0])));
    }

    private static Command annotation(Class<?> command) {
        return Objects.requireNonNull(command.getAnnotation(Command.class));
    }

    public static int run(String[] args) {
        return run(
                args,
                new PrintWriter(System.out, true, System.out.charset()),
                new PrintWriter(System.err, true, System.err.charset()));
    }

    static int run(String[] args, PrintWriter out, PrintWriter err) {
        return run(args, out, err, CommandLine.defaultFactory());
    }

    /** @param commands makes the commands */
    static int run(String[] args, PrintWriter out, PrintWriter err, IFactory commands) {
        System.setProperty("java.awt.headless", "true");
        return new CommandLine(new Root(), commands)
                .setOut(out)
                .setErr(err)
                .setParameterExceptionHandler((wrong, arguments) -> refuse(err, wrong.getMessage(), BAD_INPUT))
                .setExecutionExceptionHandler((failure, command, result) -> {
                    if (failure instanceof ApiException answer) {
                        return refuse(
                                err,
                                answer.getMessage(),
                                answer.isPassing() ? ClientCommand.NO_ANSWER : ClientCommand.DECLINED);
                    }
                    if (isBadInput(failure)) {
                        return refuse(err, describe(failure), BAD_INPUT);
                    }
                    throw failure;
                })
                .execute(args);
    }

    private static int refuse(PrintWriter err, @Nullable String message, int status) {
        err.println("understudy: "
                + Shown.of(String.valueOf(message).lines().findFirst().orElse("wrong input")));
        return status;
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
