package io.understudy;

import io.understudy.cli.CommandLineTool;

/** Where the jar begins: a command runs without the classes of the server, of Spring and of Vaadin, which take long to load. */
public final class Launcher {
    private Launcher() {}

    /** Starts the server with the settings that are given, or runs a command. */
    public static void main(String[] args) {
        if (CommandLineTool.handles(args)) {
            // No method reference: that would load the application at once.
            System.exit(CommandLineTool.run(args, settings -> Application.checkStorage(settings)));
        } else {
            Application.main(args);
        }
    }
}
