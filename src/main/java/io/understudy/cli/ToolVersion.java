package io.understudy.cli;

import java.io.IOException;
import java.io.InputStream;
import java.util.Properties;
import picocli.CommandLine.IVersionProvider;

final class ToolVersion implements IVersionProvider {
    private static final String BUILD = "/META-INF/build-info.properties";

    @Override
    public String[] getVersion() throws IOException {
        return new String[] {of(build())};
    }

    /** What the build wrote into the jar; nothing where it was not built by Maven. */
    static Properties build() throws IOException {
        Properties build = new Properties();
        try (InputStream written = ToolVersion.class.getResourceAsStream(BUILD)) {
            if (written != null) {
                build.load(written);
            }
        }
        return build;
    }

    static String of(Properties build) {
        return "understudy " + build.getProperty("build.version", "(not built by Maven)");
    }
}
