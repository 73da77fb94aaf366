package io.understudy.cli;

import java.io.IOException;
import java.io.InputStream;
import java.util.Properties;
import picocli.CommandLine.IVersionProvider;

/** What the build wrote into the jar. */
final class ToolVersion implements IVersionProvider {
    private static final String BUILD = "/META-INF/build-info.properties";

    @Override
    public String[] getVersion() throws IOException {
        Properties build = new Properties();
        try (InputStream written = ToolVersion.class.getResourceAsStream(BUILD)) {
            if (written != null) {
                build.load(written);
            }
        }
        return new String[] {"understudy " + build.getProperty("build.version", "(not built by Maven)")};
    }
}
