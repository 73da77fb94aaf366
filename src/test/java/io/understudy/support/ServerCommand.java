package io.understudy.support;

import io.understudy.Application;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

public final class ServerCommand {
    /** The jar that people start; absent where a test runs before it is built. */
    private static final @Nullable String JAR = System.getProperty("understudy.test.jar");

    /** The JDK's cache for that jar; a start passes over one that is missing or does not fit. */
    private static final @Nullable String CACHE = System.getProperty("understudy.test.cache");

    private ServerCommand() {}

    /** The product itself: from its jar, as people start it, if there is one; else from the classes. */
    public static List<String> ofProduct(List<String> options) {
        if (JAR == null) {
            return of(Application.class, options);
        }
        List<String> start = new ArrayList<>();
        if (CACHE != null) {
            start.addAll(List.of("-XX:AOTCache=" + CACHE, "-Xlog:aot*=off", "-Xlog:cds*=off"));
        }
        start.addAll(List.of("-jar", JAR));
        return command(start, options);
    }

    /** Another main class of the tests. */
    public static List<String> of(Class<?> main, List<String> options) {
        return command(
                List.of(
                        "--enable-native-access=ALL-UNNAMED",
                        "--add-modules=jdk.incubator.vector",
                        "-cp",
                        System.getProperty("java.class.path"),
                        main.getName()),
                options);
    }

    private static List<String> command(List<String> start, List<String> options) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx900m",
                "-XX:+UseSerialGC",
                // Half of a start's processor time is the optimising compiler's, and these servers live for a minute.
                // The loops of the miniature turn often enough to be optimised all the same.
                "-XX:Tier4InvocationThreshold=200000",
                "-XX:Tier4CompileThreshold=200000"));
        command.addAll(start);
        command.addAll(options);
        return command;
    }
}
