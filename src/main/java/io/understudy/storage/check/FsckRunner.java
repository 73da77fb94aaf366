package io.understudy.storage.check;

import io.understudy.platform.core.RunAs;
import io.understudy.storage.StorageFailure;
import java.io.PrintStream;
import java.util.Locale;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.ExitCodeGenerator;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.stereotype.Component;

/**
 * Checks the storage from the command line, when {@code understudy.command} is {@code fsck}: prints the report and
 * leaves the exit code 0 for a clean store, 1 for findings, 2 for a store that cannot be read.
 */
@Component
@ConditionalOnProperty(name = "understudy.command", havingValue = "fsck")
public class FsckRunner implements ApplicationRunner, ExitCodeGenerator {
    private static final int CLEAN = 0;
    private static final int FINDINGS = 1;
    private static final int UNREADABLE = 2;

    private final ConsistencyCheck check;
    private final PrintStream out;
    private int exitCode = UNREADABLE;

    @Autowired
    FsckRunner(ConsistencyCheck check) {
        this(check, System.out);
    }

    FsckRunner(ConsistencyCheck check, PrintStream out) {
        this.check = check;
        this.out = out;
    }

    @Override
    public void run(ApplicationArguments arguments) {
        RunAs.run(() -> {
            try {
                CheckReport report = check.run(progress -> {});
                print(report);
                exitCode = report.clean() ? CLEAN : FINDINGS;
            } catch (StorageFailure e) {
                out.println("The storage could not be checked: " + e.getMessage());
                exitCode = UNREADABLE;
            }
        });
    }

    private void print(CheckReport report) {
        report.findings()
                .forEach(finding -> out.printf(
                        Locale.ROOT, "%s: %s%n    %s%n", finding.kind().label(), finding.objectKey(), finding.words()));
        long unlisted = report.findingCount() - report.findings().size();
        if (unlisted > 0) {
            out.printf(Locale.ROOT, "... and %d more%n", unlisted);
        }
        out.printf(
                Locale.ROOT,
                "%s (%d bytes) read back, %s looked up: %s%n",
                counted(report.blobs(), "blob"),
                report.bytes(),
                counted(report.objects(), "object"),
                report.clean() ? "all is well" : counted(report.findingCount(), "finding"));
    }

    private static String counted(long count, String thing) {
        return count + " " + thing + (count == 1 ? "" : "s");
    }

    @Override
    public int getExitCode() {
        return exitCode;
    }
}
