package io.understudy.platform.jobs;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How a backend's thread hands in the end of its job: nobody waits for the thread, so no failure may end it unsaid. */
public final class FinalReport {
    private static final Logger log = LoggerFactory.getLogger(FinalReport.class);

    private FinalReport() {}

    /**
     * @param report asks the job's reporter to store the end; when it cannot, the lease runs out and the job is taken up again
     * @return whether the job was still wanted here
     */
    public static boolean send(String name, Runnable report) {
        try {
            report.run();
            return true;
        } catch (JobWithdrawn unwanted) {
            log.info("“{}” is no longer wanted here", name);
            return false;
        } catch (RuntimeException unheard) {
            log.warn("The end of “{}” could not be reported", name, unheard);
            return true;
        }
    }
}
