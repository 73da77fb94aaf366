package io.understudy;

import com.sun.management.HotSpotDiagnosticMXBean;
import io.understudy.platform.jobs.BackgroundThreads;
import java.lang.management.ManagementFactory;
import java.util.Map;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.ApplicationListener;

/**
 * Gives back the memory that only the start needed, and has the virtual machine do so after every busy time; otherwise it keeps a
 * heap that was large once. Set here because a start with {@code java -jar} has no other place for it.
 */
final class MemoryAtRest implements ApplicationListener<ApplicationReadyEvent> {
    private static final Logger log = LoggerFactory.getLogger(MemoryAtRest.class);
    private static final int SECONDS_AFTER_START = 5;
    /** How much of the heap may be free in percent; and, for the collector G1, how often an idle one is looked through in ms. */
    private static final Map<String, String> OPTIONS =
            Map.of("MinHeapFreeRatio", "15", "MaxHeapFreeRatio", "30", "G1PeriodicGCInterval", "300000");

    @Override
    public void onApplicationEvent(ApplicationReadyEvent ready) {
        ScheduledExecutorService once = BackgroundThreads.single("memory-at-rest");
        once.schedule(MemoryAtRest::giveBack, SECONDS_AFTER_START, TimeUnit.SECONDS);
        // What was scheduled before is still done.
        once.shutdown();
    }

    private static void giveBack() {
        try {
            HotSpotDiagnosticMXBean machine = ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class);
            OPTIONS.forEach(machine::setVMOption);
            System.gc();
        } catch (RuntimeException otherMachine) {
            log.debug("This virtual machine manages its memory in its own way", otherMachine);
        }
    }
}
