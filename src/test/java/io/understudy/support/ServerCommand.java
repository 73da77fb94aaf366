package io.understudy.support;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

public final class ServerCommand {
    private ServerCommand() {}

    public static List<String> of(Class<?> main, List<String> options) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx900m",
                "-XX:+UseSerialGC",
                // Half of a start's processor time is the optimising compiler's, and these servers live for a minute.
                // The
                // loops of the miniature turn often enough to be optimised all the same.
                "-XX:Tier4InvocationThreshold=200000",
                "-XX:Tier4CompileThreshold=200000",
                "--enable-native-access=ALL-UNNAMED",
                "--add-modules=jdk.incubator.vector",
                "-cp",
                System.getProperty("java.class.path"),
                main.getName()));
        command.addAll(options);
        command.add("--spring.profiles.active=story");
        return command;
    }
}
