package io.understudy.support;

import io.understudy.Application;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

public final class ServerCommand {
    /** The jar that people start; absent where a test runs before it is built. */
    private static final @Nullable String JAR = System.getProperty("understudy.test.jar");

    /** The JDK's cache for that jar and these flags; one that is missing or does not fit is passed over. */
    private static final @Nullable String CACHE = System.getProperty("understudy.test.cache");

    private ServerCommand() {}

    /** The product itself: from its jar if there is one, else from the classes. */
    public static List<String> ofProduct(List<String> options) {
        if (JAR == null) {
            return of(Application.class, options);
        }
        return command(
                CACHE == null
                        ? List.of("-jar", JAR)
                        : List.of("-XX:AOTCache=" + CACHE, "-Xlog:aot*=off", "-Xlog:cds*=off", "-jar", JAR),
                options);
    }

    /** Another main class of the tests. */
    public static List<String> of(Class<?> main, List<String> options) {
        return command(List.of("-cp", System.getProperty("java.class.path"), main.getName()), options);
    }

    /** Of the virtual machine; a cache of the JDK's is good for those only with which it was made. */
    static List<String> flags() {
        return List.of(
                "-Xmx900m",
                "-XX:+UseSerialGC",
                // Half of a start's processor time is the optimising compiler's, and these servers live for a minute.
                // The loops of the miniature turn often enough to be optimised all the same.
                "-XX:Tier4InvocationThreshold=200000",
                "-XX:Tier4CompileThreshold=200000",
                "--enable-native-access=ALL-UNNAMED",
                "--add-modules=jdk.incubator.vector");
    }

    private static List<String> command(List<String> start, List<String> options) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(flags());
        command.addAll(start);
        command.addAll(options);
        return command;
    }
}
